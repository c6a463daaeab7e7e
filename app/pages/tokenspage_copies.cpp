// What the page's menus and dialogs copy.
#include "base/displaytext.h"
#include "dialogs/commanddialog.h"
#include "dialogs/inferencesecretdialog.h"
#include "jose/jwt.h"
#include "pages/tokenspage.h"
#include "session/session.h"
#include "support/clipboard.h"
#include "widgets/tokencard.h"

#include <QMenu>

namespace wallaroo {
namespace {

using exchange::Grant;
using exchange::Tool;

/// Of an optional text: the error says why there is none.
Result<Secret> inert(const std::optional<Secret>& text) {
    if (text)
        return *text;
    return failure(ErrorKind::BadInput,
                   TokensPage::tr("This token holds characters that could mean something to a shell."),
                   TokensPage::tr("Copy the token itself."));
}

/// The stand-in that the vendor's SDK uses for an account without an e-mail (reference §9.1).
QString emailFor(const jose::Claims& claims) {
    return claims.email.isEmpty() ? QStringLiteral("admin@keycloak") : claims.email;
}

Result<Secret> sdkFile(const Secret& token) {
    const auto jwt = jose::Jwt::parse(token);
    if (!jwt || jwt->claims.subject.isEmpty())
        return failure(ErrorKind::BadInput,
                       TokensPage::tr("The SDK's file names the user, and this token does not tell who that is."),
                       TokensPage::tr("Copy the token itself."));
    return exchange::sdkTokenFile(token, emailFor(jwt->claims), jwt->claims.subject);
}

} // namespace

void TokensPage::fillMenu(TokenKind kind) {
    QMenu* menu = card(kind)->menu();
    const auto add = [this, menu](const QString& text, auto act) {
        connect(menu->addAction(text), &QAction::triggered, this, act);
    };
    const auto named = [kind](const QString& mlops, const QString& inference) {
        return kind == TokenKind::Mlops ? mlops : inference;
    };
    add(tr("&Token"), [this, kind] { m_copier.copy(kind); });
    add(tr("Authorization &header"), [this, kind, named] {
        m_copier.copy(kind, named(tr("MLOps token's header"), tr("Inference token's header")),
                      [](const Secret& token) { return Result<Secret>(exchange::authorizationHeader(token)); });
    });
    add(tr("Shell &export line"), [this, kind, named] {
        m_copier.copy(kind, named(tr("Export line with the MLOps token"), tr("Export line with the inference token")),
                      [](const Secret& token) { return inert(exchange::shellExport(token)); });
    });
    if (kind == TokenKind::Mlops)
        add(tr("&SDK token file"),
            [this, kind] { m_copier.copy(kind, tr("SDK token file with the MLOps token"), sdkFile); });
    menu->addSeparator();
    const Instance instance = m_session.profile().instance;
    add(tr("&API address (APIURL)"),
        [this, instance] { copyPlain(exchange::apiAddress(instance), tr("API address")); });
    add(tr("Token a&ddress (TOKENURL)"),
        [this, instance] { copyPlain(exchange::tokenAddress(instance), tr("Token address")); });
    menu->addSeparator();
    add(tr("A &call as curl or Python…"), [this, kind] { chooseCall(kind); });
    addRequests(kind, menu->addMenu(tr("A &request for a token")));
}

void TokensPage::addRequests(TokenKind kind, QMenu* menu) {
    struct Entry {
        Grant grant;
        QString name;
    };

    QList<Entry> entries;
    if (kind == TokenKind::Mlops) {
        // A refresh token is not handed out: whoever holds a copy could end this session, or live on in it.
        menu->addSection(tr("A script that must refresh gets a session of its own"));
        entries << Entry{Grant::Password, tr("user name and password")} << Entry{Grant::Refresh, tr("refresh")};
    }
    entries << Entry{Grant::ClientCredentials, tr("client credentials")};
    for (const Entry& entry : entries) {
        for (const Tool tool : {Tool::Curl, Tool::Python}) {
            const QString text =
                tool == Tool::Curl ? tr("By %1, as curl").arg(entry.name) : tr("By %1, as Python").arg(entry.name);
            connect(menu->addAction(text), &QAction::triggered, this, [this, entry, tool] {
                const auto& profile = m_session.profile();
                const bool forInference = entry.grant == Grant::ClientCredentials;
                const exchange::TokenRequester who{forInference ? profile.inferenceClient() : profile.clientId,
                                                   forInference || !profile.hasPublicClient(), profile.username};
                copyPlain(exchange::tokenRequestText(tool, entry.grant, profile.instance, who),
                          tr("Request by %1").arg(entry.name));
            });
        }
    }
}

void TokensPage::copyPlain(const QString& text, const QString& what) {
    m_clipboard.copyText(text);
    Q_EMIT noticed(tr("%1 copied. No secret is in it.").arg(what));
}

void TokensPage::chooseCall(TokenKind kind) {
    delete m_dialog;
    m_dialog = new CommandDialog(m_session.profile().instance, kind == TokenKind::Inference, this);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        m_dialog, &CommandDialog::copyRequested, this,
        [this, kind](Tool tool, const exchange::ApiCall& call, bool inside) { copyCall(kind, tool, call, inside); });
    m_dialog->open();
}

void TokensPage::copyCall(TokenKind kind, Tool tool, const exchange::ApiCall& call, bool tokenInside) {
    const QString language = tool == Tool::Curl ? QStringLiteral("curl") : QStringLiteral("Python");
    const Instance instance = m_session.profile().instance;
    if (!tokenInside) {
        copyPlain(exchange::callText(tool, instance, call), tr("Call as %1").arg(language));
        return;
    }
    m_copier.copy(kind, tr("Call as %1 with the token inside").arg(language),
                  [=](const Secret& token) { return inert(exchange::callTextWithToken(tool, instance, call, token)); });
}

void TokensPage::askForSecret() {
    auto* dialog = new InferenceSecretDialog(clientOf(TokenKind::Inference), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &InferenceSecretDialog::secretGiven, this, [this](const Secret& secret) {
        m_inference->setRenewing(true);
        m_session.fetchInferenceToken(secret);
    });
    dialog->open();
}

} // namespace wallaroo
