#include "runs/membershipsteps.h"

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
          std::optional<MemberRole> after) {
    Step step;
    step.kind = QString::fromUtf16(kind);
    step.arguments = {{u"workspace"_s, QString::number(workspace.number())}, // a text: 2^53 is not enough for all
                      {u"user"_s, person.id.toString()},
                      {u"email"_s, person.email},
                      {u"before"_s, codeOf(before)},
                      {u"after"_s, codeOf(after)}};
    return step;
}

CallPreview preview(const QString& call, const QByteArray& body) {
    return {u"POST"_s, u"/v1/api/workspaces/"_s + call, QString::fromUtf8(body)};
}

} // namespace

Step addStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person, MemberRole role) {
    Step made = step(addKind, workspace, person, std::nullopt, role);
    made.preview = preview(u"add_user"_s, api.addUserBody(workspace, person, role));
    return made;
}

Step removeStep(WorkspaceId workspace, const api::PersonRef& person, MemberRole before) {
    Step made = step(removeKind, workspace, person, before, std::nullopt);
    made.preview = preview(u"remove_user"_s, api::WorkspacesApi::removeUserBody(workspace, person));
    return made;
}

Step roleStep(const api::WorkspacesApi& api, WorkspaceId workspace, const api::PersonRef& person, MemberRole before,
              MemberRole after) {
    Step made = step(roleKind, workspace, person, before, after);
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
        roleOf(arguments.value(u"after"_s).toString())};
    const bool isKnown = step.kind == QString::fromUtf16(addKind) || step.kind == QString::fromUtf16(removeKind)
                         || step.kind == QString::fromUtf16(roleKind);
    const bool isWhole = isNumber && !found.person.id.isEmpty() && (found.before || found.after);
    return isKnown && isWhole ? std::optional(found) : std::nullopt;
}

} // namespace wallaroo::runs
