#include "widgets/accessendpanel.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"

#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* line(QWidget* parent, const QString& objectName) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString clockTime(qint64 ms, qint64 nowMs) {
    const auto moment = QDateTime::fromMSecsSinceEpoch(ms);
    const QLocale locale;
    const QString time = locale.toString(moment.time(), QStringLiteral("HH:mm"));
    return moment.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date()
               ? time
               : locale.toString(moment.date(), QLocale::ShortFormat) + u' ' + time;
}

} // namespace

AccessEndPanel::AccessEndPanel(QWidget* parent)
    : QWidget(parent),
      m_title(line(this, QStringLiteral("accessEndTitle"))),
      m_when(line(this, QStringLiteral("accessEndWhen"))),
      m_limits(line(this, QStringLiteral("accessEndLimits"))),
      m_outcome(line(this, QStringLiteral("accessEndOutcome"))),
      m_end(new QPushButton(tr("&End sessions now"), this)) {
    m_title->setText(tr("How long do they still get in?"));
    setTextStyle(m_title, TextStyle::Strong);
    m_limits->setText(tr("Ending sessions stops new tokens at once. It does not reach tokens that were given already: "
                         "those work until they end. Nor does it reach offline sessions (\"stay signed in\"), which "
                         "are ended in Keycloak under the user's consents."));
    setTextTint(m_limits, Tint::SecondaryText);
    m_end->setObjectName(QStringLiteral("endSessions"));
    m_end->setAccessibleName(tr("End sessions now"));
    m_end->setAutoDefault(false);
    connect(m_end, &QPushButton::clicked, this, &AccessEndPanel::endSessionsRequested);
    m_outcome->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Metrics(this).px(6));
    column->addWidget(m_title);
    column->addWidget(m_when);
    column->addWidget(m_limits);
    column->addWidget(m_end, 0, Qt::AlignLeading);
    column->addWidget(m_outcome);
}

QString AccessEndPanel::sentence(const session::AccessFacts& facts, const QString& client, bool isOpen) {
    if (facts.tokenLifetimeMs <= 0)
        return tr("How long tokens live here is not known: one that was given already works until it ends.");
    const session::AccessEnd end = session::accessEnd(facts);
    const QString at = clockTime(end.atMs, facts.nowMs);
    const int minutes = static_cast<int>((facts.tokenLifetimeMs + 59'999) / 60'000);
    const QString assumed =
        tr("That is if their tokens live %n min, as those of %1 do; other clients may give longer ones.", nullptr,
           minutes)
            .arg(client);
    if (isOpen)
        return tr("Deactivated now, a token given before works until %1 at the latest.").arg(at) + u' ' + assumed;
    if (end.isPast)
        return tr("No token of theirs works any more since %1.").arg(at) + u' ' + assumed;
    return end.fromSessions
               ? tr("Their last token works until %1 at the latest, by their sessions.").arg(at) + u' ' + assumed
               : tr("A token given before works until %1 at the latest.").arg(at) + u' ' + assumed;
}

void AccessEndPanel::setFacts(const session::AccessFacts& facts, const QString& client, bool isOpen) {
    m_when->setText(sentence(facts, client, isOpen));
}

void AccessEndPanel::setMayEnd(bool may) {
    m_end->setVisible(may);
}

void AccessEndPanel::clearOutcome() {
    m_end->setEnabled(true);
    m_outcome->hide();
}

void AccessEndPanel::showEnding() {
    m_end->setEnabled(false);
    setOutcome(tr("Ending their sessions…"), false);
}

void AccessEndPanel::showEnded() {
    m_end->setEnabled(true);
    setOutcome(tr("Their sessions have ended. Offline sessions, if there are any, live on."), false);
}

void AccessEndPanel::showFailed(const Error& error) {
    m_end->setEnabled(true);
    setOutcome(error.advice.isEmpty() ? error.sentence : error.sentence + u' ' + error.advice, true);
}

void AccessEndPanel::setOutcome(const QString& text, bool isBad) {
    m_outcome->setText(text);
    m_outcome->show();
    setTextTint(m_outcome, isBad ? Tint::Danger : Tint::SecondaryText);
    announceSeen(this, text);
}

QString AccessEndPanel::text() const {
    QStringList texts{m_title->text(), m_when->text(), m_limits->text()};
    if (!m_outcome->isHidden())
        texts << m_outcome->text();
    return texts.join(u'\n');
}

} // namespace wallaroo
