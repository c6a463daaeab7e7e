#pragma once

#include "domain/user.h"

#include <QHash>

#include <vector>

namespace wallaroo {

/// Why an act that takes somebody's access away (deactivate, delete, take the role administrator) is not simply done.
enum class Protection : quint8 {
    None,
    OwnAccount,        ///< never
    BuiltIn,           ///< Keycloak's own `admin`, the way back in when all others are lost: never
    LastAdministrator, ///< nobody would be left who can put it right: never
    CannotTell         ///< roles are not told: only singly, after the user name was typed; never in a bulk run
};

/// Knows who may not lose access. Keycloak itself protects nobody: it lets the last administrator disable himself
/// (measured).
class AccessGuard {
public:
    /// `own`: who is signed in. Empty: not known, then nobody is taken for it.
    explicit AccessGuard(UserId own) : m_own(std::move(own)) {}

    /// Each person of the full list, once.
    void see(const User& person);

    /// One verdict per person, for these all together: when with them the last active administrator would go, each
    /// administrator among them is protected.
    [[nodiscard]] std::vector<Protection> judge(const std::vector<User>& chosen) const;
    [[nodiscard]] Protection judge(const User& person) const;

private:
    [[nodiscard]] UserType typeOf(const User& person) const;

    UserId m_own;
    QHash<UserId, UserType> m_types; ///< of who is active and may be an administrator
    bool m_typesTold = false;
    int m_activeAdministrators = 0;
};

} // namespace wallaroo
