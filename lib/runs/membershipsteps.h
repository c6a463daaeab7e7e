#pragma once

#include "api/workspacesapi.h"
#include "runs/plan.h"

#include <optional>

namespace wallaroo::runs {

struct Outcome;

// The kinds of steps that WorkspaceActions knows
inline constexpr char16_t addKind[] = u"workspace.add";
inline constexpr char16_t removeKind[] = u"workspace.remove";
inline constexpr char16_t roleKind[] = u"workspace.role";
inline constexpr char16_t createKind[] = u"workspace.create";

/// What a step tells beside the change. An undo's step tells the same.
struct StepNotes {
    QString subject;           ///< "Bo Lind in fraud", as it came: for journal and report. Empty: the item's name
    bool isAside = false;      ///< not asked for by itself: a new owner before the last one goes
    bool wasOwnerless = false; ///< before it there was no active owner; so to take it back may leave none
    bool isBeforeKnown = true; ///< false: what they were was not read when the plan was made
    bool isHandover = false;   ///< goes only with a new owner, and as an undo comes back before that one goes

    friend bool operator==(const StepNotes&, const StepNotes&) = default;
};

[[nodiscard]] Step addStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person,
                           MemberRole role, const StepNotes& notes = {});
/// `before` is what an undo gives back.
[[nodiscard]] Step removeStep(WorkspaceId workspace, const api::PersonRef& person, MemberRole before,
                              const StepNotes& notes = {});
[[nodiscard]] Step roleStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person,
                            MemberRole before, MemberRole after, const StepNotes& notes = {});
[[nodiscard]] Step createStep(const QString& name);

/// "owner", "collaborator", "member"
[[nodiscard]] QString roleWords(MemberRole role);

/// What such a step is about; nothing for other kinds and for steps that lack a part.
struct MembershipStep {
    WorkspaceId workspace;
    api::PersonRef person;
    std::optional<MemberRole> before;
    std::optional<MemberRole> after;
    StepNotes notes;

    friend bool operator==(const MembershipStep&, const MembershipStep&) = default;
};

[[nodiscard]] std::optional<MembershipStep> membershipOf(const Step& step);

/// Makes an owner because of whom somebody else goes: read back at once, as 200 alone is not believed.
[[nodiscard]] bool makesNeededOwner(const MembershipStep& step);

/// "12/5d1f0b7e-…"
[[nodiscard]] QString membershipItemId(WorkspaceId workspace, const UserId& person);

/// Whom a step is about: the item's subject, unless the step names another person, as that of a new owner does.
struct Subject {
    QString id;
    QString name;
    QString email;
};

[[nodiscard]] Subject subjectOf(const Item& item, const Step& step);
/// The same after it ran: who was created goes by the id that the answer told.
[[nodiscard]] Subject subjectOf(const Item& item, const Outcome& outcome, std::size_t step);

/// The new owner without whom a step was not sent, though others of its item were; nothing where that is not the
/// reason.
struct MissedOwner {
    Subject subject;
    bool isKnown = true; ///< false: they may have become owner
};

[[nodiscard]] std::optional<MissedOwner> missedOwner(const Item& item, const Outcome& outcome, std::size_t step);
/// The same in words; empty where that is not the reason.
[[nodiscard]] QString whyNotSent(const Item& item, const Outcome& outcome, std::size_t step);

} // namespace wallaroo::runs
