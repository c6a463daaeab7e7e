#include "pages/tokenspage.h"

#include "base/displaytext.h"
#include "http/form.h"
#include "style/metrics.h"
#include "support/clipboard.h"
#include "widgets/pagehead.h"
#include "widgets/tokencard.h"

#include <QVBoxLayout>

namespace wallaroo {

namespace {

/// "Authorization: Bearer …", as it goes into a script's or a tool's header field.
Secret headerLine(const Secret& token) {
    QByteArray line = QByteArrayLiteral("Authorization: ");
    line += http::bearerAuthorization(token).reveal();
    return Secret::taking(line);
}

} // namespace

using session::Session;
using session::State;

TokensPage::TokensPage(Session& session, Clipboard& clipboard, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_clipboard(clipboard),
      m_mlops(new TokenCard({QStringLiteral("Mlops"), tr("MLOps token"), tr("Copy MLOps token"),
                             tr("Copy MLOps token as"), tr("Reveal MLOps token"), tr("Renew MLOps token")},
                            this)),
      m_inference(
          new TokenCard({QStringLiteral("Inference"), tr("Inference token"), tr("Copy inference token"),
                         tr("Copy inference token as"), tr("Reveal inference token"), tr("Renew inference token")},
                        this)) {
    setObjectName(QStringLiteral("tokensPage"));
    auto* head = new PageHead(tr("Tokens"), this);
    head->setRefreshShown(false);
    auto* column = new QVBoxLayout(this);
    const Metrics metrics(this);
    column->setContentsMargins(metrics.px(20), metrics.px(16), metrics.px(20), metrics.px(14));
    column->setSpacing(metrics.px(13));
    column->addWidget(head);
    column->addWidget(m_mlops);
    column->addWidget(m_inference);
    column->addStretch(1);

    const auto copy = [this](const std::optional<Token>& token, bool asHeader, const QString& what) {
        if (token)
            m_clipboard.copySecret(asHeader ? headerLine(token->value) : token->value, what,
                                   token->end.leftMs(m_session.clock()));
    };
    connect(m_mlops, &TokenCard::copyRequested, this,
            [this, copy] { copy(m_session.mlopsToken(), false, tr("MLOps token")); });
    connect(m_mlops, &TokenCard::copyAsHeaderRequested, this,
            [this, copy] { copy(m_session.mlopsToken(), true, tr("MLOps token's header")); });
    connect(m_mlops, &TokenCard::renewRequested, this, [this] {
        m_mlops->setRenewing(true);
        m_session.renew();
    });
    connect(m_inference, &TokenCard::copyRequested, this,
            [this, copy] { copy(m_session.inferenceToken(), false, tr("Inference token")); });
    connect(m_inference, &TokenCard::copyAsHeaderRequested, this,
            [this, copy] { copy(m_session.inferenceToken(), true, tr("Inference token's header")); });
    connect(m_inference, &TokenCard::renewRequested, this, [this] {
        m_inference->setRenewing(true);
        m_session.fetchInferenceToken();
    });
    connect(&m_session, &Session::tokensChanged, this, &TokensPage::showTokens);
    connect(&m_session, &Session::stateChanged, this, &TokensPage::showTokens);
    connect(&m_session, &Session::renewFailed, this, [this](const Error& error) {
        m_mlops->setRenewing(false);
        m_mlops->setNote(error.sentence, error.advice);
    });
    connect(&m_session, &Session::inferenceFailed, this, [this](const Error& error) {
        m_inference->setRenewing(false);
        m_inference->setNote(error.sentence, error.advice);
    });
    showTokens();
}

bool TokensPage::hasUser() const {
    return m_session.profile().way == session::Way::Password;
}

void TokensPage::showTokens() {
    const QString client = displayText(m_session.profile().clientId, 64);
    m_mlops->setVisible(hasUser());
    m_mlops->setMain(hasUser());
    m_inference->setMain(!hasUser());
    m_mlops->setSubtitle(tr("acts as %1 · client %2").arg(isolatedText(m_session.profile().username, 96), client));
    m_mlops->setToken(m_session.mlopsToken());
    m_mlops->setRenewing(false);
    m_mlops->setNote(m_session.mlopsToken() || m_session.state() == State::SigningIn
                         ? QString()
                         : tr("The session has ended. Sign in again for a new token."));
    m_inference->setSubtitle(tr("no user · client %1").arg(client));
    m_inference->setToken(m_session.inferenceToken());
    m_inference->setRenewing(false);
    m_inference->setNote(
        m_session.hasClientSecret()
            ? QString()
            : tr("No client secret for %1 is at hand: sign in with it for an inference token.").arg(client));
    tick();
}

void TokensPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Fetched when first looked at: most sign-ins never need it.
    if (!m_inferenceAsked && !m_session.inferenceToken() && m_session.hasClientSecret()) {
        m_inferenceAsked = true;
        m_inference->setRenewing(true);
        m_session.fetchInferenceToken();
    }
}

void TokensPage::tick() {
    m_mlops->tick(m_session.clock());
    m_inference->tick(m_session.clock());
}

void TokensPage::copyToken() {
    if (const auto token = m_session.mlopsToken())
        m_clipboard.copySecret(token->value, tr("MLOps token"), token->end.leftMs(m_session.clock()));
    else if (const auto inference = m_session.inferenceToken())
        m_clipboard.copySecret(inference->value, tr("Inference token"), inference->end.leftMs(m_session.clock()));
}

} // namespace wallaroo
