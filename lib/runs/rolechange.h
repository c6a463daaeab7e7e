#pragma once

#include "api/workspacesapi.h"
#include "runs/membershipsteps.h"

#include <functional>

namespace wallaroo::runs {

/// Changes a member's role, for which the API has no call (reference §8, row 14): adds the member again with the new
/// role, looks whether that was taken, and only if it was not takes the member out and adds them anew. So a server that
/// changes roles by adding never has a moment without the member.
///
/// The last owner is not taken out, not even for a moment: then the change is refused. If the second half fails, the
/// error says that the person is out; see isHalfDone().
class RoleChange final : public http::Operation {
    Q_OBJECT
public:
    using Done = std::function<void(Result<QString>)>; ///< a note for the result list; may be empty

    /// Runs at once and ends itself, at the latest with its context. The api outlives it.
    static http::Handle begin(api::WorkspacesApi& api, const MembershipStep& step, QObject* context, Done done);

    void cancel() override;

    [[nodiscard]] bool mayHaveBeenSent() const override { return m_wasAnswered || m_call.mayHaveBeenSent(); }

    /// Whether an error means that the person was taken out and not added again.
    [[nodiscard]] static bool isHalfDone(const Error& error);
    /// The same error, of a change whose answers were lost and that reads as if only its first half was done.
    [[nodiscard]] static Error halfDone(const MembershipStep& step);

private:
    RoleChange(api::WorkspacesApi& api, const MembershipStep& step, QObject* context, Done done);

    void addAgain();
    void look(const std::optional<Error>& refusal);
    void takeOut(const Error& refusal);
    void addAnew();
    void end(Result<QString> result);

    api::WorkspacesApi& m_api;
    MembershipStep m_step;
    Done m_done;
    http::Handle m_call;
    bool m_wasAnswered = false; ///< the first of its calls
};

} // namespace wallaroo::runs
