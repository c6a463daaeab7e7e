#pragma once

#include "domain/membership.h"
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
        Added,       ///< found by nobody but who acts
    };
    Why why = Why::Chosen;
};

/// Every account that may be the person's, the likeliest first; each is to be chosen singly. Case and accents do not
/// count, nor which name comes first, nor what stands behind a + in an address.
[[nodiscard]] std::vector<Candidate> accountsOf(const User& person, const std::vector<User>& everybody);

/// The first thing, at once: no new sign-in. The rest may still be being looked up.
[[nodiscard]] Plan leaverDeactivatePlan(const Actor& actor, const std::vector<User>& accounts,
                                        const AccessGuard& guard);

/// One workspace that an account is in.
struct LeavingMembership {
    enum class Kept : quint8 {
        No,         ///< they are taken out
        NotAsked,   ///< nobody wished it
        Default,    ///< their own default workspace: nobody else uses it
        NoNewOwner, ///< it would be nobody's
    };

    QString workspace;                     ///< name, for the report
    MemberRole role = MemberRole::NotTold; ///< the account's
    std::optional<Step> newOwner{};        ///< goes first, where nobody else owns it
    Step remove;                           ///< not sent unless the new owner was read back as one
    QString newOwnerName{};                ///< for the report
    Kept kept = Kept::No;                  ///< else no step is sent
};

struct LeavingAccount {
    User account;
    bool signOut = true;
    std::vector<LeavingMembership> memberships;
    QString found{}; ///< `enabled` as read, where there was nothing to send; empty: not read
};

/// The rest: sessions end, memberships go, each with its new owner before. Each is an item of its own: what is refused
/// does not hold up the others. Only accounts that leave one workspace to the same new owner share one.
[[nodiscard]] Plan leaverRestPlan(const Actor& actor, const std::vector<LeavingAccount>& accounts);

/// What only who looked knows, for the report.
struct LeaverFacts {
    std::vector<LeavingAccount> accounts;
    /// When the last token issued before may end, UTC; 0: not known.
    qint64 tokensEndAtMs = 0;
    QString inferenceClient; ///< "api-client": inference tokens can be made with its secret, whoever knows it
    /// Why not all memberships are known ("3 workspaces could not be looked at"); empty: all that may be seen are.
    QString membershipsNote{};
};

/// What an auditor asks for: instance, actor, UTC times, ids, `enabled` as read, sessions left or "not known",
/// memberships before and after, and what still works until when. `rest` may be null.
[[nodiscard]] QString leaverReportText(const Run& deactivation, const Run* rest, const LeaverFacts& facts);
[[nodiscard]] QByteArray leaverReportJson(const Run& deactivation, const Run* rest, const LeaverFacts& facts);

} // namespace wallaroo::runs
