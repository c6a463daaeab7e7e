#pragma once

#include "api/tokenapi.h"
#include "base/error.h"
#include "session/profile.h"

#include <QWidget>

#include <optional>

class QButtonGroup;

namespace wallaroo {

class FieldMessage;

/// What a way to sign in asks of a person.
struct WayNeeds {
    bool user = false;     ///< somebody signs in, not a client alone
    bool password = false; ///< and the user name and, where the account has one, the code: here, not in a browser
};

[[nodiscard]] WayNeeds needsOf(session::Way way);
/// "User name and password", without a mnemonic.
[[nodiscard]] QString nameOf(session::Way way);
/// Whether the instance offers it, by its discovery document.
[[nodiscard]] bool isOffered(session::Way way, const api::Discovery& discovery);

/// The ways to sign in, as radio buttons.
class SignInWays final : public QWidget {
    Q_OBJECT
public:
    explicit SignInWays(QWidget* parent);

    [[nodiscard]] session::Way way() const;
    void setWay(session::Way way);
    void focusChosen();
    /// Only ways that exist there are shown; the chosen one stays, for whoever says what is wrong with it. Unset: not
    /// known, all are shown.
    void setOffer(const std::optional<api::Discovery>& discovery);
    /// Those an organisation allows; the others are never shown. Unset: all.
    void setAllowed(const std::optional<QList<session::Way>>& ways);
    /// The chosen way is switched off at the server. Offers the browser where a password is not taken.
    void showFailure(const Error& error);

    /// For the form to place.
    [[nodiscard]] FieldMessage* message() const { return m_message; }

Q_SIGNALS:
    void chosen();

private:
    void showOffered();

    [[nodiscard]] bool isAllowed(session::Way way) const { return !m_allowed || m_allowed->contains(way); }

    QButtonGroup* m_group;
    FieldMessage* m_message;
    std::optional<api::Discovery> m_discovery;
    std::optional<QList<session::Way>> m_allowed;
};

} // namespace wallaroo
