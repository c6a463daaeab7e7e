#pragma once

#include "api/listing.h"
#include "domain/instance.h"
#include "domain/membership.h"
#include "domain/workspace.h"
#include "http/sender.h"

#include <vector>

namespace wallaroo::api {

/// Who is meant in a call: the id always, the e-mail where there is one. The vendor's SDK sends both together, the
/// guide one of them (reference §3, guide 2).
struct PersonRef {
    UserId id;
    QString email; ///< as it came; empty: none

    friend bool operator==(const PersonRef&, const PersonRef&) = default;
};

/// The members of one workspace, whole.
struct Members {
    std::vector<Member> members;
    int unreadable = 0;      ///< entries without a usable id: then nobody is known to be no member
    QString firstUnreadable; ///< where and why
};

/// `/v1/api/workspaces/…` (reference §3, guide 2). There is no call to rename, archive or delete one.
class WorkspacesApi {
public:
    WorkspacesApi(http::Sender& sender, Instance instance);

    using Rows = std::function<void(std::vector<Workspace>)>;
    using Listed = std::function<void(Result<ListSummary>)>;
    /// `workspaces/list`, sent as `{}`: the filters of the guide and of the schema disagree.
    http::Handle list(QObject* context, Rows onRows, Listed onDone);
    /// Those of some people, by `user_ids`; for one, `user_id`, too, as servers of 2023 read it. Whoever gets more than
    /// was asked for talks to a server that reads neither (reference §8, row 10). It tells no roles.
    http::Handle listOf(const std::vector<UserId>& people, QObject* context, Rows onRows, Listed onDone);

    using MembersDone = std::function<void(Result<Members>)>;
    /// `workspaces/list_users`. NotAllowed for who is neither a member nor an administrator.
    http::Handle listUsers(WorkspaceId workspace, http::Lane lane, QObject* context, MembersDone done);

    using Created = std::function<void(Result<WorkspaceId>)>;
    /// `workspaces/create`: the caller becomes its owner. A name that is taken or that the server does not like:
    /// Refused, or ServerFailed on some versions, with the server's words.
    http::Handle create(const QString& name, QObject* context, Created done);

    using Done = std::function<void(Result<void>)>;
    /// `workspaces/add_user`. The person has to exist; a mail with the instance's address in it may go out. For a
    /// member already there this changes the role on servers that do so (reference §8, row 14): read it back.
    http::Handle addUser(WorkspaceId workspace, const PersonRef& person, MemberRole role, http::Lane lane,
                         QObject* context, Done done);

    using Removed = std::function<void(Result<qint64>)>;
    /// `workspaces/remove_user`: how many memberships ended. 0 with status 200: the person was no member.
    http::Handle removeUser(WorkspaceId workspace, const PersonRef& person, http::Lane lane, QObject* context,
                            Removed done);

    [[nodiscard]] const Instance& instance() const { return m_instance; }

    // What is sent, for those who show it before
    [[nodiscard]] static QByteArray createBody(const QString& name);
    [[nodiscard]] QByteArray addUserBody(WorkspaceId workspace, const PersonRef& person, MemberRole role) const;
    [[nodiscard]] static QByteArray removeUserBody(WorkspaceId workspace, const PersonRef& person);

private:
    http::Handle stream(http::Request request, QObject* context, Rows onRows, Listed onDone);
    [[nodiscard]] http::Request change(const QString& call, const QByteArray& body, http::Lane lane) const;

    http::Sender* m_sender;
    Instance m_instance;
};

} // namespace wallaroo::api
