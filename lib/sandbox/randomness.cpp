#include "sandbox/randomness.h"

#include <openssl/rand.h>

#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

std::string uuidFrom(const std::string& bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < 16; ++i) {
        auto byte = static_cast<unsigned char>(bytes[i]);
        if (i == 6)
            byte = static_cast<unsigned char>((byte & 0x0fU) | 0x40U);
        if (i == 8)
            byte = static_cast<unsigned char>((byte & 0x3fU) | 0x80U);
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0fU];
    }
    return text;
}

} // namespace

std::int64_t SeededRandom::between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

std::string SeededRandom::uuid() {
    std::string bytes;
    for (int half = 0; half < 2; ++half) {
        std::uint64_t word = m_engine();
        for (int i = 0; i < 8; ++i, word >>= 8U)
            bytes += static_cast<char>(word & 0xffU);
    }
    return uuidFrom(bytes);
}

std::string randomBytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system's random generator gave nothing");
    return bytes;
}

std::string randomUuid() {
    return uuidFrom(randomBytes(16));
}

std::string randomSecret(std::size_t length) {
    static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    std::string text;
    while (text.size() < length) {
        for (const char byte : randomBytes(length)) {
            const auto index = static_cast<unsigned char>(byte);
            // Only whole multiples of the alphabet, so that no letter is likelier than another.
            if (index < 256 / kLetters.size() * kLetters.size() && text.size() < length)
                text += kLetters[index % kLetters.size()];
        }
    }
    return text;
}

} // namespace wallaroo::sandbox
