#pragma once

#include "base/error.h"
#include "domain/membership.h"
#include "domain/user.h"
#include "domain/workspace.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace wallaroo::models {

/// What is known of a person in a workspace. NotKnown is no answer; None is one.
enum class Access : quint8 { NotKnown, None, NotTold, Collaborator, Owner };

struct AccessCell {
    Access access = Access::NotKnown;
    bool isStale = false; ///< as it was: something has been changed, or is being asked again

    friend bool operator==(const AccessCell&, const AccessCell&) = default;
};

/// Who may touch what: people × workspaces, filled by one `workspaces/list_users` after the other. Kept as a sorted
/// list of members per workspace, 4 bytes each: 1,000 × 1,000 with everybody everywhere takes 4 MB, and empty cells
/// take nothing.
///
/// Numbers of people and workspaces are given once and stay until clear(): a workspace that is no longer listed keeps
/// its number and is told as not listed.
class AccessMatrix final : public QObject {
    Q_OBJECT
public:
    using Number = quint32;

    /// Of the answer for a workspace.
    enum class Known : quint8 {
        No,     ///< not asked, or not answered yet
        Failed, ///< asked in vain; see failure()
        Stale,  ///< answered, but changed since or asked again
        Partly, ///< some entries could not be read: who is not among the others is not known
        Yes
    };

    struct Entry {
        Number person = 0;
        MemberRole role = MemberRole::NotTold;

        friend bool operator==(const Entry&, const Entry&) = default;
    };

    using QObject::QObject;

    // The sides. A whole list each time: whoever is not in it is no longer listed. isWhole: false where some records of
    // the answer could not be read
    void setPeople(std::vector<User> people, bool isWhole = true);
    void setWorkspaces(std::vector<Workspace> workspaces, bool isWhole = true);
    void clear();

    [[nodiscard]] Number personCount() const { return static_cast<Number>(m_people.size()); }

    [[nodiscard]] Number workspaceCount() const { return static_cast<Number>(m_columns.size()); }

    /// Of somebody who is not listed no more than the id.
    [[nodiscard]] const User& person(Number person) const { return m_people[person].user; }

    [[nodiscard]] const Workspace& workspace(Number workspace) const { return m_columns[workspace].workspace; }

    [[nodiscard]] bool isPersonListed(Number person) const { return m_people[person].isListed; }

    [[nodiscard]] bool isWorkspaceListed(Number workspace) const { return m_columns[workspace].isListed; }

    /// Whether setPeople() was ever called: before, nobody's status is known.
    [[nodiscard]] bool hasPeople() const { return m_hasPeople; }

    /// Whether setWorkspaces() was ever called: before, that somebody is in none of them means nothing.
    [[nodiscard]] bool hasWorkspaces() const { return m_hasWorkspaces; }

    [[nodiscard]] bool arePeopleWhole() const { return m_arePeopleWhole; }

    [[nodiscard]] bool areWorkspacesWhole() const { return m_areWorkspacesWhole; }

    [[nodiscard]] std::optional<Number> findPerson(const UserId& id) const;
    [[nodiscard]] std::optional<Number> findWorkspace(WorkspaceId id) const;
    /// Name, and the number where another listed workspace has the same name.
    [[nodiscard]] QString workspaceLabel(Number workspace) const;
    [[nodiscard]] bool isNameTwice(Number workspace) const;

    // The answers. For a workspace that is not listed: dropped
    void setMembers(WorkspaceId workspace, const std::vector<Member>& members, bool isWhole = true);
    /// Whoever was a member is not known to be one any more.
    void setFailed(WorkspaceId workspace, const Error& error);
    void setStale(WorkspaceId workspace);
    void setAllStale();

    [[nodiscard]] Known known(Number workspace) const { return m_columns[workspace].known; }

    /// Null unless Failed.
    [[nodiscard]] const Error* failure(Number workspace) const { return m_columns[workspace].failure.get(); }

    [[nodiscard]] AccessCell cell(Number person, Number workspace) const;
    /// In the order of people's numbers.
    [[nodiscard]] std::vector<Entry> members(Number workspace) const;
    [[nodiscard]] int memberCount(Number workspace) const;

    /// Of a member whose role is not told: the server's word for it, if it told one that is not known here.
    [[nodiscard]] QString otherRole(Number person, Number workspace) const {
        return m_columns[workspace].otherRoles.value(person);
    }

    /// The listed workspaces a person is known to be in, with the role.
    [[nodiscard]] std::vector<std::pair<Number, MemberRole>> workspacesOf(Number person) const;
    /// How many listed workspaces are not Yes. Without default ones: of those that findings look at.
    [[nodiscard]] int notKnownCount(bool withDefaults) const;

Q_SIGNALS:
    void sidesChanged(); ///< people or workspaces came, went or changed
    void membersChanged(quint32 workspace);

private:
    struct Person {
        User user;
        bool isListed = false;
    };

    struct Column {
        Workspace workspace;
        std::vector<quint32> members;      ///< person << 2 | role, in order
        QHash<Number, QString> otherRoles; ///< of few, if any
        std::unique_ptr<Error> failure;
        Known known = Known::No;
        bool isListed = false;
    };

    Number numberOf(const UserId& id);

    std::vector<Person> m_people;
    std::vector<Column> m_columns;
    QHash<UserId, Number> m_personNumbers;
    QHash<WorkspaceId, Number> m_workspaceNumbers;
    QHash<QString, int> m_names; ///< of listed workspaces, how often
    bool m_hasPeople = false;
    bool m_hasWorkspaces = false;
    bool m_arePeopleWhole = true;
    bool m_areWorkspacesWhole = true;
};

} // namespace wallaroo::models
