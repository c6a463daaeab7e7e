#pragma once

#include "api/workspacesapi.h"
#include "runs/membershipsteps.h"
#include "runs/plan.h"

#include <optional>
#include <vector>

namespace wallaroo::runs {

/// What somebody is in a workspace, and what they shall be.
struct MembershipChange {
    /// Nothing: no member.
    using Being = std::optional<MemberRole>;

    WorkspaceId workspace;
    QString workspaceName; ///< as it came, with the id where two have the same
    bool isDefault = false;
    bool isNamedForThem = false; ///< a default workspace with their mail or user name; see Workspace::isDefaultOf()
    api::PersonRef person;
    QString personName; ///< as it came
    bool isInactive = false;
    Being before;
    Being after;
    bool isBeforeKnown = true; ///< false: `before` is nothing, as it was not read
    /// Of somebody to be added: an owner stays one and is left out; it goes on where `before` is not known, and whoever
    /// turns out to be there is left out then.
    bool isAddition = false;

    friend bool operator==(const MembershipChange&, const MembershipChange&) = default;
};

/// What is known of a workspace's owners before a plan is made.
struct OwnersBefore {
    WorkspaceId workspace;
    std::vector<UserId> activeOwners;
    bool isKnown = false; ///< false: whether an owner would be left is not known, and the plan says so
};

/// A workspace that a plan would leave without an active owner, unless somebody else becomes one.
struct Orphan {
    WorkspaceId workspace;
    QString name;
};

/// Which of the workspaces that lose an owner would have no active one left.
[[nodiscard]] std::vector<Orphan> orphansOf(const std::vector<MembershipChange>& changes,
                                            const std::vector<OwnersBefore>& owners);

struct NewOwner {
    WorkspaceId workspace;
    api::PersonRef person;
    QString name;
    MembershipChange::Being before; ///< what they are there now
};

/// A plan of adding, taking out and changing roles, one item per person and workspace: "12/5d1f0b7e-…". Left out: who
/// already is what they shall be, and whoever would be taken out of their own default workspace. Where a new owner is
/// named, they are made owner before an old one is touched, once, within the same item, and read back: several old
/// owners of one workspace share one item, "12".
[[nodiscard]] Plan membershipPlan(const api::WorkspacesApi& api, const std::vector<MembershipChange>& changes,
                                  const std::vector<OwnersBefore>& owners, const std::vector<NewOwner>& newOwners = {});

/// A plan that makes one workspace.
[[nodiscard]] Plan creationPlan(const QString& name);

/// Puts the steps of an item that begins with a new owner into another that begins with the same one. False: it does
/// not, and nothing is changed.
[[nodiscard]] bool joinNewOwner(Item& into, const Item& item);

/// Says that a mail may go out, if the plan adds anybody, if only to undo or to give another role.
void noteMails(Plan& plan, const Instance& instance);

} // namespace wallaroo::runs
