#include "pages/tokenspage.h"

#include "base/displaytext.h"
#include "dialogs/commanddialog.h"
#include "session/session.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/claimrows.h"
#include "support/clipboard.h"
#include "widgets/pagehead.h"
#include "widgets/tokencard.h"
#include "widgets/tokeninspector.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

constexpr qint64 shortLifeMs = 300'000;
constexpr qint64 inspectEveryMs = 20'000;

QString realmIssuer(const Instance& instance) {
    return instance.authBase.toString(QUrl::FullyEncoded) + QStringLiteral("/realms/master");
}

} // namespace

using session::Session;
using session::State;

TokensPage::TokensPage(Account& account, Clipboard& clipboard, QWidget* parent)
    : QWidget(parent),
      m_session(account.session),
      m_clipboard(clipboard),
      m_copier(account.session, clipboard),
      m_keys(account.transport, account.session.profile().instance, account.session.clock()),
      m_mlops(
          new TokenCard({QStringLiteral("Mlops"), tr("MLOps token"), tr("Copy MLOps token"), tr("Copy MLOps token as"),
                         tr("Reveal MLOps token"), tr("Renew MLOps token"), tr("Time left on the MLOps token")},
                        this)),
      m_inference(new TokenCard({QStringLiteral("Inference"), tr("Inference token"), tr("Copy inference token"),
                                 tr("Copy inference token as"), tr("Reveal inference token"),
                                 tr("Renew inference token"), tr("Time left on the inference token")},
                                this)),
      m_inspector(
          new TokenInspector(m_keys, account.session.clock(), realmIssuer(account.session.profile().instance), this)) {
    build();
    fillMenu(TokenKind::Mlops);
    fillMenu(TokenKind::Inference);
    watch();
    showTokens();
}

void TokensPage::build() {
    setObjectName(QStringLiteral("tokensPage"));
    auto* head = new PageHead(tr("Tokens"), this);
    head->setRefreshShown(false);
    const Metrics metrics(this);
    auto* content = new QWidget(this);
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(metrics.px(20), 0, metrics.px(20), metrics.px(14));
    cards->setSpacing(metrics.px(13));
    cards->addWidget(m_mlops);
    cards->addWidget(m_inference);
    cards->addWidget(m_inspector);
    cards->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto* headRow = new QVBoxLayout;
    headRow->setContentsMargins(metrics.px(20), 0, metrics.px(20), 0);
    headRow->addWidget(head);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics.px(16), 0, 0);
    column->setSpacing(metrics.px(13));
    column->addLayout(headRow);
    column->addWidget(scroll, 1);
}

void TokensPage::watch() {
    for (const TokenKind kind : {TokenKind::Mlops, TokenKind::Inference})
        connect(card(kind), &TokenCard::copyRequested, this, [this, kind] { m_copier.copy(kind); });
    connect(m_mlops, &TokenCard::renewRequested, this, [this] {
        m_mlops->setRenewing(true);
        m_session.renew();
    });
    connect(m_inference, &TokenCard::renewRequested, this, [this] {
        m_inference->setRenewing(true);
        m_session.fetchInferenceToken();
    });
    connect(m_mlops, &TokenCard::noteActionRequested, this, &TokensPage::signInNeeded);
    connect(m_inference, &TokenCard::noteActionRequested, this, &TokensPage::askForSecret);
    connect(m_inspector, &TokenInspector::copyRequested, this,
            [this](const QString& name, const QString& value) { copyPlain(value, name); });
    connect(&m_copier, &TokenCopier::fetching, this, [this](TokenKind kind) { card(kind)->setRenewing(true); });
    connect(&m_copier, &TokenCopier::signInNeeded, this, &TokensPage::signInNeeded);
    connect(&m_copier, &TokenCopier::copyFailed, this, &TokensPage::showFailure);
    connect(&m_session, &Session::tokensChanged, this, &TokensPage::showTokens);
    connect(&m_session, &Session::stateChanged, this, &TokensPage::showTokens);
    connect(&m_session, &Session::renewFailed, this, [this](const Error& error) {
        m_mlops->setRenewing(false);
        m_mlops->setFailure(error);
    });
    connect(&m_session, &Session::inferenceFailed, this, [this](const Error& error) {
        m_inference->setRenewing(false);
        m_inference->setFailure(error, error.kind != ErrorKind::WrongClient ? QString()
                                       : m_session.hasClientSecret()        ? tr("Change secret…")
                                                                            : tr("Add secret…"));
    });
}

bool TokensPage::hasUser() const {
    return m_session.profile().way != session::Way::InferenceOnly;
}

QString TokensPage::clientOf(TokenKind kind) const {
    const auto& profile = m_session.profile();
    return displayText(kind == TokenKind::Mlops ? profile.clientId : profile.inferenceClient(), 64);
}

