#pragma once

#include "domain/table.h"
#include "runs/userplans.h"

#include <optional>

namespace wallaroo::runs {

class Run;

/// An account that may belong to somebody who has left, and why it may.
struct Candidate {
    User account;
    enum class Why : quint8 {
        Chosen,      ///< the one that was pointed at
        SameEmail,   ///< its e-mail or user name is the other's e-mail or user name
        SameName,    ///< first and last name
        SameMailbox, ///< the same before the @, at another domain
    };
    Why why = Why::Chosen;
};

/// Every account that may be the person's, the likeliest first; each is to be chosen singly. Case does not count, nor
/// what stands behind a + in an address.
[[nodiscard]] std::vector<Candidate> accountsOf(const User& person, const std::vector<User>& everybody);

/// The first thing, at once: no new sign-in. The rest may still be being looked up.
[[nodiscard]] Plan leaverDeactivatePlan(const Actor& actor, const std::vector<User>& accounts,
                                        const AccessGuard& guard);

/// One workspace that an account is taken out of.
struct LeavingMembership {
    QString workspace;              ///< name, for the report
    bool isOwner = false;           ///< the account's role there
    std::optional<Step> newOwner{}; ///< goes first, where nobody else owns it
    Step remove;                    ///< not sent when the new owner was refused
};

struct LeavingAccount {
    User account;
    bool signOut = true;
    std::vector<LeavingMembership> memberships;
};

/// The rest: sessions end, memberships go, each with its new owner before. A step that is refused does not hold up the
/// others.
[[nodiscard]] Plan leaverRestPlan(const Actor& actor, const std::vector<LeavingAccount>& accounts);

/// What only who looked knows, for the report.
struct LeaverFacts {
    std::vector<LeavingAccount> accounts;
    /// When the last token issued before may end, UTC; 0: not known.
    qint64 tokensEndAtMs = 0;
    QString inferenceClient; ///< "api-client": inference tokens can be made with its secret, whoever knows it
};

/// What an auditor asks for: instance, actor, UTC times, ids, `enabled` as read, sessions left or "not known",
/// memberships before and after, and what still works until when. `rest` may be null.
[[nodiscard]] QString leaverReportText(const Run& deactivation, const Run* rest, const LeaverFacts& facts);
[[nodiscard]] QByteArray leaverReportJson(const Run& deactivation, const Run* rest, const LeaverFacts& facts);

} // namespace wallaroo::runs
