#pragma once

#include "domain/protection.h"
#include "runs/plan.h"

#include <functional>

namespace wallaroo::runs {

/// Who acts where: the head of every plan.
struct Actor {
    QString instance;
    QString instanceId;
    QString name;
};

struct Invitee {
    QString email;
    QString firstName; ///< only in Keycloak: an invitation takes none
    QString lastName;
    bool isAdmin = false;
};

/// Plans for people chosen in the table. Items that will not be sent say why: own account, built-in account, last
/// active administrator, already so. With one person, "cannot tell whether this is the last administrator" is no reason
/// by itself: whoever shows the plan asks for the user name first (see AccessGuard).
[[nodiscard]] Plan deactivatePlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard);
[[nodiscard]] Plan activatePlan(const Actor& actor, const std::vector<User>& people);
[[nodiscard]] Plan deletePlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard);
[[nodiscard]] Plan takeAdminPlan(const Actor& actor, const std::vector<User>& people, const AccessGuard& guard);
[[nodiscard]] Plan giveAdminPlan(const Actor& actor, const std::vector<User>& people);
[[nodiscard]] Plan logOutPlan(const Actor& actor, const std::vector<User>& people);
[[nodiscard]] Plan unlockPlan(const Actor& actor, const std::vector<User>& people);
[[nodiscard]] Plan passwordPlan(const Actor& actor, const std::vector<User>& people);
/// Adds these actions to what Keycloak already asks of each.
[[nodiscard]] Plan requireActionsPlan(const Actor& actor, const std::vector<User>& people, const QStringList& actions);
[[nodiscard]] Plan invitePlan(const Actor& actor, const std::vector<Invitee>& people);
/// Where the API does not manage users: they are made in Keycloak, each with a temporary password; who is to be an
/// administrator is given the role in a second step.
[[nodiscard]] Plan createPlan(const Actor& actor, const std::vector<Invitee>& people);

/// What a person typed over; empty where nothing changes.
struct NameChange {
    QString firstName;
    QString lastName;
    QString email;
};

[[nodiscard]] Plan editPlan(const Actor& actor, const User& person, const NameChange& wanted);

/// Whether a step takes somebody's access away: deactivates, deletes, takes the role administrator.
[[nodiscard]] bool takesAccess(const Step& step);

/// A plan that nobody was judged for yet, of an undo, say: leaves out whom `guard` protects, as the plans above do.
/// `personOf`: null for who is not in the list.
[[nodiscard]] Plan guarded(Plan plan, const AccessGuard& guard,
                           const std::function<const User*(const QString& id)>& personOf);

/// Why somebody so protected is left out; empty: not. `alone`: "cannot tell" is no reason then.
[[nodiscard]] QString reasonOf(Protection protection, bool alone);

/// Whom a step invites.
[[nodiscard]] Invitee inviteeOf(const Step& step);

/// One step of a kind, with its preview; what the plans are made of.
[[nodiscard]] Step userStep(const QString& kind, QJsonObject arguments);

} // namespace wallaroo::runs
