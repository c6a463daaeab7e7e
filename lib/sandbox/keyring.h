#pragma once

#include "sandbox/database.h"
#include "sandbox/rsakey.h"

#include <boost/json/object.hpp>

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// Why a JWT was not accepted, in the order in which it is looked at.
enum class JwtFault { None, Form, Signature, Expired };

struct CheckedJwt {
    JwtFault fault = JwtFault::None;
    boost::json::object claims; ///< filled also when only the time is over
};

/// A claim that is a text; empty when it is missing or something else.
std::string textClaim(const boost::json::object& claims, const char* name);

/// Says whether a signature over the content is by the key of this `kid`.
using SignatureCheck =
    std::function<bool(const std::string& kid, std::string_view content, std::string_view signature)>;

/// Form, algorithm (RS256 and nothing else), signature, then time.
CheckedJwt checkedRs256(std::string_view jwt, std::int64_t now, const SignatureCheck& verifies);

/// Whose access tokens the product's API believes: the sandbox's own realm, or a Keycloak elsewhere.
class TokenVerifier {
public:
    virtual ~TokenVerifier() = default;
    virtual CheckedJwt checkRsa(std::string_view jwt, std::int64_t now) const = 0;
    virtual bool trusts(const std::string& issuer) const = 0;
};

/// The realm's keys: RS256 for access and id tokens, HS512 for refresh tokens, and the encryption key that is published
/// and never used. Kept in the database, so that tokens outlive a restart where the state does.
class KeyRing : public TokenVerifier {
public:
    explicit KeyRing(Database& database);

    std::string signedByRsa(const boost::json::object& claims) const;
    std::string signedByHmac(const boost::json::object& claims) const;

    /// Signature, then time. A JWT without `exp` does not expire.
    CheckedJwt checkRsa(std::string_view jwt, std::int64_t now) const override;
    /// Any host: the same instance is reached as localhost and as 127.0.0.1, and the key says whose token it is.
    bool trusts(const std::string& issuer) const override;
    CheckedJwt checkHmac(std::string_view jwt, std::int64_t now) const;

    std::string jwks() const; ///< both public keys, as `certs` shows them

    std::string publicKey() const { return m_signing.publicKey(); }

private:
    Database& m_database;
    RsaKey m_signing;
    std::string m_hmacKey;
    std::string m_hmacKid;
    mutable std::once_flag m_jwksOnce;
    mutable std::string m_jwks;
};

} // namespace wallaroo::sandbox
