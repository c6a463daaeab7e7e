#include "sandbox/onetimecodes.h"

#include "sandbox/passwords.h"
#include "sandbox/randomness.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kKeySize = 20;
constexpr std::int64_t kStepSeconds = 30;
constexpr std::size_t kDigits = 6;

// RFC 4226 section 5.3.
std::string codeOf(const std::string& key, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = counter.size(); i-- > 0; step >>= 8)
        counter[i] = static_cast<unsigned char>(step & 0xff);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), digest.data(), &size);
    const std::size_t offset = digest[size - 1] & 0x0fU;
    std::uint32_t number = digest[offset] & 0x7fU;
    for (std::size_t i = 1; i < 4; ++i)
        number = number << 8U | digest[offset + i];
    const std::string digits = std::to_string(number % 1000000);
    return std::string(kDigits - digits.size(), '0') + digits;
}

} // namespace

std::string OneTimeCodes::newKey() {
    return randomBytes(kKeySize);
}

std::string OneTimeCodes::base32(const std::string& key) {
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char byte : key) {
        bits = bits << 8U | static_cast<unsigned char>(byte);
        for (count += 8; count >= 5; count -= 5)
            text += kLetters[bits >> (count - 5) & 0x1fU];
    }
    if (count > 0)
        text += kLetters[bits << (5 - count) & 0x1fU];
    return text;
}

void OneTimeCodes::give(const std::string& username, const std::string& key) {
    const std::lock_guard held(m_mutex);
    m_devices[username] = {key, {}};
}

bool OneTimeCodes::wanted(const std::string& username) const {
    const std::lock_guard held(m_mutex);
    return m_devices.count(username) > 0;
}

bool OneTimeCodes::accept(const std::string& username, const std::string& code, std::int64_t now) {
    const std::lock_guard held(m_mutex);
    const auto found = m_devices.find(username);
    if (found == m_devices.end())
        return false;
    Device& device = found->second;
    const std::int64_t current = now / kStepSeconds;
    device.used.erase(device.used.begin(), device.used.lower_bound(current - 1));
    for (std::int64_t step = current - 1; step <= current + 1; ++step) {
        if (device.used.count(step) == 0 && sameSecret(code, codeOf(device.key, step)))
            return device.used.insert(step).second;
    }
    return false;
}

} // namespace wallaroo::sandbox
