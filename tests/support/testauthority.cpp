#include "support/testauthority.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace wallaroo::test {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

    void operator()(X509* certificate) const { X509_free(certificate); }

    void operator()(BIO* bio) const { BIO_free(bio); }

    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};

using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

Key makeKey() {
    return Key(EVP_EC_gen("P-256"));
}

void addExtension(X509* certificate, int nid, const QString& value) {
    const std::unique_ptr<X509_EXTENSION, Free> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.toUtf8().constData()));
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension.get(), -1);
}

Certificate makeCertificate(const QString& commonName, qint64 begins, qint64 ends, EVP_PKEY* key) {
    static long serial = 1000;
    Certificate made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), begins);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), ends);
    const QByteArray name = commonName.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.constData()), -1, -1, 0);
    X509_set_pubkey(made.get(), key);
    return made;
}

QByteArray contents(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

QSslCertificate toQt(X509* certificate) {
    const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return QSslCertificate(contents(bio.get()));
}

QSslKey toQt(EVP_PKEY* key) {
    const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return QSslKey(contents(bio.get()), QSsl::Ec);
}

Certificate makeLeaf(const TestAuthority::Wanted& wanted, EVP_PKEY* key) {
    Certificate leaf = makeCertificate(wanted.commonName, wanted.beginsInSeconds, wanted.endsInSeconds, key);
    QStringList names;
    for (const QString& host : wanted.hosts)
        names << QStringLiteral("DNS:") + host;
    for (const QString& address : wanted.addresses)
        names << QStringLiteral("IP:") + address;
    if (!names.isEmpty())
        addExtension(leaf.get(), NID_subject_alt_name, names.join(QLatin1Char(',')));
    return leaf;
}

} // namespace

class TestAuthority::Private {
public:
    Key key = makeKey();
    Certificate certificate;
};

TestAuthority::TestAuthority(const QString& name) : d(std::make_unique<Private>()) {
    d->certificate = makeCertificate(name, -86400, 864000, d->key.get());
    X509_set_issuer_name(d->certificate.get(), X509_get_subject_name(d->certificate.get()));
    addExtension(d->certificate.get(), NID_basic_constraints, QStringLiteral("critical,CA:TRUE"));
    addExtension(d->certificate.get(), NID_key_usage, QStringLiteral("critical,keyCertSign,cRLSign"));
    X509_sign(d->certificate.get(), d->key.get(), EVP_sha256());
}

TestAuthority::~TestAuthority() = default;

QSslCertificate TestAuthority::certificate() const {
    return toQt(d->certificate.get());
}

Identity TestAuthority::issue(const Wanted& wanted) const {
    const Key key = makeKey();
    const Certificate leaf = makeLeaf(wanted, key.get());
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(d->certificate.get()));
    X509_sign(leaf.get(), d->key.get(), EVP_sha256());
    return {toQt(leaf.get()), toQt(key.get())};
}

Identity TestAuthority::selfSigned(const Wanted& wanted) {
    const Key key = makeKey();
    const Certificate leaf = makeLeaf(wanted, key.get());
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(leaf.get()));
    X509_sign(leaf.get(), key.get(), EVP_sha256());
    return {toQt(leaf.get()), toQt(key.get())};
}

} // namespace wallaroo::test
