#pragma once

#include "appdesk.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/consequencesheet.h"
#include "dialogs/likedialog.h"
#include "models/accessfindings.h"
#include "pages/workspacespage.h"
#include "widgets/accessview.h"
#include "widgets/resultslist.h"

#include <QListView>
#include <QPushButton>

#include <algorithm>
#include <optional>

namespace wallaroo::test {

constexpr int patienceMs = 20'000;

/// The real window over a sandbox, signed in, with everything known.
struct MembersDesk : AppDesk {
    bool begin(int allKnownWithinMs = patienceMs) {
        start();
        named<QAbstractButton>(dialog(), QStringLiteral("Try it with a sandbox"))->click();
        if (!QTest::qWaitFor([this] { return isLoaded("usersTable"); }, patienceMs))
            return false;
        window()->activateWindow();
        window()->openPage(QStringLiteral("access"));
        return QTest::qWaitForWindowActive(window())
               && QTest::qWaitFor([this] { return isLoaded("workspacesTable") && isAllKnown(); }, allKnownWithinMs);
    }

    AccessView& view() const { return *window()->findChild<AccessView*>(QStringLiteral("accessTable")); }

    const models::AccessMatrix& matrix() const { return view().accessModel()->matrix(); }

    template <typename Widget>
    Widget* child(const char* name) const {
        return window()->findChild<Widget*>(QString::fromLatin1(name));
    }

    /// The matrix takes the lists just after they are loaded; an empty one has nothing that is not known.
    bool isAllKnown() const {
        return matrix().hasPeople() && matrix().workspaceCount() > 0 && matrix().notKnownCount(false) == 0;
    }

    struct Handover {
        models::AccessMatrix::Number workspace = 0;
        models::AccessMatrix::Number owner = 0;
        models::AccessMatrix::Number heir = 0;
    };

    /// Owned by one active person, with another active member.
    std::optional<Handover> handover() const {
        for (models::AccessMatrix::Number workspace = 0; workspace < matrix().workspaceCount(); ++workspace) {
            const Workspace& record = matrix().workspace(workspace);
            if (record.isDefault() || record.archived || matrix().isNameTwice(workspace)
                || models::ownershipOf(matrix(), workspace) != models::Ownership::OneActiveOwner)
                continue;
            const auto owner = models::activeOwners(matrix(), workspace).front();
            for (const auto& entry : matrix().members(workspace)) {
                const bool isActive =
                    matrix().isPersonListed(entry.person) && matrix().person(entry.person).status == UserStatus::Active;
                if (entry.person != owner && entry.role == MemberRole::Collaborator && isActive)
                    return Handover{workspace, owner, entry.person};
            }
        }
        return std::nullopt;
    }

    struct Pair {
        models::AccessMatrix::Number person = 0;
        models::AccessMatrix::Number model = 0;
    };

    /// Two active people of whom the first lacks what the second has, and owns nothing that it would lose by that.
    std::optional<Pair> unlike() const {
        const auto isActive = [this](models::AccessMatrix::Number person) {
            return matrix().isPersonListed(person) && matrix().person(person).status == UserStatus::Active
                   && !matrix().person(person).email().isEmpty();
        };
        for (models::AccessMatrix::Number model = 0; model < matrix().personCount(); ++model) {
            for (models::AccessMatrix::Number person = 0; isActive(model) && person < matrix().personCount();
                 ++person) {
                if (person == model || !isActive(person))
                    continue;
                const auto found = LikeDialog::differences(matrix(), person, model);
                const auto isGiven = [](const LikeDialog::Difference& one) { return one.after && !one.before; };
                if (found.size() >= 2 && std::all_of(found.begin(), found.end(), isGiven))
                    return Pair{person, model};
            }
        }
        return std::nullopt;
    }

    ResultsList& results() const { return *child<WorkspacesPage>("workspacesPage")->findChild<ResultsList*>(); }

    /// Active people who are not in it.
    std::vector<models::AccessMatrix::Number> newcomers(models::AccessMatrix::Number workspace) const {
        std::vector<models::AccessMatrix::Number> found;
        for (models::AccessMatrix::Number person = 0; person < matrix().personCount(); ++person) {
            if (matrix().isPersonListed(person) && matrix().person(person).status == UserStatus::Active
                && !matrix().person(person).email().isEmpty()
                && matrix().cell(person, workspace).access == models::Access::None)
                found.push_back(person);
        }
        return found;
    }

    /// The dialog, from the workspace's details, with these people ticked; all by keys.
    AddMembersDialog* askWhomToAdd(models::AccessMatrix::Number workspace,
                                   const std::vector<models::AccessMatrix::Number>& people) const {
        QTest::keyClick(window(), Qt::Key_2, Qt::ControlModifier);
        auto* rows = table("workspacesTable");
        rows->setFocus();
        rows->setCurrentIndex(rows->model()->index(
            rows->tableModel()->rowOfId(QString::number(matrix().workspace(workspace).id.number())), 0));
        QTest::keyClick(rows, Qt::Key_Return);
        QTest::keyClick(child<QPushButton>("addPeople"), Qt::Key_Space);
        auto* dialog = child<AddMembersDialog>("addMembers");
        if (!dialog || !QTest::qWaitForWindowActive(dialog))
            return nullptr;
        auto* filter = named<QLineEdit>(dialog, QStringLiteral("Filter people"));
        auto* list = named<QListView>(dialog, QStringLiteral("People"));
        for (const auto person : people) {
            filter->setFocus();
            filter->selectAll();
            QTest::keyClicks(filter, matrix().person(person).email());
            QTest::keyClick(filter, Qt::Key_Down);
            if (!QTest::qWaitFor([list] { return list->hasFocus(); }))
                return nullptr;
            QTest::keyClick(list, Qt::Key_Space);
        }
        return dialog;
    }

    ConsequenceSheet* sheet() const { return window()->findChild<ConsequenceSheet*>(); }
};

} // namespace wallaroo::test
