#pragma once

#include "exchange/commandtexts.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace wallaroo {

/// Chooses a call and its form, curl or Python, and shows what will be copied: with the token as a variable, or, as a
/// choice of its own, with the token inside, which is never shown here.
class CommandDialog final : public QDialog {
    Q_OBJECT
public:
    /// inferenceOnly: there is no user, so only a pipeline's address can be called.
    CommandDialog(const Instance& instance, bool inferenceOnly, QWidget* parent = nullptr);

Q_SIGNALS:
    void copyRequested(wallaroo::exchange::Tool tool, const wallaroo::exchange::ApiCall& call, bool tokenInside);

private:
    void build();
    void layOut();
    void chooseCall();
    void preview();
    /// Nothing where the fields do not make a call; the message says why.
    [[nodiscard]] std::optional<exchange::ApiCall> call(QString& why) const;
    [[nodiscard]] exchange::Tool tool() const;
    [[nodiscard]] bool isInference() const;

    Instance m_instance;
    QComboBox* m_calls;
    QLabel* m_addressLabel;
    QLineEdit* m_address;
    QLabel* m_bodyLabel;
    QPlainTextEdit* m_body;
    QLabel* m_message;
    QRadioButton* m_curl;
    QRadioButton* m_python;
    QCheckBox* m_inside;
    QLabel* m_insideNote;
    QPlainTextEdit* m_preview;
    QPushButton* m_copy;
    QPushButton* m_close;
};

} // namespace wallaroo
