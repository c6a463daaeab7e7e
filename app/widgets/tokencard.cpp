#include "widgets/tokencard.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/secretlabel.h"
#include "widgets/wraplayout.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace wallaroo {
namespace {

constexpr int barSteps = 1000;
constexpr qint64 minute = 60'000;

} // namespace

QString timeLeftText(qint64 ms) {
    const qint64 seconds = ms / 1000;
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (seconds >= 3600)
        return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
}

TokenCard::TokenCard(Words words, QWidget* parent)
    : QFrame(parent),
      m_words(std::move(words)),
      m_title(new QLabel(m_words.title, this)),
      m_subtitle(new QLabel(this)),
      m_left(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_value(new SecretLabel(this)),
      m_reveal(new QPushButton(tr("Hold to reveal"), this)),
      m_renew(new QPushButton(tr("Renew"), this)),
      m_copy(new QPushButton(tr("Copy token"), this)),
      m_copyAs(new QToolButton(this)),
      m_menu(new QMenu(m_copyAs)),
      m_note(new QLabel(this)),
      m_noteAction(new QPushButton(this)) {
    build();
    setToken(std::nullopt);
    setNote({});
}

void TokenCard::build() {
    setObjectName(QStringLiteral("card") + m_words.id);
    setCard(this);
    setAccessibleName(m_words.title);
    setTextStyle(m_title, TextStyle::Heading);
    setTextStyle(m_left, TextStyle::Strong);
    m_left->setObjectName(QStringLiteral("left") + m_words.id);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setWordWrap(true); // on a small screen
    setTextTint(m_subtitle, Tint::SecondaryText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("note") + m_words.id);
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(m_words.leftName);
    m_value->setAccessibleName(m_words.title);
    QSizePolicy policy = m_value->sizePolicy(); // the buttons stay where they are
    policy.setRetainSizeWhenHidden(true);
    m_value->setSizePolicy(policy);
    m_value->setRevealButton(m_reveal);
    m_reveal->setAccessibleName(m_words.revealName);
    m_reveal->setAccessibleDescription(tr("Shows it while held; Space shows it for 30 seconds"));
    m_reveal->setObjectName(QStringLiteral("reveal") + m_words.id);
    m_renew->setAccessibleName(m_words.renewName);
    m_renew->setObjectName(QStringLiteral("renew") + m_words.id);
    m_copy->setAccessibleName(m_words.copyName);
    m_copy->setObjectName(QStringLiteral("copy") + m_words.id);
    m_copyAs->setText(tr("Copy as"));
    m_copyAs->setAccessibleName(m_words.copyAsName);
    m_copyAs->setObjectName(QStringLiteral("copyAs") + m_words.id);
    m_copyAs->setPopupMode(QToolButton::InstantPopup);
    m_copyAs->setMenu(m_menu);
    m_menu->setTitle(m_words.copyAsName);
    m_noteAction->setObjectName(QStringLiteral("noteAction") + m_words.id);
    connect(m_noteAction, &QPushButton::clicked, this, &TokenCard::noteActionRequested);
    connect(m_copy, &QPushButton::clicked, this, &TokenCard::copyRequested);
    connect(m_renew, &QPushButton::clicked, this, &TokenCard::renewRequested);

    layOut();
}

void TokenCard::layOut() {
    const Metrics metrics(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics.px(14));
    head->addWidget(m_title);
    head->addWidget(m_subtitle, 1);
    head->addWidget(m_left);
    auto* row = new QHBoxLayout;
    row->addWidget(m_value, 1);
    auto* controls = new WrapLayout(metrics.px(8)); // in a narrow window on two lines
    row->addLayout(controls);
    for (QWidget* control : {static_cast<QWidget*>(m_reveal), static_cast<QWidget*>(m_renew),
                             static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_copyAs)})
        controls->addWidget(control);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(18), metrics.px(14), metrics.px(18), metrics.px(14));
    column->setSpacing(metrics.px(9));
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addLayout(row);
    auto* note = new QHBoxLayout;
    note->addWidget(m_note, 1);
    note->addWidget(m_noteAction);
    column->addLayout(note);
}

void TokenCard::setMain(bool main) {
    wallaroo::setMain(m_copy, main);
}

void TokenCard::setSubtitle(const QString& text) {
    m_subtitle->setText(text);
}

void TokenCard::setToken(const std::optional<Token>& token) {
    m_token = token;
    m_announcedAtMs = token ? token->lifetimeMs : 0;
    m_endSaid = false;
    m_value->setSecret(token ? token->value : Secret());
    m_value->setVisible(token.has_value());
    m_bar->setVisible(token.has_value());
    enableParts();
    if (!token)
        m_left->clear();
}

void TokenCard::setNote(const QString& text, const QString& action) {
    m_failed = false;
    showNote(text, action, Tint::SecondaryText);
}

void TokenCard::setFailure(const Error& error, const QString& action) {
    m_failed = true;
    showNote(error.advice.isEmpty() ? error.sentence : error.sentence + u' ' + error.advice, action, Tint::Danger);
    announceSeen(this, m_note->text()); // elsewhere the page has a notice say it, where somebody waits for it
}

void TokenCard::showNote(const QString& text, const QString& action, Tint tint) {
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    setTextTint(m_note, tint);
    m_noteAction->setText(action);
    m_noteAction->setVisible(!action.isEmpty());
}

void TokenCard::enableParts() {
    m_reveal->setEnabled(m_token.has_value());
    m_copy->setEnabled(m_token || m_renewable); // a copy fetches one first
    m_renew->setEnabled(m_renewable && !m_renewing);
}

void TokenCard::setRenewing(bool renewing) {
    m_renewing = renewing;
    enableParts();
}

void TokenCard::setRenewable(bool renewable) {
    m_renewable = renewable;
    enableParts();
}

void TokenCard::tick(const Clock& clock) {
    if (!m_token)
        return;
    const qint64 left = m_token->end.leftMs(clock);
    m_left->setText(left > 0 ? tr("%1 left", "42:10 left").arg(timeLeftText(left)) : tr("ended"));
    const qint64 whole = std::max<qint64>(m_token->lifetimeMs, 1);
    m_bar->setValue(static_cast<int>(std::min<qint64>(left, whole) * barSteps / whole));
    announceTimeLeft(left);
    if (left <= 0 && !std::exchange(m_endSaid, true) && m_renewable && !m_failed)
        setNote(tr("Ended. Copy gets a new one first."));
}

void TokenCard::announceTimeLeft(qint64 leftMs) {
    // Not each second: at five minutes, one minute and the end.
    for (const qint64 mark : {5 * minute, minute, qint64(0)}) {
        if (leftMs > mark || m_announcedAtMs <= mark)
            continue;
        m_announcedAtMs = mark;
        if (mark > 0)
            announce(this, tr("%1: %n minutes left", nullptr, static_cast<int>(mark / minute)).arg(m_words.title));
        else
            announce(this, tr("%1 has ended").arg(m_words.title));
    }
}

} // namespace wallaroo
