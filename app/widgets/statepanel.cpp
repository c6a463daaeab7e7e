#include "widgets/statepanel.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/detailsbox.h"
#include "widgets/iconmark.h"
#include "widgets/progressline.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShowEvent>

namespace wallaroo {
namespace {

constexpr int rowsWithIcon = 6; ///< of a table's height

QLabel* centredLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

StatePanel::StatePanel(QWidget* parent)
    : QWidget(parent),
      m_icon(new IconMark(40, this)),
      m_title(centredLabel(this)),
      m_text(centredLabel(this)),
      m_progress(new ProgressLine(this)),
      m_action(button({})),
      m_otherAccount(button(tr("Sign in as someone else"))),
      m_retry(button(tr("Try again"))),
      m_details(new DetailsBox(this)) {
    setTextStyle(m_title, TextStyle::Heading);
    m_title->setObjectName(QStringLiteral("stateTitle"));
    setTextTint(m_text, Tint::SecondaryText);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionRequested);
    connect(m_otherAccount, &QPushButton::clicked, this, &StatePanel::otherAccountRequested);
    connect(m_retry, &QPushButton::clicked, this, &StatePanel::retryRequested);
    layOut();
}

QPushButton* StatePanel::button(const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    button->hide();
    return button;
}

void StatePanel::layOut() {
    const Metrics metrics(this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {m_otherAccount, m_action, m_retry, m_details->toggle()})
        buttons->addWidget(button);
    buttons->addStretch(1);

    auto* words = new QWidget(this); // lines of a readable length, however wide the page is
    words->setMaximumWidth(metrics.px(560));
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(metrics.px(16), metrics.px(4), metrics.px(16), metrics.px(4));
    column->setSpacing(metrics.px(8));
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_progress);
    column->addWidget(m_text);
    column->addSpacing(metrics.px(4));
    column->addLayout(buttons);
    column->addWidget(m_details);

    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addStretch(2);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(words, 100);
    middle->addStretch(1);
    whole->addLayout(middle);
    whole->addStretch(3); // a little above the middle, where the eye looks first
}

void StatePanel::showLoading(const QString& text) {
    setState(State::Loading, QStringLiteral("clock"), Tint::SecondaryText);
    setTexts(text, {}, {});
    offer({});
    say();
}

void StatePanel::showEmpty(const QString& title, const QString& actionText, const QString& note) {
    setState(State::Empty, QStringLiteral("empty"), Tint::SecondaryText);
    setTexts(title, note, {});
    m_action->setText(actionText);
    offer(actionText.isEmpty() ? QList<QPushButton*>() : QList{m_action});
    say();
}

void StatePanel::showNotAllowed(const Error& error) {
    setState(State::NotAllowed, QStringLiteral("lock"), Tint::Warning);
    setTexts(error.sentence, error.advice, error.details);
    offer({m_otherAccount, m_retry});
    say();
}

void StatePanel::showFailed(const Error& error) {
    setState(State::Failed, QStringLiteral("error"), Tint::Danger);
    setTexts(error.sentence, error.advice, error.details);
    offer({m_retry});
    say();
}

void StatePanel::setRetryText(const QString& text) {
    m_retry->setText(text);
}

/// What can be read and pressed comes before the picture.
void StatePanel::fit() {
    m_icon->setVisible(m_state != State::Loading && height() >= Metrics(this).rowHeight() * rowsWithIcon);
}

void StatePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

/// Of loading the beginning, and not each further count; anything else once, however often a page tells it.
void StatePanel::say() {
    const bool goesOn = !m_said.isEmpty() && m_saidState == m_state && (m_state == State::Loading || m_said == title());
    if (goesOn)
        return;
    m_isUnsaid = !announceSeen(this, title());
    if (m_isUnsaid)
        return;
    m_said = title();
    m_saidState = m_state;
}

/// Not at once: a page that is shown may have rows by then, or other words.
void StatePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isUnsaid)
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isUnsaid)
                    say();
            },
            Qt::QueuedConnection);
}

void StatePanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (!event->spontaneous()) // what comes next is news, even in the same words
        m_said.clear();
}

QString StatePanel::title() const {
    return m_title->text();
}

void StatePanel::setState(State state, const QString& icon, Tint tint) {
    if (state != m_state && isAncestorOf(window()->focusWidget()))
        setFocus(Qt::OtherFocusReason); // a button that goes would give it to whatever comes next in the window
    m_state = state;
    m_icon->setIcon(icon, tint);
    fit();
    m_progress->setVisible(state == State::Loading);
    m_progress->setRunning(state == State::Loading);
    m_retry->setText(tr("Try again"));
    setMain(m_retry, state == State::Failed);
    setMain(m_otherAccount, state == State::NotAllowed);
}

/// What asks for the rows again gets the focus that waited here for them.
void StatePanel::offer(const QList<QPushButton*>& buttons) {
    for (QPushButton* button : {m_action, m_otherAccount, m_retry})
        button->setVisible(buttons.contains(button));
    if (window()->focusWidget() == this && buttons.contains(m_retry))
        m_retry->setFocus(Qt::OtherFocusReason);
}

void StatePanel::takeFocusIn(const QWidget& page) {
    const auto* focused = window()->focusWidget();
    const bool isTyping = qobject_cast<const QLineEdit*>(focused) != nullptr;
    if (focused && (!page.isAncestorOf(focused) || isTyping))
        return;
    QWidget* taker = m_retry->isVisibleTo(this) ? static_cast<QWidget*>(m_retry) : this;
    taker->setFocus(Qt::OtherFocusReason);
}

void StatePanel::setTexts(const QString& title, const QString& text, const QString& details) {
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_details->setDetails(details);
    setAccessibleName(title);
    setAccessibleDescription(text);
}

} // namespace wallaroo
