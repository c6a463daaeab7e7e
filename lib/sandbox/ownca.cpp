#include "sandbox/ownca.h"

#include "sandbox/randomness.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <unistd.h>

namespace wallaroo::sandbox {

namespace {

constexpr long kWeek = 7L * 24 * 3600;
constexpr unsigned kKeyBits = 2048;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

void require(bool worked) {
    if (!worked)
        throw std::runtime_error("a certificate authority of its own could not be made");
}

Key newKey() {
    Key key(EVP_RSA_gen(kKeyBits), EVP_PKEY_free);
    require(key != nullptr);
    return key;
}

void addExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    require(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate newCertificate(EVP_PKEY* key, const char* name) {
    Certificate certificate(X509_new(), X509_free);
    require(certificate != nullptr);
    X509_set_version(certificate.get(), X509_VERSION_3);
    std::string serial = randomBytes(15);
    serial.front() = static_cast<char>(serial.front() & 0x7f);
    BIGNUM* number =
        BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()), static_cast<int>(serial.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600); // clocks differ
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kWeek);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const auto add = [subject](const char* field, const char* text) {
        X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text), -1, -1,
                                   0);
    };
    add("O", "Wallaroo sandbox");
    add("CN", name);
    return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuerKey) {
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    require(X509_sign(certificate, issuerKey, EVP_sha256()) > 0);
}

struct Closing {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

template <typename Write>
void writeFile(const std::string& file, Write write) {
    const std::unique_ptr<std::FILE, Closing> out(std::fopen(file.c_str(), "wx"));
    require(out != nullptr && write(out.get()) == 1 && std::fflush(out.get()) == 0);
}

std::string newFolder() {
    const char* base = std::getenv("TMPDIR");
    std::string folder = std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/wallaroo-sandbox-XXXXXX";
    require(mkdtemp(folder.data()) != nullptr); // for its owner alone
    return folder;
}

std::string namesFor(const std::string& host) {
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    const bool isAddress = host.find_first_not_of("0123456789.:abcdefABCDEF") == std::string::npos;
    if (host != "127.0.0.1" && host != "localhost" && host != "::1")
        names += (isAddress ? ",IP:" : ",DNS:") + host;
    return names;
}

} // namespace

OwnCa makeOwnCa(const std::string& host) {
    const Key caKey = newKey();
    const Certificate ca = newCertificate(caKey.get(), "Sandbox CA");
    addExtension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    sign(ca.get(), ca.get(), caKey.get());

    const Key key = newKey();
    const Certificate certificate = newCertificate(key.get(), "localhost");
    addExtension(certificate.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(certificate.get(), ca.get(), NID_ext_key_usage, "serverAuth");
    addExtension(certificate.get(), ca.get(), NID_subject_alt_name, namesFor(host));
    addExtension(certificate.get(), ca.get(), NID_authority_key_identifier, "keyid");
    sign(certificate.get(), ca.get(), caKey.get());

    OwnCa made;
    made.folder = newFolder();
    made.caFile = made.folder + "/ca.pem";
    made.certificateFile = made.folder + "/certificate.pem";
    made.keyFile = made.folder + "/key.pem";
    writeFile(made.caFile, [&](FILE* out) { return PEM_write_X509(out, ca.get()); });
    writeFile(made.certificateFile, [&](FILE* out) {
        return PEM_write_X509(out, certificate.get()) == 1 ? PEM_write_X509(out, ca.get()) : 0;
    });
    writeFile(made.keyFile,
              [&](FILE* out) { return PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return made;
}

void removeOwnCa(const OwnCa& ca) {
    for (const std::string& file : {ca.caFile, ca.certificateFile, ca.keyFile})
        std::remove(file.c_str());
    rmdir(ca.folder.c_str());
}

} // namespace wallaroo::sandbox
