#include "runs/rolechange.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

constexpr auto lane = http::Lane::Bulk;
constexpr auto halfDoneCode = "half-done"_L1; // ours, in Error::serverCode: no server says it of a workspace

/// Errors that say nothing of what the server thinks of the request.
bool isRefusal(ErrorKind kind) {
    return kind == ErrorKind::Refused || kind == ErrorKind::ServerFailed;
}

} // namespace

http::Handle RoleChange::begin(api::WorkspacesApi& api, const MembershipStep& step, QObject* context, Done done) {
    auto* change = new RoleChange(api, step, context, std::move(done));
    change->addAgain();
    return http::Handle(change);
}

RoleChange::RoleChange(api::WorkspacesApi& api, const MembershipStep& step, QObject* context, Done done)
    : m_api(api),
      m_step(step),
      m_done(std::move(done)) {
    connect(context, &QObject::destroyed, this, &RoleChange::cancel);
}

bool RoleChange::isHalfDone(const Error& error) {
    return error.serverCode == halfDoneCode;
}

Error RoleChange::halfDone(const MembershipStep& step) {
    Error error;
    error.kind = ErrorKind::Refused;
    error.sentence = tr("Taken out as %1, but not added as %2: this person is no member now.")
                         .arg(roleWords(step.before.value_or(MemberRole::NotTold)),
                              roleWords(step.after.value_or(MemberRole::NotTold)));
    error.advice = tr("Add them, if they shall be one.");
    error.serverCode = halfDoneCode;
    return error;
}

void RoleChange::cancel() {
    m_call.cancel();
    m_done = nullptr;
    deleteLater();
}

void RoleChange::end(Result<QString> result) {
    deleteLater();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

void RoleChange::addAgain() {
    m_call = m_api.addUser(m_step.workspace, m_step.person, *m_step.after, lane, this, [this](Result<void> result) {
        m_wasAnswered = true;
        if (result)
            return look(std::nullopt);
        if (!isRefusal(result.error().kind))
            return end(tl::unexpected(result.error()));
        look(result.error());
    });
}

void RoleChange::look(const std::optional<Error>& refusal) {
    m_call = m_api.listUsers(m_step.workspace, lane, this, [this, refusal](const Result<api::Members>& result) {
        if (!result) { // whatever the server did, nobody knows
            Error error = refusal.value_or(result.error());
            if (!refusal) {
                error.kind = ErrorKind::OutcomeUnknown;
                error.sentence = tr("The server said yes, but the members could not be read back.");
            }
            return end(tl::unexpected(error));
        }
        int otherOwners = 0;
        bool isMember = false;
        for (const Member& member : result->members) {
            if (member.user != m_step.person.id) {
                otherOwners += member.role == MemberRole::Owner ? 1 : 0;
                continue;
            }
            isMember = true;
            if (member.role == m_step.after)
                return end(QString());
        }
        if (!isMember) // taken out meanwhile, by somebody else: a second try would be a guess
            return end(failure(ErrorKind::NotFound, tr("This person is no member any more."),
                               tr("Add them, if they shall be one.")));
        const Error unchanged{
            ErrorKind::Refused, tr("The server said yes and changed nothing."), {}, {}, 0, std::nullopt, {}, {}};
        const bool isOwner = m_step.before == MemberRole::Owner;
        if (isOwner && otherOwners == 0) {
            Error error = refusal.value_or(unchanged);
            error.advice = tr("Another way would leave the workspace without an owner for a moment: make somebody else "
                              "owner first.");
            return end(tl::unexpected(error));
        }
        takeOut(refusal.value_or(unchanged));
    });
}

void RoleChange::takeOut(const Error& refusal) {
    m_call = m_api.removeUser(m_step.workspace, m_step.person, lane, this, [this, refusal](const Result<qint64>& gone) {
        if (!gone)
            return end(tl::unexpected(gone.error().kind == ErrorKind::OutcomeUnknown ? gone.error() : refusal));
        addAnew();
    });
}

void RoleChange::addAnew() {
    m_call = m_api.addUser(m_step.workspace, m_step.person, *m_step.after, lane, this, [this](const Result<void>& in) {
        if (in)
            return end(tr("Taken out and added again, as the server changes no roles."));
        Error error = in.error();
        if (error.kind != ErrorKind::OutcomeUnknown) {
            error.advice = error.sentence + u' ' + error.advice;
            error.sentence = halfDone(m_step).sentence;
            error.serverCode = halfDoneCode;
        }
        end(tl::unexpected(error));
    });
}

} // namespace wallaroo::runs
