#include "runs/rolechange.h"

#include "runs/ledger.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

constexpr auto lane = http::Lane::Bulk;
constexpr auto halfDoneCode = "half-done"_L1; // ours, in Error::serverCode: no server says it of a workspace
constexpr int statusSignedOut = 401;

/// Errors that say nothing of what the server thinks of the request.
bool isRefusal(ErrorKind kind) {
    return kind == ErrorKind::Refused || kind == ErrorKind::ServerFailed;
}

tl::unexpected<Error> notSure(const QString& sentence) {
    return failure(ErrorKind::OutcomeUnknown, sentence, RoleChange::tr("Check it before doing it again."));
}

tl::unexpected<Error> gone() {
    return failure(ErrorKind::NotFound, RoleChange::tr("This person is no member any more."),
                   RoleChange::tr("Add them, if they shall be one."));
}

tl::unexpected<Error> notReadBack(Error error) {
    error.kind = ErrorKind::OutcomeUnknown;
    error.sentence = RoleChange::tr("The server said yes, but the members could not be read back.");
    return tl::unexpected(error);
}

tl::unexpected<Error> roleNotTold() {
    return notSure(RoleChange::tr("The server said yes, and does not tell what this person is now."));
}

Error refused(const QString& sentence) {
    return {ErrorKind::Refused, sentence, {}, {}, 0, std::nullopt, {}, {}};
}

/// Neither taken nor not: there without a role, or perhaps among those that could not be read.
bool isUnclear(std::optional<MemberRole> now, const api::Members& members) {
    return now ? now == MemberRole::NotTold : members.unreadable > 0;
}

QString words(std::optional<MemberRole> role) {
    return roleWords(role.value_or(MemberRole::NotTold));
}

} // namespace

std::optional<MemberRole> roleIn(const api::Members& members, const UserId& person) {
    const auto found = std::find_if(members.members.begin(), members.members.end(),
                                    [&person](const Member& member) { return member.user == person; });
    return found == members.members.end() ? std::nullopt : std::optional(found->role);
}

RoleChange::RoleChange(api::WorkspacesApi& api, const MembershipStep& step, IsInactive isInactive, QObject* context,
                       Done done)
    : m_api(api),
      m_step(step),
      m_isInactive(std::move(isInactive)),
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
                         .arg(words(step.before), words(step.after));
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

void RoleChange::begin() {
    m_call = m_api.addUser(m_step.workspace, m_step.person, *m_step.after, lane, this, [this](const Result<void>& in) {
        m_wasAnswered = true;
        if (!in && (m_isStopped || !m_step.before || !isRefusal(in.error().kind)))
            return end(tl::unexpected(in.error()));
        if (m_isStopped)
            return end(notSure(tr("Stopped before it was read whether the server took the change.")));
        look(in ? std::nullopt : std::optional(in.error()));
    });
}

void RoleChange::look(const std::optional<Error>& refusal) {
    m_call = m_api.listUsers(m_step.workspace, lane, this, [this, refusal](const Result<api::Members>& result) {
        if (result)
            return judge(*result, refusal);
        if (refusal) // whatever the server did, nobody knows
            return end(tl::unexpected(*refusal));
        end(notReadBack(result.error()));
    });
}

Error RoleChange::notTaken(MemberRole now) const {
    return refused(tr("The server said yes, but this person is %1, not %2.").arg(roleWords(now), words(m_step.after)));
}

bool RoleChange::isLastOwner(const api::Members& members) const {
    const auto isActiveOwner = [this](const Member& member) {
        return member.role == MemberRole::Owner && !(m_isInactive && m_isInactive(member.user));
    };
    bool isOwner = m_step.before == MemberRole::Owner;
    for (const Member& member : members.members) {
        if (member.user == m_step.person.id)
            isOwner = isOwner || member.role == MemberRole::Owner;
        else if (isActiveOwner(member))
            return false;
    }
    return isOwner;
}

void RoleChange::judge(const api::Members& members, const std::optional<Error>& refusal) {
    const std::optional<MemberRole> now = roleIn(members, m_step.person.id);
    if (now == m_step.after)
        return end(QString());
    if (isUnclear(now, members)) // a second try is a guess
        return end(refusal ? tl::unexpected(*refusal) : roleNotTold());
    if (!m_step.before) // there was nobody before, so there is no role to change
        return end(tl::unexpected(now ? notTaken(*now) : refused(tr("The server said yes and added nobody."))));
    if (!now) // taken out meanwhile, by somebody else
        return end(gone());
    Error error = refusal.value_or(refused(tr("The server said yes and changed nothing.")));
    if (isLastOwner(members)) {
        error.advice = tr("Another way would leave the workspace without an owner for a moment: make somebody else "
                          "owner first.");
        return end(tl::unexpected(error));
    }
    if (m_isStopped) {
        error.advice = tr("Stopped before this person was taken out and added anew.");
        return end(tl::unexpected(error));
    }
    takeOut(error);
}

void RoleChange::takeOut(const Error& refusal) {
    m_call = m_api.removeUser(m_step.workspace, m_step.person, lane, this, [this, refusal](const Result<qint64>& out) {
        if (out && *out == 0)
            return end(gone());
        if (out)
            return addAnew();
        Error error = out.error();
        if (error.httpStatus >= 500) // they may be out
            error.kind = ErrorKind::OutcomeUnknown;
        const bool tellsMore = isOpen(error) || endsSession(error) || error.kind == ErrorKind::TooManyRequests;
        end(tl::unexpected(tellsMore ? error : refusal));
    });
}

void RoleChange::addAnew() {
    m_call = m_api.addUser(m_step.workspace, m_step.person, *m_step.after, lane, this, [this](const Result<void>& in) {
        const QString note = tr("Taken out and added again, as the server changes no roles.");
        if (in && m_step.after == MemberRole::Owner) // somebody else may go because of it
            return lookAgain(note);
        if (in)
            return end(note);
        Error error = in.error();
        if (error.kind == ErrorKind::OutcomeUnknown) {
            error.sentence = tr("Taken out, and whether they were added as %1 is not known.").arg(words(m_step.after));
            return end(tl::unexpected(error));
        }
        // Of its own kind it would be taken for one of the whole step: refused for now, so nothing has happened
        Error half = halfDone(m_step);
        half.advice = QStringList{error.sentence, error.advice.isEmpty() ? half.advice : error.advice}.join(u' ');
        half.details = error.details;
        half.serverText = error.serverText;
        half.httpStatus = endsSession(error) ? statusSignedOut : error.httpStatus;
        end(tl::unexpected(half));
    });
}

void RoleChange::lookAgain(const QString& note) {
    m_call = m_api.listUsers(m_step.workspace, lane, this, [this, note](const Result<api::Members>& result) {
        if (!result)
            return end(notReadBack(result.error()));
        const std::optional<MemberRole> now = roleIn(*result, m_step.person.id);
        if (now == m_step.after)
            return end(note);
        if (isUnclear(now, *result))
            return end(roleNotTold());
        end(tl::unexpected(now ? notTaken(*now) : halfDone(m_step)));
    });
}

} // namespace wallaroo::runs
