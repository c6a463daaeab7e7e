#include "dialogs/sessionpanel.h"

#include "base/displaytext.h"
#include "dialogs/authorityfile.h"
#include "dialogs/formscroll.h"
#include "dialogs/instancewords.h"
#include "dialogs/rolewords.h"
#include "dialogs/signinways.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/progressline.h"
#include "widgets/taborder.h"
#include "widgets/tokencard.h"

#include <QDateTime>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QString timeOf(qint64 wallMs) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(wallMs), QLocale::ShortFormat);
}

/// A form puts the word beside a value of two lines between them.
void addTopRow(QFormLayout& form, const QString& title, QWidget* value) {
    form.addRow(title, value);
    static_cast<QLabel*>(form.labelForField(value))->setAlignment(Qt::AlignRight | Qt::AlignTop);
}

QString orNotTold(const QString& text) {
    return text.isEmpty() ? SessionPanel::tr("not told") : isolatedText(text, 200);
}

QString clockWords(const std::optional<qint64>& differenceMs) {
    if (!differenceMs)
        return SessionPanel::tr("not known");
    const qint64 seconds = qAbs(*differenceMs) / 1000;
    if (qAbs(*differenceMs) <= session::tolerableClockDifferenceMs)
        return SessionPanel::tr("the same as the server's, within %n seconds", nullptr,
                                qMax(1, static_cast<int>(seconds)));
    const QString by = timeLeftText(qAbs(*differenceMs));
    return *differenceMs > 0 ? SessionPanel::tr("behind the server's by %1: check this computer's clock").arg(by)
                             : SessionPanel::tr("ahead of the server's by %1: check this computer's clock").arg(by);
}

} // namespace

SessionPanel::SessionPanel(session::Session& session, QWidget* parent) : QDialog(parent), m_session(session) {
    setObjectName(QStringLiteral("sessionPanel"));
    setWindowTitle(tr("Session"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    showFacts();
    connect(&m_session, &session::Session::tokensChanged, this, &SessionPanel::showFacts);
    connect(&m_session, &session::Session::stateChanged, this, &SessionPanel::showFacts);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] { showTimes(m_session.facts()); });
    m_second.start();
}

QLabel* SessionPanel::addValue(QFormLayout* form, const QString& title, const QString& objectName) {
    auto* label = new QLabel(this);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    addTopRow(*form, title, label);
    return label;
}

SessionPanel::Lifetime SessionPanel::addLifetime(QFormLayout* form, const QString& title, const QString& objectName) {
    Lifetime lifetime;
    auto* cell = new QWidget(this);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(this).px(4));
    lifetime.text = new QLabel(cell);
    lifetime.text->setObjectName(objectName);
    lifetime.text->setTextFormat(Qt::PlainText);
    lifetime.text->setWordWrap(true);
    lifetime.bar = new ProgressLine(cell);
    lifetime.bar->setThickness(6);
    column->addWidget(lifetime.text);
    column->addWidget(lifetime.bar);
    addTopRow(*form, title, cell);
    return lifetime;
}

void SessionPanel::build() {
    const Metrics metrics(this);
    auto* body = new QWidget(this);
    auto* form = new QFormLayout(body);
    const int ring = metrics.px(4);
    form->setContentsMargins(ring, ring, ring, ring); // which the area has with the focus
    form->setVerticalSpacing(metrics.px(8));
    form->setHorizontalSpacing(metrics.px(14));
    form->setLabelAlignment(Qt::AlignRight);
    m_who = addValue(form, tr("Who"), QStringLiteral("sessionWho"));
    setTextStyle(m_who, TextStyle::Strong);
    m_instance = addValue(form, tr("Instance"), QStringLiteral("sessionInstance"));
    m_client = addValue(form, tr("Client"), QStringLiteral("sessionClient"));
    m_way = addValue(form, tr("Way"), QStringLiteral("sessionWay"));
    m_id = addValue(form, tr("Session id"), QStringLiteral("sessionId"));
    m_token = addLifetime(form, tr("MLOps token"), QStringLiteral("sessionTokenLeft"));
    m_serverSession = addLifetime(form, tr("Session"), QStringLiteral("sessionLeft"));
    m_refresh = addValue(form, tr("Last refresh"), QStringLiteral("sessionRefresh"));
    m_clock = addValue(form, tr("Clock"), QStringLiteral("sessionClock"));
    m_roles = addValue(form, tr("Roles"), QStringLiteral("sessionRoles"));
    m_network = addValue(form, tr("Proxy"), QStringLiteral("sessionProxy"));
    m_authorities = addValue(form, tr("CA"), QStringLiteral("sessionAuthorities"));

    auto* scroll = new FormScroll(body, 500, this);
    for (QWidget* part : {static_cast<QWidget*>(scroll), scroll->viewport()})
        part->setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(14));
    column->addWidget(scroll, 1);
    column->addLayout(buttonRow());
    tabInOrderOfLayout(*this);
    scroll->fitFirst();
}

