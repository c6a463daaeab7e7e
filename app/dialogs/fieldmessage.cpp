#include "dialogs/fieldmessage.h"

#include "dialogs/signinerrors.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/detailsbox.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

Tint tintOf(FieldMessage::Tone tone) {
    switch (tone) {
    case FieldMessage::Tone::Good:
        return Tint::Good;
    case FieldMessage::Tone::Warning:
        return Tint::Warning;
    case FieldMessage::Tone::Error:
        return Tint::Danger;
    case FieldMessage::Tone::Quiet:
        break;
    }
    return Tint::SecondaryText;
}

} // namespace

FieldMessage::FieldMessage(QWidget* field, const QString& objectName, QWidget* parent)
    : QWidget(parent),
      m_field(field) {
    setObjectName(objectName);
    hide();
}

void FieldMessage::setField(QWidget* field) {
    clear(); // of what it said about the field before
    m_field = field;
}

void FieldMessage::setStanding(const QString& description) {
    m_standing = description;
    if (m_field)
        m_field->setAccessibleDescription(m_text.isEmpty() ? m_standing : m_standing + u' ' + m_text);
}

void FieldMessage::build() {
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.px(6));
    m_label = new QLabel(this);
    m_label->setObjectName(objectName() + QStringLiteral("Text"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextStyle(m_label, TextStyle::Small);
    m_line = new QHBoxLayout;
    m_line->setSpacing(metrics.px(8));
    m_line->addWidget(m_label, 1);
    column->addLayout(m_line);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(metrics.px(8));
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
}

void FieldMessage::say(Tone tone, const QString& text) {
    const bool isNews = text != m_text && tone != Tone::Quiet;
    clear();
    if (!m_label)
        build();
    m_tone = tone;
    m_text = text;
    m_label->setText(text);
    setTextTint(m_label, tintOf(tone));
    setVisible(true);
    if (m_field) {
        setInvalid(m_field, tone == Tone::Error);
        m_field->setAccessibleDescription(m_standing.isEmpty() ? text : m_standing + u' ' + text);
    }
    if (isNews)
        announce(this, text);
}

void FieldMessage::say(const Error& error) {
    say(Tone::Error, wordsOf(error));
    if (error.details.isEmpty())
        return;
    if (!m_details) {
        m_details = new DetailsBox(this);
        layout()->addWidget(m_details);
        m_line->addWidget(m_details->toggle(), 0, Qt::AlignTop);
        if (m_field)
            setTabOrder(m_field, m_details->toggle());
    }
    m_details->setDetails(error.details);
}

void FieldMessage::offer(const QString& name, const QString& text, std::function<void()> action) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, std::move(action));
    // Made late, yet the Tab key reaches it right after the field and the buttons before it.
    QWidget* before = m_details ? m_details->toggle() : m_field.data();
    if (!m_offers.isEmpty())
        before = m_offers.constLast();
    if (before)
        setTabOrder(before, button);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    button->show(); // now, not in the layout's own time: the window's height follows
    m_offers << button;
}

void FieldMessage::clear() {
    for (QWidget* offer : std::exchange(m_offers, {})) {
        m_buttons->removeWidget(offer);
        offer->hide();
        offer->setObjectName({});
        offer->deleteLater(); // later: it may be the one whose click is being handled
    }
    if (m_details)
        m_details->setDetails({});
    m_text.clear();
    m_tone = Tone::Quiet;
    hide();
    if (m_field) {
        setInvalid(m_field, false);
        m_field->setAccessibleDescription(m_standing);
    }
}

} // namespace wallaroo
