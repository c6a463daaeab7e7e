#pragma once

#include <QDialog>

class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace wallaroo {

/// One question with one field: a text or a number. Opened; accepted() when it was answered.
class AskDialog final : public QDialog {
    Q_OBJECT
public:
    /// act: the accepting button's text.
    AskDialog(const QString& question, const QString& label, const QString& act, QWidget* parent = nullptr);

    /// Not empty.
    void askForText(int longest);
    void askForNumber(int least, int most, int first);

    [[nodiscard]] QString text() const;
    [[nodiscard]] int number() const;

private:
    QString m_label;
    QFormLayout* m_form;
    QPushButton* m_act = nullptr;
    QLineEdit* m_text = nullptr;
    QSpinBox* m_number = nullptr;
};

} // namespace wallaroo