QBoxLayout* SessionPanel::buttonRow() {
    auto* leave = new QPushButton(tr("Sign out this session"), this);
    leave->setObjectName(QStringLiteral("signOutThis"));
    m_everywhere = new QPushButton(tr("Sign out everywhere…"), this);
    m_everywhere->setObjectName(QStringLiteral("signOutEverywhere"));
    m_everywhere->setVisible(m_session.profile().way != session::Way::InferenceOnly);
    auto* shut = new QPushButton(tr("Close"), this);
    shut->setObjectName(QStringLiteral("sessionClose"));
    auto* buttons = new QHBoxLayout; // Tab does not come back to the last of a QDialogButtonBox
    buttons->addStretch(1);
    for (auto* button : {leave, m_everywhere, shut}) {
        button->setAutoDefault(button == shut);
        buttons->addWidget(button);
    }
    connect(leave, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT signOutRequested();
    });
    connect(m_everywhere, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT signOutEverywhereRequested();
    });
    connect(shut, &QPushButton::clicked, this, &QDialog::close);
    shut->setFocus();
    return buttons;
}

void SessionPanel::showFacts() {
    const auto facts = m_session.facts();
    const auto& profile = m_session.profile();
    m_everywhere->setEnabled(m_session.state() == session::State::SignedIn);
    const QString name = facts.username.isEmpty() ? profile.username : facts.username;
    m_who->setText(name.isEmpty() ? tr("no user: client credentials alone") : isolatedText(name, 96));
    m_instance->setText(addressWords(profile.instance));
    QString client = isolatedText(facts.clientId, 64);
    if (!facts.inferenceClientId.isEmpty() && facts.inferenceClientId != facts.clientId)
        client +=
            u'\n' + tr("%1 for inference tokens", "a client's name").arg(isolatedText(facts.inferenceClientId, 64));
    m_client->setText(client);
    m_way->setText(facts.staysSignedIn ? tr("%1, staying signed in", "a way of signing in").arg(nameOf(facts.way))
                                       : nameOf(facts.way));
    m_id->setText(orNotTold(facts.sessionId));
    const QStringList roles = roleLines(facts.realmRoles, facts.clientRoles);
    m_roles->setText(roles.isEmpty() ? tr("none that matter here, as far as the token tells")
                                     : roles.join(u'\n') + u'\n' + tr("As the token tells; not verified."));
    m_network->setText(facts.proxy.isEmpty() ? tr("none: connected directly") : isolatedText(facts.proxy, 120));
    const QString authorities = trustWords(facts.authoritiesPem, facts.pinnedPem);
    m_authorities->setText(authorities.isEmpty() ? tr("those of this computer alone") : authorities);
    showTimes(facts);
}

void SessionPanel::showTimes(const session::Facts& facts) {
    showLifetime(m_token, facts.accessEnd, facts.accessLifetimeMs, tr("none"));
    showLifetime(m_serverSession, facts.sessionEnd, facts.sessionLifetimeMs,
                 facts.staysSignedIn ? tr("until it is signed out") : tr("not told"));
    m_refresh->setText(facts.lastRefreshWallMs ? timeOf(*facts.lastRefreshWallMs)
                       : facts.signedInWallMs  ? tr("not yet; signed in %1").arg(timeOf(*facts.signedInWallMs))
                                               : tr("not yet"));
    m_clock->setText(clockWords(facts.clockDifferenceMs));
}

void SessionPanel::showLifetime(const Lifetime& lifetime, const std::optional<Deadline>& end, qint64 wholeMs,
                                const QString& endless) {
    lifetime.bar->setVisible(end.has_value());
    if (!end) {
        lifetime.text->setText(endless);
        return;
    }
    const qint64 left = end->leftMs(m_session.clock());
    //: %1 is minutes and seconds, %2 a time of day
    lifetime.text->setText(left > 0 ? tr("%1 left, until about %2").arg(timeLeftText(left), timeOf(end->wallMs()))
                                    : tr("over"));
    lifetime.bar->setFraction(wholeMs > 0 ? qBound(0.0, static_cast<double>(left) / static_cast<double>(wholeMs), 1.0)
                                          : 0.0);
}

} // namespace wallaroo
