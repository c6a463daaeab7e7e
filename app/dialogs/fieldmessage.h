#pragma once

#include "base/error.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace wallaroo {

class DetailsBox;

/// The words under a field: what is wrong with it, or what is known of it. Also the field's accessible description, and
/// its red edge. Takes no room while it is empty, and makes its labels only when there is something to say.
class FieldMessage final : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Quiet, Good, Warning, Error };

    /// field: what the words are about; null: nothing in particular. objectName is that of the label.
    FieldMessage(QWidget* field, const QString& objectName, QWidget* parent);

    void setField(QWidget* field);
    /// What is always true of the field ("never stored"): read out before the words.
    void setStanding(const QString& description);

    /// Plain text, whatever it holds. Errors, warnings and good news are announced.
    void say(Tone tone, const QString& text);
    /// Sentence and advice, and [Details…] where details are known.
    void say(const Error& error);
    /// A button under the words; gone with them.
    void offer(const QString& objectName, const QString& text, std::function<void()> action);
    void clear();

    [[nodiscard]] bool isError() const { return m_tone == Tone::Error && !isHidden(); }

    [[nodiscard]] QString text() const { return m_text; }

private:
    void build();

    QPointer<QWidget> m_field;
    QString m_standing;
    QString m_text;
    Tone m_tone = Tone::Quiet;
    QLabel* m_label = nullptr;
    QBoxLayout* m_line = nullptr;    ///< the words, and [Details…]
    QBoxLayout* m_buttons = nullptr; ///< what is offered
    DetailsBox* m_details = nullptr; ///< made when there are details
    QList<QWidget*> m_offers;
};

} // namespace wallaroo
