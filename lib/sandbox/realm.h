#pragma once

#include "sandbox/clients.h"
#include "sandbox/devicecodes.h"
#include "sandbox/keyring.h"
#include "sandbox/lockouts.h"
#include "sandbox/onetimecodes.h"
#include "sandbox/rolebook.h"
#include "sandbox/rotation.h"
#include "sandbox/sessions.h"
#include "sandbox/users.h"

#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// What the realm's endpoints work with.
struct Realm {
    Users& users;
    Sessions& sessions;
    const KeyRing& keys;
    const Clients& clients;
    OneTimeCodes& codes;
    DeviceCodes& devices;
    Rotation& rotation;
    Lockouts& lockouts;
    const RoleBook& roles;

    static constexpr const char* kPath = "/auth/realms/master";
    static constexpr const char* kProtocol = "/auth/realms/master/protocol/openid-connect";

    /// The issuer follows the address by which the client called.
    static std::string issuer(const Call& call) { return call.origin + kPath; }
};

std::int64_t secondsNow();

/// A refresh token whose signature, issuer and client are right, and when it was issued for.
struct RefreshToken {
    std::string sessionId;
    std::string userId;
    std::string scope;
    bool offline = false;
    boost::json::object claims;
};

/// Checks a refresh token as Keycloak does for refresh and logout. Throws Refusal.
RefreshToken checkedRefreshToken(const Realm& realm, const Call& call, const Client& client, const std::string& token,
                                 bool mayBeExpired);

// The endpoints, each a function of the call. They may throw Refusal.
Reply tokenEndpoint(const Realm& realm, const Call& call);
Reply deviceEndpoint(const Realm& realm, const Call& call);
Reply logoutByPost(const Realm& realm, const Call& call);
Reply logoutByGet(const Realm& realm, const Call& call);
Reply revokeEndpoint(const Realm& realm, const Call& call);
Reply userInfoEndpoint(const Realm& realm, const Call& call);
Reply introspectEndpoint(const Realm& realm, const Call& call);
Reply certsEndpoint(const Realm& realm, const Call& call);
Reply discoveryEndpoint(const Realm& realm, const Call& call);
Reply realmEndpoint(const Realm& realm, const Call& call);

/// Everything under /auth.
Reply answerAuth(const Realm& realm, const Call& call);

} // namespace wallaroo::sandbox
