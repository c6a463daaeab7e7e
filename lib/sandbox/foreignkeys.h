#pragma once

#include "sandbox/keyring.h"
#include "sandbox/upstream.h"

#include <chrono>
#include <map>
#include <mutex>

namespace wallaroo::sandbox {

/// The keys by which a Keycloak elsewhere signs, from its `certs`: fetched when a token names one that is not known,
/// at most every few seconds. Safe to use from several threads.
class ForeignKeys : public TokenVerifier {
public:
    explicit ForeignKeys(Upstream& upstream) : m_upstream(upstream) {}

    CheckedJwt checkRsa(std::string_view jwt, std::int64_t now) const override;
    /// That Keycloak's realm by the very address it was given by: another host is another issuer.
    bool trusts(const std::string& issuer) const override;

private:
    bool verifies(const std::string& kid, std::string_view content, std::string_view signature) const;
    void fetch() const;

    Upstream& m_upstream;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, RsaKey> m_keys; ///< by `kid`
    mutable std::chrono::steady_clock::time_point m_nextFetch;
};

} // namespace wallaroo::sandbox
