#pragma once

#include "api/workspacesapi.h"
#include "runs/membershipsteps.h"

#include <functional>

namespace wallaroo::runs {

/// Nothing: not among the members that could be read.
[[nodiscard]] std::optional<MemberRole> roleIn(const api::Members& members, const UserId& person);

/// Changes a member's role, for which the API has no call (reference §8, row 14): adds the member again with the new
/// role, looks whether that was taken, and only if it was not takes the member out and adds them anew. So a server that
/// changes roles by adding never has a moment without the member.
///
/// The last active owner is not taken out, not even for a moment: then the change is refused. If the second half fails,
/// the error says that the person is out; see isHalfDone(). A role that is not told is no reason to take anybody out.
///
/// Also makes an owner of somebody who is no member yet (`before` is nothing), where somebody else goes only after
/// that: 200 is not believed, the members are read, and whoever is not owner then is an error. Nobody is taken out.
class RoleChange final : public http::Operation {
    Q_OBJECT
public:
    using Done = std::function<void(Result<QString>)>; ///< a note for the result list; may be empty
    using IsInactive = std::function<bool(const UserId&)>;

    /// Runs at once and ends itself, at the latest with its context. The api outlives it. isInactive may be empty.
    RoleChange(api::WorkspacesApi& api, const MembershipStep& step, IsInactive isInactive, QObject* context, Done done);

    void begin();
    void cancel() override;

    /// Takes nobody out any more. Whoever is out already is still added anew: half a change is worse than a whole one.
    void sendNoMore() { m_isStopped = true; }

    [[nodiscard]] const MembershipStep& step() const { return m_step; }

    [[nodiscard]] bool mayHaveBeenSent() const override { return m_wasAnswered || m_call.mayHaveBeenSent(); }

    /// Whether an error means that the person was taken out and not added again.
    [[nodiscard]] static bool isHalfDone(const Error& error);
    /// The same error, of a change whose answers were lost and that reads as if only its first half was done.
    [[nodiscard]] static Error halfDone(const MembershipStep& step);

private:
    void look(const std::optional<Error>& refusal);
    void judge(const api::Members& members, const std::optional<Error>& refusal);
    [[nodiscard]] bool isLastOwner(const api::Members& members) const;
    void takeOut(const Error& refusal);
    void addAnew();
    void lookAgain(const QString& note);
    /// 200, and another role than the one that was asked for.
    [[nodiscard]] Error notTaken(MemberRole now) const;
    void end(Result<QString> result);

    api::WorkspacesApi& m_api;
    MembershipStep m_step;
    IsInactive m_isInactive;
    Done m_done;
    http::Handle m_call;
    bool m_isStopped = false;
    bool m_wasAnswered = false; ///< the first of its calls
};

} // namespace wallaroo::runs
