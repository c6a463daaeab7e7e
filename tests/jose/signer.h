#pragma once

#include <QByteArray>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <memory>

namespace wallaroo::test {

inline QByteArray base64Url(const QByteArray& bytes) {
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A realm's key: makes tokens and the list of keys that goes with them.
class Signer {
public:
    explicit Signer(QByteArray id, int bits = 2048)
        : m_id(std::move(id)),
          m_key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits)), &EVP_PKEY_free) {}

    [[nodiscard]] QByteArray header(const QByteArray& algorithm = "RS256") const {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + m_id + "\"}";
    }

    [[nodiscard]] QByteArray token(const QByteArray& claims) const { return token(header(), claims); }

    [[nodiscard]] QByteArray token(const QByteArray& headerJson, const QByteArray& claims) const {
        const QByteArray text = base64Url(headerJson) + '.' + base64Url(claims);
        return text + '.' + base64Url(sign(text));
    }

    [[nodiscard]] QByteArray sign(const QByteArray& text) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
        std::size_t size = 0;
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.constData());
        EVP_DigestSign(context.get(), nullptr, &size, bytes, static_cast<std::size_t>(text.size()));
        QByteArray signature(static_cast<qsizetype>(size), '\0');
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                       static_cast<std::size_t>(text.size()));
        return signature;
    }

    /// One entry of `keys`. `extra`: more members, each with a leading comma.
    [[nodiscard]] QByteArray jwk(const QByteArray& extra = ",\"use\":\"sig\",\"alg\":\"RS256\"") const {
        return "{\"kty\":\"RSA\",\"kid\":\"" + m_id + "\",\"n\":\"" + base64Url(number(OSSL_PKEY_PARAM_RSA_N))
               + "\",\"e\":\"" + base64Url(number(OSSL_PKEY_PARAM_RSA_E)) + "\"" + extra + "}";
    }

    [[nodiscard]] QByteArray jwks() const { return "{\"keys\":[" + jwk() + "]}"; }

    [[nodiscard]] QByteArray number(const char* name) const {
        BIGNUM* big = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), name, &big);
        QByteArray bytes(BN_num_bytes(big), '\0');
        BN_bn2bin(big, reinterpret_cast<unsigned char*>(bytes.data()));
        BN_free(big);
        return bytes;
    }

    [[nodiscard]] EVP_PKEY* key() const { return m_key.get(); }

private:
    QByteArray m_id;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
};

} // namespace wallaroo::test
