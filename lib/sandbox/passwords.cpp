#include "sandbox/passwords.h"

#include "sandbox/encoding.h"
#include "sandbox/randomness.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

constexpr int kRounds = 1000;
constexpr std::size_t kHashSize = 32;

std::string derived(std::string_view password, std::string_view salt) {
    std::string key(kHashSize, '\0');
    if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                          reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()), kRounds,
                          EVP_sha256(), static_cast<int>(key.size()), reinterpret_cast<unsigned char*>(key.data()))
        != 1)
        throw std::runtime_error("PBKDF2 is not available");
    return key;
}

} // namespace

std::string hashedPassword(std::string_view password) {
    const std::string salt = randomBytes(16);
    return base64(salt) + ":" + base64(derived(password, salt));
}

bool passwordMatches(std::string_view password, std::string_view hash) {
    const std::size_t colon = hash.find(':');
    if (colon == std::string_view::npos)
        return false;
    const auto salt = fromBase64(hash.substr(0, colon));
    const auto expected = fromBase64(hash.substr(colon + 1));
    return salt && expected && sameSecret(derived(password, *salt), *expected);
}

bool sameSecret(std::string_view given, std::string_view expected) {
    return given.size() == expected.size() && CRYPTO_memcmp(given.data(), expected.data(), given.size()) == 0;
}

} // namespace wallaroo::sandbox
