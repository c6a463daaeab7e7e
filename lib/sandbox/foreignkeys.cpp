#include "sandbox/foreignkeys.h"

#include "sandbox/encoding.h"

#include <boost/json/array.hpp>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds kBetweenFetches{5}; ///< so that made-up key names do not become requests

} // namespace

CheckedJwt ForeignKeys::checkRsa(std::string_view jwt, std::int64_t now) const {
    return checkedRs256(jwt, now, [this](const std::string& kid, std::string_view content, std::string_view signature) {
        return verifies(kid, content, signature);
    });
}

bool ForeignKeys::trusts(const std::string& issuer) const {
    return issuer == m_upstream.issuer();
}

bool ForeignKeys::verifies(const std::string& kid, std::string_view content, std::string_view signature) const {
    const std::lock_guard held(m_mutex);
    if (m_keys.count(kid) == 0 && std::chrono::steady_clock::now() >= m_nextFetch)
        fetch();
    const auto key = m_keys.find(kid);
    return key != m_keys.end() && key->second.verifiesSha256(content, signature);
}

void ForeignKeys::fetch() const {
    m_nextFetch = std::chrono::steady_clock::now() + kBetweenFetches;
    const UpstreamAnswer answer = m_upstream.getPublic("/protocol/openid-connect/certs");
    const json::object* document = answer.status == 200 ? answer.body.if_object() : nullptr;
    const json::value* keys = document != nullptr ? document->if_contains("keys") : nullptr;
    if (keys == nullptr || !keys->is_array())
        return; // keep what is known: a Keycloak that restarts has not lost its keys
    m_keys.clear();
    for (const json::value& entry : keys->get_array()) {
        const json::object* key = entry.if_object();
        if (key == nullptr || textClaim(*key, "use") != "sig" || textClaim(*key, "kty") != "RSA")
            continue;
        const auto modulus = fromBase64Url(textClaim(*key, "n"));
        const auto exponent = fromBase64Url(textClaim(*key, "e"));
        if (modulus && exponent)
            m_keys.emplace(textClaim(*key, "kid"), RsaKey::fromNumbers(*modulus, *exponent));
    }
}

} // namespace wallaroo::sandbox
