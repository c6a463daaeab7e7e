#pragma once

#include "models/accessmodel.h"
#include "models/people.h"

#include <QAbstractItemModelTester>

namespace wallaroo::test {

inline Workspace workspaceNamed(qint64 id, const char* name, bool archived = false) {
    Workspace workspace;
    workspace.id = WorkspaceId(id);
    workspace.name = QString::fromUtf8(name);
    workspace.archived = archived;
    return workspace;
}

inline UserId userId(int number) {
    return UserId::fromUtf8(idOf(number));
}

inline Member owner(int number) {
    return {userId(number), MemberRole::Owner};
}

inline Member collaborator(int number) {
    return {userId(number), MemberRole::Collaborator};
}

/// Four people, the third of them inactive; fraud (12), churn (7), fraud once more (3), an archived one (5), a default
/// one (1).
struct AccessDesk {
    models::AccessMatrix matrix;

    AccessDesk() {
        setPeople();
        setWorkspaces();
    }

    void setPeople(std::vector<int> inactive = {3}) {
        std::vector<User> people{user({1, "Ana", "Solano", "ana@example.com", "ana"}),
                                 user({2, "Bo", "Lind", "bo@example.com", "bo"}),
                                 user({3, "Cleo", "Adeyemi", "cleo@example.com", "cleo"}),
                                 user({4, "Dana", "Weber", "dana@example.com", "dana"})};
        for (const int number : inactive)
            people[static_cast<size_t>(number - 1)].status = UserStatus::Inactive;
        matrix.setPeople(people);
    }

    void setWorkspaces() {
        matrix.setWorkspaces({workspaceNamed(12, "fraud"), workspaceNamed(7, "churn"), workspaceNamed(3, "fraud"),
                              workspaceNamed(5, "attic", true),
                              workspaceNamed(1, "ana@example.com - Default Workspace")});
    }

    void answer(qint64 workspace, const std::vector<Member>& members, bool isWhole = true) {
        matrix.setMembers(WorkspaceId(workspace), members, isWhole);
    }

    void answerAll() {
        answer(12, {owner(1), collaborator(2)});
        answer(7, {owner(3), collaborator(1)});
        answer(3, {owner(1), owner(2)});
        answer(5, {collaborator(3)});
        answer(1, {owner(1)});
    }

    models::AccessMatrix::Number workspace(qint64 id) const { return *matrix.findWorkspace(WorkspaceId(id)); }

    models::AccessMatrix::Number person(int number) const { return *matrix.findPerson(userId(number)); }

    models::AccessCell cell(int number, qint64 id) const { return matrix.cell(person(number), workspace(id)); }
};

} // namespace wallaroo::test
