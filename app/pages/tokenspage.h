#pragma once

#include "domain/token.h"
#include "exchange/commandtexts.h"
#include "support/realmkeys.h"
#include "support/tokencopier.h"

#include <QPointer>
#include <QWidget>

namespace wallaroo {

struct Account;
class Clipboard;
class CommandDialog;
class TokenCard;
class TokenInspector;

namespace session {
class Session;
}

/// The tokens of this account: masked, with their time left, one click from the clipboard in every form that somebody
/// needs them in; and what is inside them.
class TokensPage final : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the page.
    TokensPage(Account& account, Clipboard& clipboard, QWidget* parent = nullptr);

    /// Once a second: time left.
    void tick();

    /// For the keys and the tray.
    [[nodiscard]] TokenCopier& copier() { return m_copier; }

Q_SIGNALS:
    /// Something that is no secret was copied, or something failed: to be said for a while.
    void noticed(const QString& text);
    /// There is no session: somebody has to sign in.
    void signInNeeded();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void watch();
    void fillMenu(TokenKind kind);
    void addRequests(TokenKind kind, QMenu* menu);
    void copyPlain(const QString& text, const QString& what);
    void chooseCall(TokenKind kind);
    void askForSecret();
    void copyCall(TokenKind kind, exchange::Tool tool, const exchange::ApiCall& call, bool tokenInside);
    void showTokens();
    void showMlops();
    void showInference();
    void inspect();
    void showFailure(TokenKind kind, const Error& error);
    [[nodiscard]] bool hasUser() const;

    [[nodiscard]] TokenCard* card(TokenKind kind) const { return kind == TokenKind::Mlops ? m_mlops : m_inference; }

    [[nodiscard]] QString clientOf(TokenKind kind) const;
    [[nodiscard]] QString shortLifeAdvice(TokenKind kind, const std::optional<Token>& token) const;

    session::Session& m_session;
    Clipboard& m_clipboard;
    TokenCopier m_copier;
    RealmKeys m_keys;
    TokenCard* m_mlops;
    TokenCard* m_inference;
    TokenInspector* m_inspector;
    QPointer<CommandDialog> m_dialog;
    bool m_inferenceAsked = false;
    qint64 m_inspectedMs = 0; ///< when the claims were shown last, for "in 42 min"
};

} // namespace wallaroo
