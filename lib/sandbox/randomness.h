#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace wallaroo::sandbox {

/// The seed's dice. Own bounding instead of std::uniform_int_distribution: that one differs between standard libraries,
/// and the same seed has to give the same data everywhere.
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}

    /// 0 to bound - 1; bound must not be 0.
    std::uint64_t below(std::uint64_t bound) { return m_engine() % bound; }

    std::int64_t between(std::int64_t low, std::int64_t high);

    /// True in about this many of a thousand cases.
    bool perMille(unsigned share) { return below(1000) < share; }

    /// A version 4 UUID, lower case.
    std::string uuid();

private:
    std::mt19937_64 m_engine;
};

/// From the system's generator, for what nobody may guess.
std::string randomBytes(std::size_t count);
std::string randomUuid();
/// About six bits a character, letters and digits only, so that it can be typed, quoted and put into any form.
std::string randomSecret(std::size_t length);

} // namespace wallaroo::sandbox
