// bench_verify [ROUNDS]: the signatures of 1,000 tokens, checked by us and by OpenSSL's own verify in a loop; both in
// turn in each round. "read" is taking the tokens apart, which the peer does not do.
#include "bench/samples.h"
#include "jose/keyset.h"
#include "jose/signer.h"

#include <QCoreApplication>

#include <openssl/evp.h>

using namespace wallaroo;

namespace {

constexpr int count = 1000;

/// Claims as long as Keycloak's (reference §2.2): about 1,800 letters of token.
QByteArray claims(int number) {
    return "{\"exp\":1767225600,\"iat\":1767222000,\"jti\":\"" + QByteArray::number(number)
           + "\",\"iss\":\"https://wallaroo.example.com/auth/realms/master\",\"aud\":[\"master-realm\",\"account\"],"
             "\"sub\":\"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911\",\"typ\":\"Bearer\",\"azp\":\"api-client\",\"realm_"
             "access\":"
             "{\"roles\":[\"default-roles-master\",\"offline_access\",\"uma_authorization\"]},\"padding\":\""
           + QByteArray(700, 'x') + "\"}";
}

int fit(const std::vector<jose::Jwt>& tokens, EVP_PKEY* key) {
    int good = 0;
    for (const auto& token : tokens) {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        const QByteArrayView text = token.signedPart.reveal();
        EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
        good +=
            EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(token.signature.constData()),
                             static_cast<std::size_t>(token.signature.size()),
                             reinterpret_cast<const unsigned char*>(text.data()), static_cast<std::size_t>(text.size()))
            == 1;
        EVP_MD_CTX_free(context);
    }
    return good;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const int rounds = argc > 1 ? QByteArrayView(argv[1]).toInt() : 9;
    const test::Signer realm("key-1");
    const auto keys = jose::KeySet::parse(realm.jwks());
    std::vector<Secret> texts;
    for (int i = 0; i < count; ++i)
        texts.emplace_back(realm.token(claims(i)));
    bench::Samples samples;
    for (int round = 0; round < rounds; ++round) {
        std::vector<jose::Jwt> tokens;
        samples.time(QStringLiteral("read"), [&] {
            for (const Secret& text : texts)
                tokens.push_back(*jose::Jwt::parse(text));
        });
        int good = 0;
        samples.time(QStringLiteral("ours"), [&] {
            for (const auto& token : tokens)
                good += keys->verify(token).verdict == jose::Verdict::Verified;
        });
        int peers = 0;
        samples.time(QStringLiteral("openssl"), [&] { peers = fit(tokens, realm.key()); });
        if (good != count || peers != count)
            return 1;
    }
    samples.print();
    return 0;
}
