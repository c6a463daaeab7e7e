#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

/// What stands in tokens, and who signed them. For showing: nothing here decides what a person may do (rule 28).
namespace wallaroo::jose {

/// Seconds since 1970 UTC.
using Seconds = std::optional<qint64>;

/// What Keycloak writes into its tokens (reference §2.2). Of the wrong type: as if absent, and named in
/// Jwt::misshapen. As sent: who shows it makes it safe to show.
struct Claims {
    QString issuer;
    QString subject;
    QString client;   ///< azp; client_id or clientId where there is none
    QString username; ///< preferred_username
    QString name;
    QString email;
    QString type; ///< "Bearer", "Refresh", "Offline", "ID"
    QString scope;
    QString session; ///< sid, or session_state of older Keycloak
    QStringList audience;
    QStringList realmRoles;
    QStringList otherRoles; ///< "client: role", of resource_access
    QString hasuraUserId;
    QString hasuraEmail;
    QString hasuraDefaultRole;
    QStringList hasuraRoles;
    QString hasuraGroups;
    Seconds issued;
    Seconds expires;
    Seconds notBefore;
    Seconds signedIn; ///< auth_time

    /// `admin` of the realm, or Hasura's `admin_user` (reference §2.2).
    [[nodiscard]] bool isPlatformAdministrator() const;
};

/// A token taken apart: three parts in base64url, two of them JSON (RFC 7515 §3.1, RFC 7519). Whether it is genuine
/// is KeySet's to say.
struct Jwt {
    static constexpr qsizetype largest = 256 * 1024; ///< in bytes; a token of Keycloak has about 2,000

    QString algorithm;    ///< alg as sent; "none" and "" are unsigned
    QString keyId;        ///< kid; may be empty
    QStringList critical; ///< crit: extensions that a reader has to know
    QByteArray header;    ///< JSON as sent
    QByteArray payload;   ///< JSON as sent
    QByteArray signature; ///< bytes; empty for an unsigned token
    Secret signedPart;    ///< what the signature is about
    Claims claims;
    QStringList duplicates; ///< members that stand twice in one object: which one counts depends on the reader
    QStringList misshapen;  ///< claims of the wrong type

    /// BadInput with a sentence that says why: no JWT, cut, larger than `largest`, encrypted, header or claims damaged.
    [[nodiscard]] static Result<Jwt> parse(const Secret& token);
    [[nodiscard]] bool isUnsigned() const;
};

/// Where a token stands in time, by the server's clock and not by this computer's.
enum class Age {
    Current,
    Expired,
    NotYet, ///< nbf or iat lie more than `tolerance` ahead
    Endless ///< says no end
};

inline constexpr qint64 toleranceSeconds = 60;

[[nodiscard]] Age ageOf(const Claims& claims, qint64 serverNowMs);

} // namespace wallaroo::jose
