#pragma once

#include "sandbox/exchange.h"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// Refusals that were asked for on the command line, so that a test or a lesson can have one when it wants one.
class Refusals {
public:
    /// Takes `CALL[#TIMES]=STATUS[:TEXT]`; says what is wrong with it, or nothing.
    std::string add(const std::string& rule);

    /// The refusal of this call, if there is one: `{msg, code}` from the API, `{error}` from Keycloak.
    std::optional<Reply> refusal(const Call& call);

private:
    struct Rule {
        std::string call; ///< below /v1/api/ or /auth/admin/realms/master/, or the whole path; a star is any text
        int left = -1;    ///< how often it still refuses; negative: always
        int status = 500;
        std::string text;
    };

    std::mutex m_mutex;
    std::vector<Rule> m_rules;
};

} // namespace wallaroo::sandbox
