#include "sandbox/rsakey.h"

#include "sandbox/encoding.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string digestOf(const EVP_MD* kind, std::string_view bytes) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, kind, nullptr);
    digest.resize(size);
    return digest;
}

std::string memory(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string numberOf(const EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        throw std::runtime_error("an RSA key without numbers");
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
    BN_free(number);
    return bytes;
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

} // namespace

void RsaKey::Free::operator()(EVP_PKEY* key) const {
    EVP_PKEY_free(key);
}

RsaKey::RsaKey(Handle key) : m_key(std::move(key)) {
    if (!m_key)
        throw std::runtime_error("no RSA key could be made");
    m_kid = base64Url(digestOf(EVP_sha256(), publicDer()));
}

RsaKey RsaKey::generate() {
    return RsaKey(Handle(EVP_RSA_gen(2048)));
}

RsaKey RsaKey::fromPem(const std::string& pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    return RsaKey(Handle(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)));
}

RsaKey RsaKey::fromNumbers(std::string_view modulus, std::string_view exponent) {
    using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
    using Builder = std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)>;
    using Parameters = std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)>;
    using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
    const Number n(BN_bin2bn(bytesOf(modulus), static_cast<int>(modulus.size()), nullptr), &BN_free);
    const Number e(BN_bin2bn(bytesOf(exponent), static_cast<int>(exponent.size()), nullptr), &BN_free);
    const Builder builder(OSSL_PARAM_BLD_new(), &OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()), &OSSL_PARAM_free);
    const Context context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), &EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata_init(context.get());
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get());
    return RsaKey(Handle(key)); // refuses when nothing came of it
}

std::string RsaKey::toPem() const {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return memory(bio.get());
}

std::string RsaKey::publicDer() const {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    i2d_PUBKEY_bio(bio.get(), m_key.get());
    return memory(bio.get());
}

std::string RsaKey::publicKey() const {
    return base64(publicDer());
}

std::string RsaKey::signSha256(std::string_view bytes) const {
    const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get())), '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytesOf(bytes),
                          bytes.size())
               != 1)
        throw std::runtime_error("signing failed");
    signature.resize(size);
    return signature;
}

bool RsaKey::verifiesSha256(std::string_view bytes, std::string_view signature) const {
    const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1
           && EVP_DigestVerify(context.get(), bytesOf(signature), signature.size(), bytesOf(bytes), bytes.size()) == 1;
}

std::string RsaKey::selfSignedDer() const {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 10L * 365 * 24 * 3600);
    X509_set_pubkey(certificate.get(), m_key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytesOf("master"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), m_key.get(), EVP_sha256());
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    i2d_X509_bio(bio.get(), certificate.get());
    return memory(bio.get());
}

std::string RsaKey::jwk(const std::string& use, const std::string& algorithm) const {
    const std::string certificate = selfSignedDer();
    return "{\"kid\":\"" + m_kid + R"(","kty":"RSA","alg":")" + algorithm + R"(","use":")" + use + R"(","x5c":[")"
           + base64(certificate) + R"("],"x5t":")" + base64Url(digestOf(EVP_sha1(), certificate)) + R"(","x5t#S256":")"
           + base64Url(digestOf(EVP_sha256(), certificate)) + R"(","n":")"
           + base64Url(numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_N)) + R"(","e":")"
           + base64Url(numberOf(m_key.get(), OSSL_PKEY_PARAM_RSA_E)) + "\"}";
}

} // namespace wallaroo::sandbox
