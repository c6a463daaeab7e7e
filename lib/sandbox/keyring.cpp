#include "sandbox/keyring.h"

#include "sandbox/encoding.h"
#include "sandbox/passwords.h"
#include "sandbox/randomness.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

RsaKey storedKey(Database& database, const std::string& name) {
    if (const auto pem = database.setting(name))
        return RsaKey::fromPem(*pem);
    RsaKey key = RsaKey::generate();
    database.setSetting(name, key.toPem());
    return key;
}

std::string storedBytes(Database& database, const std::string& name, std::size_t count) {
    if (const auto text = database.setting(name))
        return fromBase64(*text).value_or(std::string());
    std::string bytes = randomBytes(count);
    database.setSetting(name, base64(bytes));
    return bytes;
}

std::string hmacSha512(std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha512(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
         bytes.size(), digest.data(), &size);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string unsignedJwt(const char* algorithm, const std::string& kid, const json::object& claims) {
    const json::object header{{"alg", algorithm}, {"typ", "JWT"}, {"kid", kid}};
    return base64Url(json::serialize(header)) + "." + base64Url(json::serialize(claims));
}

struct Parts {
    json::object header;
    json::object claims;
    std::string_view content; ///< what is signed
    std::string signature;
};

std::optional<json::object> decodedObject(std::string_view text) {
    const auto bytes = fromBase64Url(text);
    if (!bytes)
        return std::nullopt;
    boost::system::error_code error;
    json::value value = json::parse(*bytes, error);
    if (error || !value.is_object())
        return std::nullopt;
    return std::move(value.get_object());
}

std::optional<Parts> partsOf(std::string_view jwt) {
    const std::size_t first = jwt.find('.');
    const std::size_t second = first == std::string_view::npos ? first : jwt.find('.', first + 1);
    if (second == std::string_view::npos || jwt.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    auto header = decodedObject(jwt.substr(0, first));
    auto claims = decodedObject(jwt.substr(first + 1, second - first - 1));
    auto signature = fromBase64Url(jwt.substr(second + 1));
    if (!header || !claims || !signature)
        return std::nullopt;
    return Parts{std::move(*header), std::move(*claims), jwt.substr(0, second), std::move(*signature)};
}

bool hasAlgorithm(const json::object& header, std::string_view algorithm) {
    const json::value* value = header.if_contains("alg");
    return value != nullptr && value->is_string() && value->get_string() == json::string_view(algorithm);
}

CheckedJwt timeChecked(json::object claims, std::int64_t now) {
    const json::value* end = claims.if_contains("exp");
    const bool over = end != nullptr && end->is_int64() && end->get_int64() <= now;
    return {over ? JwtFault::Expired : JwtFault::None, std::move(claims)};
}

} // namespace

std::string textClaim(const json::object& claims, const char* name) {
    const json::value* value = claims.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

CheckedJwt checkedRs256(std::string_view jwt, std::int64_t now, const SignatureCheck& verifies) {
    auto parts = partsOf(jwt);
    if (!parts)
        return {JwtFault::Form, {}};
    if (!hasAlgorithm(parts->header, "RS256")
        || !verifies(textClaim(parts->header, "kid"), parts->content, parts->signature))
        return {JwtFault::Signature, {}};
    return timeChecked(std::move(parts->claims), now);
}

KeyRing::KeyRing(Database& database)
    : m_database(database),
      m_signing(storedKey(database, "signing-key")),
      m_hmacKey(storedBytes(database, "hmac-key", 64)),
      m_hmacKid(randomUuid()) {
}

std::string KeyRing::signedByRsa(const json::object& claims) const {
    std::string jwt = unsignedJwt("RS256", m_signing.kid(), claims);
    return jwt + "." + base64Url(m_signing.signSha256(jwt));
}

std::string KeyRing::signedByHmac(const json::object& claims) const {
    std::string jwt = unsignedJwt("HS512", m_hmacKid, claims);
    return jwt + "." + base64Url(hmacSha512(m_hmacKey, jwt));
}

CheckedJwt KeyRing::checkRsa(std::string_view jwt, std::int64_t now) const {
    return checkedRs256(jwt, now, [this](const std::string&, std::string_view content, std::string_view signature) {
        return m_signing.verifiesSha256(content, signature);
    });
}

bool KeyRing::trusts(const std::string& issuer) const {
    constexpr std::string_view kRealm = "/auth/realms/master";
    return issuer.size() >= kRealm.size() && issuer.compare(issuer.size() - kRealm.size(), kRealm.size(), kRealm) == 0;
}

CheckedJwt KeyRing::checkHmac(std::string_view jwt, std::int64_t now) const {
    auto parts = partsOf(jwt);
    if (!parts)
        return {JwtFault::Form, {}};
    if (!hasAlgorithm(parts->header, "HS512") || !sameSecret(parts->signature, hmacSha512(m_hmacKey, parts->content)))
        return {JwtFault::Signature, {}};
    return timeChecked(std::move(parts->claims), now);
}

std::string KeyRing::jwks() const {
    // Made when first asked for: the second key costs up to 200 ms that no start should wait for.
    std::call_once(m_jwksOnce, [this] {
        const RsaKey encryption = storedKey(m_database, "encryption-key");
        m_jwks = "{\"keys\":[" + m_signing.jwk("sig", "RS256") + "," + encryption.jwk("enc", "RSA-OAEP") + "]}";
    });
    return m_jwks;
}

} // namespace wallaroo::sandbox
