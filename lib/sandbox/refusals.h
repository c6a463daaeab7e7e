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
    /// Takes `CALL[#TIMES]=STATUS[/FORM][:TEXT]`; says what is wrong with it, or nothing.
    std::string add(const std::string& rule);

    /// The refusal of this call, if there is one, in the form that was asked for or that is usual for the status.
    std::optional<Reply> refusal(const Call& call);

private:
    /// Usual is JSON, `{msg, code}` from the API and `{error}` from Keycloak, but for what the proxy in front of the
    /// API says: 503 and 504 as text, 502 without a body unless a text is given.
    enum class BodyForm { Usual, Json, Text, Empty };

    struct Rule {
        std::string call; ///< below /v1/api/ or /auth/admin/realms/master/, or the whole path; a star is any text
        int left = -1;    ///< how often it still refuses; negative: always
        int status = 500;
        BodyForm form = BodyForm::Usual;
        std::optional<std::string> text; ///< as given
    };

    static bool readAnswer(const std::string& answer, Rule& rule);
    static BodyForm usualForm(const Rule& rule, bool isApi);
    static Reply replyOf(const Rule& rule, bool isApi);

    std::mutex m_mutex;
    std::vector<Rule> m_rules;
};

} // namespace wallaroo::sandbox
