#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "domain/token.h"

#include <QObject>

#include <functional>
#include <optional>

namespace wallaroo {

class Clipboard;

namespace session {
class Session;
}

enum class TokenKind { Mlops, Inference };

/// "MLOps token", "Inference token"
[[nodiscard]] QString tokenName(TokenKind kind);

/// Puts tokens on the clipboard, fresh ones: with less than a quarter of its life left, two minutes at most, a token is
/// renewed first. Where the session has ended it asks for the sign-in and goes on by itself once there is a token, if
/// that is soon.
class TokenCopier final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 patienceMs = 120'000; ///< for a sign-in in between

    /// Both outlive this.
    TokenCopier(session::Session& session, Clipboard& clipboard, QObject* parent = nullptr);

    /// What is copied, made from the token; an error where it cannot be made of this one.
    using Make = std::function<Result<Secret>(const Secret& token)>;

    /// The token itself.
    void copy(TokenKind kind);
    /// Something with the token in it; `what` names it in the notice: "MLOps token's header".
    void copy(TokenKind kind, const QString& what, Make make);
    /// The MLOps token; the inference token where there is no user.
    void copyUsual();

    [[nodiscard]] static bool isDue(const Token& token, const Clock& clock);

    [[nodiscard]] bool isWaiting() const { return m_waiting.has_value(); }

Q_SIGNALS:
    /// A token is fetched first.
    void fetching(wallaroo::TokenKind kind);
    /// There is no session: somebody has to sign in; the copy follows.
    void signInNeeded();
    /// Nothing was copied. The sentence says why.
    void copyFailed(wallaroo::TokenKind kind, const wallaroo::Error& error);

private:
    struct Order {
        TokenKind kind;
        QString what;
        Make make;
        Secret stale; ///< what is to be replaced first; empty: there was none
        Deadline end;
    };

    [[nodiscard]] std::optional<Token> token(TokenKind kind) const;
    void put(const Order& order, const Token& token);
    void fetch(const Order& order);
    void goOn();
    void giveUp(TokenKind kind, const Error& error);

    session::Session& m_session;
    Clipboard& m_clipboard;
    std::optional<Order> m_waiting;
};

} // namespace wallaroo
