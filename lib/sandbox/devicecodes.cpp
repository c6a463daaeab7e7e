#include "sandbox/devicecodes.h"

#include "sandbox/randomness.h"

#include <cctype>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kSecretLength = 43;
constexpr std::chrono::seconds kKeptAfterEnd{60}; // long enough for the device to hear that it is over

// Consonants, so that no word comes out.
std::string newUserCode() {
    static constexpr std::string_view kLetters = "BCDFGHJKLMNPQRSTVWXZ";
    std::string code;
    while (code.size() < 9) {
        const auto byte = static_cast<unsigned char>(randomBytes(1).front());
        if (code.size() == 4)
            code += '-';
        if (byte < 256 / kLetters.size() * kLetters.size())
            code += kLetters[byte % kLetters.size()];
    }
    return code;
}

std::string lettersOf(const std::string& userCode) {
    std::string letters;
    for (const unsigned char letter : userCode) {
        if (std::isalnum(letter) != 0)
            letters += static_cast<char>(std::toupper(letter));
    }
    return letters;
}

} // namespace

DeviceRequest DeviceCodes::begin(const Client& client, const std::string& scope, const Challenge& challenge) {
    const std::lock_guard held(m_mutex);
    forgetOld();
    Entry entry;
    entry.request = {randomSecret(kSecretLength), newUserCode(), client.id, scope, challenge, {}, 0};
    entry.end = Clock::now() + std::chrono::seconds(client.deviceCodeSeconds);
    entry.interval = std::chrono::seconds(client.deviceInterval);
    return m_entries.emplace(entry.request.deviceCode, std::move(entry)).first->second.request;
}

// The order is Keycloak's: over is over, then how often, then what the person said, then who asks. A poll that came too
// soon does not push the next one away, and a wrong verifier does not burn the code.
DeviceCodes::Polled DeviceCodes::poll(const std::string& deviceCode, const Client& client,
                                      const std::optional<std::string>& verifier) {
    const std::lock_guard held(m_mutex);
    const auto found = m_entries.find(deviceCode);
    if (found == m_entries.end())
        return {};
    if (found->second.request.clientId != client.id)
        return {State::OfOtherClient, {}, {}};
    Entry& entry = found->second;
    const auto now = Clock::now();
    if (now >= entry.end)
        return {State::Expired, {}, {}};
    if (now < entry.nextPoll)
        return {State::TooSoon, {}, {}};
    entry.nextPoll = now + entry.interval;
    if (entry.state != State::Approved)
        return {entry.state, {}, {}};
    if (auto fault = verifierFault(entry.request.challenge, verifier))
        return {State::NotProven, {}, *std::move(fault)};
    Polled polled{State::Approved, entry.request, {}};
    m_entries.erase(found);
    return polled;
}

std::optional<DeviceRequest> DeviceCodes::waiting(const std::string& userCode) {
    const std::lock_guard held(m_mutex);
    const std::string letters = lettersOf(userCode);
    for (const auto& [code, entry] : m_entries) {
        if (entry.state == State::Pending && Clock::now() < entry.end && lettersOf(entry.request.userCode) == letters)
            return entry.request;
    }
    return std::nullopt;
}

std::string DeviceCodes::ticket(const DeviceRequest& request, const std::string& userId, std::int64_t now) {
    const std::lock_guard held(m_mutex);
    const auto found = m_entries.find(request.deviceCode);
    if (found == m_entries.end())
        return {};
    found->second.ticket = randomSecret(kSecretLength);
    found->second.request.userId = userId;
    found->second.request.signedInAt = now;
    return found->second.ticket;
}

bool DeviceCodes::answer(const std::string& ticket, bool approved) {
    const std::lock_guard held(m_mutex);
    for (auto& [code, entry] : m_entries) {
        if (ticket.empty() || entry.ticket != ticket)
            continue;
        if (entry.state != State::Pending || Clock::now() >= entry.end)
            return false;
        entry.state = approved ? State::Approved : State::Denied;
        return true;
    }
    return false;
}

void DeviceCodes::forgetOld() {
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (Clock::now() > entry->second.end + kKeptAfterEnd)
            entry = m_entries.erase(entry);
        else
            ++entry;
    }
}

} // namespace wallaroo::sandbox
