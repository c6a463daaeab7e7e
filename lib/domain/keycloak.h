#pragma once

#include "domain/user.h"

#include <optional>
#include <vector>

namespace wallaroo {

/// A realm role.
struct Role {
    QString id;
    QString name;
    bool isComposite = false;

    friend bool operator==(const Role&, const Role&) = default;
};

/// One sign-in of a person, as the server keeps it.
struct UserSession {
    QString id;
    QString address; ///< where from
    Moment started;
    Moment lastAccess;
    QStringList clients; ///< names; may be empty

    friend bool operator==(const UserSession&, const UserSession&) = default;
};

/// The brute-force lock. Not the same as `enabled`: a locked account lives again when the lock ends, or is lifted.
struct LockState {
    bool isLocked = false;
    int failures = 0;
    QString lastAddress;
    Moment lastFailure;
    bool isPermanent = false; ///< until somebody lifts it
    Moment endsAt;            ///< not told before Keycloak 24

    friend bool operator==(const LockState&, const LockState&) = default;
};

/// An account elsewhere with which somebody may sign in.
struct OutsideIdentity {
    QString provider; ///< its alias: "google"
    QString name;     ///< the user name there

    friend bool operator==(const OutsideIdentity&, const OutsideIdentity&) = default;
};

/// One person as Keycloak tells, with what the caller may do.
struct KeycloakUser {
    User user; ///< `enabled` reads false while a brute-force lock is on, though the account is not disabled
    std::optional<bool> mayManage; ///< nothing where the answer has no `access`
    std::optional<bool> mayMapRoles;
    std::optional<bool> hasOneTimeCode{}; ///< nothing where it is not told
    std::vector<OutsideIdentity> identities{};
};

} // namespace wallaroo
