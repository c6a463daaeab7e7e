#include "runs/membershipsteps.h"

#include "runs/outcome.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::MembershipPlan)
};

QString codeOf(std::optional<MemberRole> role) {
    if (!role)
        return u"none"_s;
    return *role == MemberRole::Owner          ? u"owner"_s
           : *role == MemberRole::Collaborator ? u"collaborator"_s
                                               : u"member"_s;
}

std::optional<MemberRole> roleOf(const QString& code) {
    if (code == u"owner"_s)
        return MemberRole::Owner;
    if (code == u"collaborator"_s)
        return MemberRole::Collaborator;
    return code == u"member"_s ? std::optional(MemberRole::NotTold) : std::nullopt;
}

Step step(const char16_t* kind, WorkspaceId workspace, const api::PersonRef& person, std::optional<MemberRole> before,
          std::optional<MemberRole> after, const StepNotes& notes) {
    Step step;
    step.kind = QString::fromUtf16(kind);
    step.arguments = {{u"workspace"_s, QString::number(workspace.number())}, // a text: 2^53 is not enough for all
                      {u"user"_s, person.id.toString()},
                      {u"email"_s, person.email},
                      {u"before"_s, notes.isBeforeKnown ? codeOf(before) : u"unknown"_s},
                      {u"after"_s, codeOf(after)}};
    if (!notes.subject.isEmpty())
        step.arguments[u"subject"_s] = notes.subject;
    if (notes.isAside)
        step.arguments[u"aside"_s] = true;
    if (notes.wasOwnerless)
        step.arguments[u"ownerless"_s] = true;
    if (notes.isHandover)
        step.arguments[u"handover"_s] = true;
    return step;
}

CallPreview preview(const QString& call, const QByteArray& body) {
    return {u"POST"_s, u"/v1/api/workspaces/"_s + call, QString::fromUtf8(body)};
}

} // namespace

Step addStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person, MemberRole role,
             const StepNotes& notes) {
    Step made = step(addKind, workspace, person, std::nullopt, role, notes);
    made.preview = preview(u"add_user"_s, api.addUserBody(workspace, person, role));
    return made;
}

Step removeStep(WorkspaceId workspace, const api::PersonRef& person, MemberRole before, const StepNotes& notes) {
    Step made = step(removeKind, workspace, person, before, std::nullopt, notes);
    made.preview = preview(u"remove_user"_s, api::WorkspacesApi::removeUserBody(workspace, person));
    return made;
}

Step roleStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person, MemberRole before,
              MemberRole after, const StepNotes& notes) {
    Step made = step(roleKind, workspace, person, before, after, notes);
    made.preview = preview(u"add_user"_s, api.addUserBody(workspace, person, after));
    return made;
}

Step createStep(const QString& name) {
    Step made;
    made.kind = QString::fromUtf16(createKind);
    made.arguments = {{u"name"_s, name}};
    made.preview = preview(u"create"_s, api::WorkspacesApi::createBody(name));
    return made;
}

QString roleWords(MemberRole role) {
    switch (role) {
    case MemberRole::Owner:
        return Say::tr("owner");
    case MemberRole::Collaborator:
        return Say::tr("collaborator");
    case MemberRole::NotTold:
        break;
    }
    return Say::tr("member");
}

std::optional<MembershipStep> membershipOf(const Step& step) {
    const QJsonObject& arguments = step.arguments;
    bool isNumber = false;
    const qint64 workspace = arguments.value(u"workspace"_s).toString().toLongLong(&isNumber);
    MembershipStep found{
        WorkspaceId(workspace),
        {UserId::fromString(arguments.value(u"user"_s).toString()), arguments.value(u"email"_s).toString()},
        roleOf(arguments.value(u"before"_s).toString()),
        roleOf(arguments.value(u"after"_s).toString()),
        {arguments.value(u"subject"_s).toString(), arguments.value(u"aside"_s).toBool(),
         arguments.value(u"ownerless"_s).toBool(), arguments.value(u"before"_s).toString() != u"unknown"_s,
         arguments.value(u"handover"_s).toBool()}};
    const bool isKnown = step.kind == QString::fromUtf16(addKind) || step.kind == QString::fromUtf16(removeKind)
                         || step.kind == QString::fromUtf16(roleKind);
    const bool isWhole = isNumber && !found.person.id.isEmpty() && (found.before || found.after);
    return isKnown && isWhole ? std::optional(found) : std::nullopt;
}

bool makesNeededOwner(const MembershipStep& step) {
    return step.after == MemberRole::Owner && (step.notes.isAside || step.notes.isHandover);
}

QString membershipItemId(WorkspaceId workspace, const UserId& person) {
    return QString::number(workspace.number()) + u'/' + person.toString();
}

Subject subjectOf(const Item& item, const Step& step) {
    const auto membership = membershipOf(step);
    if (!membership)
        return {item.id, item.name, item.email};
    const QString person = membership->person.id.toString();
    const QString id = membershipItemId(membership->workspace, membership->person.id);
    if (item.id == id || item.id == person)
        return {item.id, item.name, item.email};
    const QString& name = membership->notes.subject;
    return {id, name.isEmpty() ? person : name, membership->person.email};
}

Subject subjectOf(const Item& item, const Outcome& outcome, std::size_t step) {
    Subject subject = subjectOf(item, item.steps[step]);
    const int needs = item.steps[step].needs;
    const std::size_t maker = needs < 0 ? step : static_cast<std::size_t>(needs);
    const QString& made = outcome.steps[maker].result.newId;
    if (!made.isEmpty() && item.steps[maker].kind.startsWith("user."_L1))
        subject.id = made;
    return subject;
}

std::optional<MissedOwner> missedOwner(const Item& item, const Outcome& outcome, std::size_t step) {
    const int needs = item.steps[step].needs;
    if (needs < 0 || outcome.steps[step].state != State::Waiting)
        return std::nullopt;
    const auto at = static_cast<std::size_t>(needs);
    const auto heir = membershipOf(item.steps[at]);
    const State state = outcome.steps[at].state;
    if (!heir || !makesNeededOwner(*heir) || (state != State::Failed && state != State::Unknown))
        return std::nullopt;
    return MissedOwner{subjectOf(item, item.steps[at]), state == State::Failed};
}

QString whyNotSent(const Item& item, const Outcome& outcome, std::size_t step) {
    const auto missed = missedOwner(item, outcome, step);
    if (!missed)
        return {};
    const QString& name = missed->subject.name;
    return missed->isKnown ? Say::tr("not sent: %1 did not become owner", "Ana Solano in fraud").arg(name)
                           : Say::tr("not sent: whether %1 became owner is not known", "Ana Solano in fraud").arg(name);
}

} // namespace wallaroo::runs
