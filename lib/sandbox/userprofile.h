#pragma once

#include "sandbox/exchange.h"

#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// What a user profile may not hold; collects every fault, as Keycloak tells them all at once.
class ProfileFaults {
public:
    void readOnlyUsername();
    void checkUsername(const std::string& username);
    void checkEmail(const std::string& email);
    /// `member` is firstName or lastName.
    void checkName(const char* member, const std::string& name);

    /// Ends the call with 400 if there was a fault.
    void refuseIfAny() const;

private:
    void add(const char* field, const char* message, const std::string& params);

    std::vector<std::string> m_faults;
};

/// One @ with something on both sides and no blank: what Keycloak takes for an address.
bool looksLikeAddress(const std::string& email);

/// Those of the realm's required actions that are named, sorted; unknown ones are dropped.
std::vector<std::string> knownRequiredActions(const std::vector<std::string>& names);

} // namespace wallaroo::sandbox
