#pragma once

#include <memory>
#include <string>
#include <string_view>

typedef struct evp_pkey_st EVP_PKEY; // OpenSSL's own declaration, so that its headers stay out of ours

namespace wallaroo::sandbox {

/// An RSA key of 2048 bits with the certificate that Keycloak publishes beside it.
class RsaKey {
public:
    static RsaKey generate(); ///< takes some 50 to 200 ms
    /// A public key by its big-endian modulus and exponent: verifies, and signs nothing.
    static RsaKey fromNumbers(std::string_view modulus, std::string_view exponent);
    static RsaKey fromPem(const std::string& pem);

    std::string toPem() const;

    std::string kid() const { return m_kid; }

    std::string signSha256(std::string_view bytes) const;
    bool verifiesSha256(std::string_view bytes, std::string_view signature) const;
    /// One entry of a JWKS; use is "sig" or "enc".
    std::string jwk(const std::string& use, const std::string& algorithm) const;
    std::string publicKey() const; ///< SubjectPublicKeyInfo, base64

private:
    struct Free {
        void operator()(EVP_PKEY* key) const;
    };

    using Handle = std::unique_ptr<EVP_PKEY, Free>;

    explicit RsaKey(Handle key);
    std::string publicDer() const;
    std::string selfSignedDer() const;

    Handle m_key;
    std::string m_kid;
};

} // namespace wallaroo::sandbox
