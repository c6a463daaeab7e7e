#pragma once

#include "runs/membershipplan.h"
#include "runs/membershipsteps.h"
#include "runs/reasons.h"
#include "runs/workspaceactions.h"
#include "support/fakesender.h"

#include <QTest>

namespace wallaroo::test {

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo::runs;

inline const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)};

inline api::PersonRef person(const char* id) {
    return {UserId::fromUtf8(id), QString::fromLatin1(id) + u"@example.com"_s};
}

inline MembershipChange change(const char* id, MembershipChange::Being before, MembershipChange::Being after,
                               int workspace = 12) {
    MembershipChange made;
    made.workspace = WorkspaceId(workspace);
    made.workspaceName = u"fraud"_s;
    made.person = person(id);
    made.personName = QString::fromLatin1(id);
    made.before = before;
    made.after = after;
    return made;
}

inline OwnersBefore owners(std::initializer_list<const char*> ids, int workspace = 12) {
    OwnersBefore before{WorkspaceId(workspace), {}, true};
    for (const char* id : ids)
        before.activeOwners.push_back(UserId::fromUtf8(id));
    return before;
}

inline QStringList kindsOf(const Item& item) {
    QStringList kinds;
    for (const Step& step : item.steps)
        kinds << step.kind;
    return kinds;
}

inline const auto none = MembershipChange::Being();
inline const auto owner = MembershipChange::Being(MemberRole::Owner);
inline const auto collaborator = MembershipChange::Being(MemberRole::Collaborator);

/// Memberships of a server that answers as it is told, as runs change them.
struct MembershipBench {
    FakeSender sender;
    api::WorkspacesApi api{sender, instance};
    WorkspaceActions actions{api};
    QObject context;

    Result<StepResult> perform(const Step& step) {
        std::optional<Result<StepResult>> got;
        actions.perform(step, &context, [&got](Result<StepResult> result) { got = std::move(result); });
        if (!QTest::qWaitFor([&got] { return got.has_value(); }))
            return failure(ErrorKind::TookTooLong, u"no answer"_s);
        return std::move(*got);
    }

    std::vector<Hindrance> hindrances(const std::vector<Item>& items) {
        std::optional<std::vector<Hindrance>> got;
        actions.prepare(items, &context, [&got](std::vector<Hindrance> found) { got = std::move(found); });
        return QTest::qWaitFor([&got] { return got.has_value(); }) ? *got : std::vector<Hindrance>();
    }

    std::vector<QString> prepare(const std::vector<Item>& items) { return reasonsIn(hindrances(items)); }

    void members(const QByteArray& list) {
        sender.expect("workspaces/list_users").answer("{\"users\":[" + list + "]}");
    }

    QStringList calls() const {
        QStringList names;
        for (const auto& seen : sender.requests())
            names << seen.name.section(u'/', 1);
        return names;
    }
};

inline const QByteArray anaOwns = R"({"user_id":"ana","user_type":"OWNER"})";
inline const QByteArray boOwns = R"({"user_id":"bo","user_type":"OWNER"})";
inline const QByteArray cleoOwns = R"({"user_id":"cleo","user_type":"OWNER"})";
inline const QByteArray anaHelps = R"({"user_id":"ana","user_type":"COLLABORATOR"})";

} // namespace wallaroo::test
