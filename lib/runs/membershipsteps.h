#pragma once

#include "api/workspacesapi.h"
#include "runs/plan.h"

#include <optional>

namespace wallaroo::runs {

// The kinds of steps that WorkspaceActions knows
inline constexpr char16_t addKind[] = u"workspace.add";
inline constexpr char16_t removeKind[] = u"workspace.remove";
inline constexpr char16_t roleKind[] = u"workspace.role";
inline constexpr char16_t createKind[] = u"workspace.create";

[[nodiscard]] Step addStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person,
                           MemberRole role);
/// `before` is what an undo gives back.
[[nodiscard]] Step removeStep(WorkspaceId workspace, const api::PersonRef& person, MemberRole before);
[[nodiscard]] Step roleStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person,
                            MemberRole before, MemberRole after);
[[nodiscard]] Step createStep(const QString& name);

/// "owner", "collaborator", "member"
[[nodiscard]] QString roleWords(MemberRole role);

/// What such a step is about; nothing for other kinds and for steps that lack a part.
struct MembershipStep {
    WorkspaceId workspace;
    api::PersonRef person;
    std::optional<MemberRole> before;
    std::optional<MemberRole> after;
};

[[nodiscard]] std::optional<MembershipStep> membershipOf(const Step& step);

} // namespace wallaroo::runs
