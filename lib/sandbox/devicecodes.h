#pragma once

#include "sandbox/challenge.h"
#include "sandbox/clients.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// What a device asked for (RFC 8628) and what the person at the page said to it.
struct DeviceRequest {
    std::string deviceCode;
    std::string userCode; ///< as it is shown: ABCD-EFGH
    std::string clientId;
    std::string scope;
    Challenge challenge;
    std::string userId;          ///< who approved
    std::int64_t signedInAt = 0; ///< seconds since 1970 UTC
};

/// The requests that wait for a person, or were answered and not yet fetched. Safe to use from several threads.
class DeviceCodes {
public:
    enum class State { Unknown, OfOtherClient, Expired, TooSoon, Pending, Denied, NotProven, Approved };

    struct Polled {
        State state = State::Unknown;
        DeviceRequest request; ///< of an approved one, which is gone with this
        std::string fault;     ///< of the verifier, when who asks is not proven to be who began; may ask again
    };

    DeviceRequest begin(const Client& client, const std::string& scope, const Challenge& challenge);
    /// What the device hears when it asks how things are.
    Polled poll(const std::string& deviceCode, const Client& client, const std::optional<std::string>& verifier);

    /// A request that waits for a person; letter case and the dash do not matter.
    std::optional<DeviceRequest> waiting(const std::string& userCode);

    /// Somebody has signed in on the page: the ticket names them and the request on the page that asks for consent.
    std::string ticket(const DeviceRequest& request, const std::string& userId, std::int64_t now);
    /// The answer to that page; false when the ticket is unknown or the request is over.
    bool answer(const std::string& ticket, bool approved);

private:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        DeviceRequest request;
        State state = State::Pending;
        Clock::time_point end;
        Clock::time_point nextPoll;
        std::chrono::seconds interval{5};
        std::string ticket;
    };

    void forgetOld();

    std::mutex m_mutex;
    std::map<std::string, Entry> m_entries; ///< by device code
};

} // namespace wallaroo::sandbox