QString TokensPage::shortLifeAdvice(TokenKind kind, const std::optional<Token>& token) const {
    if (!token || token->lifetimeMs >= shortLifeMs)
        return {};
    const QString client = clientOf(kind);
    const QString longer = tr("For longer ones raise Access Token Lifespan (Clients › %1 › Advanced).").arg(client);
    const QString short_ =
        tr("Tokens of %1 live %n s here.", nullptr, static_cast<int>(token->lifetimeMs / 1000)).arg(client);
    if (client == QLatin1StringView("api-client") || kind == TokenKind::Inference)
        return short_ + u' ' + longer;
    return short_ + u' '
           + tr("Sign in with api-client, or raise Access Token Lifespan (Clients › %1 › Advanced).").arg(client);
}

void TokensPage::showTokens() {
    showMlops();
    showInference();
    inspect();
    tick();
}

void TokensPage::showMlops() {
    const auto token = m_session.mlopsToken();
    m_mlops->setVisible(hasUser());
    m_mlops->setMain(hasUser());
    m_mlops->setToken(token);
    m_mlops->setRenewing(false);
    m_mlops->setRenewable(m_session.state() == State::SignedIn);
    const auto jwt = token ? jose::Jwt::parse(token->value) : Result<jose::Jwt>(tl::unexpected(Error()));
    const QString role = jwt ? actingAs(jwt->claims) : QString();
    const QString who = isolatedText(m_session.profile().username, 96);
    m_mlops->setSubtitle(role.isEmpty() ? tr("acts as %1 · client %2").arg(who, clientOf(TokenKind::Mlops))
                                        : tr("acts as %1, %2 · client %3").arg(who, role, clientOf(TokenKind::Mlops)));
    if (token)
        m_mlops->setNote(shortLifeAdvice(TokenKind::Mlops, token));
    else if (m_session.state() == State::SigningIn)
        m_mlops->setNote(tr("Signing in…"));
    else
        m_mlops->setNote(tr("The session has ended. Sign in again for a new token."), tr("Sign in…"));
}

void TokensPage::showInference() {
    const auto token = m_session.inferenceToken();
    const QString client = clientOf(TokenKind::Inference);
    m_inference->setMain(!hasUser());
    m_inference->setSubtitle(tr("no user · client %1").arg(client));
    m_inference->setToken(token);
    m_inference->setRenewing(false);
    m_inference->setRenewable(m_session.hasClientSecret());
    if (token)
        m_inference->setNote(shortLifeAdvice(TokenKind::Inference, token));
    else if (m_session.hasClientSecret())
        m_inference->setNote(tr("None fetched yet. Copy fetches one."));
    else if (m_session.state() == State::SigningIn)
        m_inference->setNote(tr("Signing in…"));
    else if (m_session.state() == State::SignedOut) // nobody has looked for it yet
        m_inference->setNote({});
    else
        m_inference->setNote(tr("The secret of %1 is missing: an inference token is given for it alone.").arg(client),
                             tr("Add secret…"));
}

void TokensPage::inspect() {
    const auto mlops = m_session.mlopsToken();
    const auto inference = m_session.inferenceToken();
    m_inspector->setOwn({{tokenName(TokenKind::Mlops), mlops ? mlops->value : Secret()},
                         {tokenName(TokenKind::Inference), inference ? inference->value : Secret()}});
    const auto& freshest = mlops ? mlops : inference;
    if (!freshest)
        return;
    const auto jwt = jose::Jwt::parse(freshest->value);
    m_inspector->setClockDifference(jwt ? clockDifferenceMs(jwt->claims, freshest->end.wallMs() - freshest->lifetimeMs)
                                        : std::nullopt);
}

void TokensPage::showFailure(TokenKind kind, const Error& error) {
    const bool lacksSecret = kind == TokenKind::Inference && error.kind == ErrorKind::SignInNeeded;
    card(kind)->setFailure(error, lacksSecret ? tr("Add secret…") : QString());
    if (!isVisible())
        Q_EMIT noticed(error.sentence + u' ' + error.advice);
}

void TokensPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Fetched when first looked at: most sign-ins never need it.
    if (!m_inferenceAsked && !m_session.inferenceToken() && m_session.hasClientSecret()) {
        m_inferenceAsked = true;
        m_inference->setRenewing(true);
        m_inference->setNote(tr("Fetching one…"));
        m_session.fetchInferenceToken();
    }
}

void TokensPage::tick() {
    m_mlops->tick(m_session.clock());
    m_inference->tick(m_session.clock());
    const qint64 now = m_session.clock().steadyMs();
    if (isVisible() && now - m_inspectedMs >= inspectEveryMs) {
        m_inspectedMs = now;
        m_inspector->refresh();
    }
}

} // namespace wallaroo
