#include "base/displaytext.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/callsbutton.h"
#include "pages/membershipdesk.h"
#include "pages/membershipsheet.h"
#include "runs/membershipsteps.h"
#include "support/account.h"

// One person into one workspace: the dialog is the sheet, and a notice the result.

namespace wallaroo {
namespace {

constexpr qsizetype longestName = 120;

/// One who comes in, nothing left out, nothing to warn of: what a dialog can say by itself. A change of role is not, as
/// it takes somebody out for a moment.
bool isOnlyAddition(const runs::Plan& plan) {
    if (plan.verb != QStringLiteral("members.add") || plan.items.size() != 1)
        return false;
    const runs::Item& item = plan.items.front();
    return item.leftOut.isEmpty() && item.consequences.isEmpty() && item.steps.size() == 1;
}

} // namespace

void MembershipDesk::ask(AddMembersDialog* dialog) {
    dialog->setCallsButton(callsButton([this, dialog] { return planOf(additions(*dialog)); }, dialog));
    const auto update = [this, dialog] { describe(*dialog); };
    connect(dialog, &AddMembersDialog::choiceChanged, this, [this, dialog, update] {
        const auto chosen = additions(*dialog);
        if (chosen.size() == 1 && isWaitedFor(chosen.front().workspace))
            m_account.accessFeed.lookAt({chosen.front().workspace});
        update();
    });
    connect(&m_account.access, &models::AccessMatrix::membersChanged, dialog, update);
    connect(&m_account.access, &models::AccessMatrix::sidesChanged, dialog, update);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto chosen = additions(*dialog);
        if (!dialog->isSheet())
            propose(chosen);
        else if (mayAct() && !isBusy())
            whenRead(chosen, [this, chosen] { addAsRead(chosen); });
    });
    dialog->open();
}

std::vector<runs::MembershipChange> MembershipDesk::additions(const AddMembersDialog& dialog) const {
    std::vector<runs::MembershipChange> changes;
    for (const auto workspace : dialog.chosenWorkspaces()) {
        for (const auto person : dialog.chosenPeople())
            changes.push_back(addition(person, workspace, dialog.role()));
    }
    return changes;
}

runs::Plan MembershipDesk::planOf(const std::vector<runs::MembershipChange>& changes) const {
    return runs::membershipPlan(m_account.workspacesApi, changes, ownersBefore(changes));
}

/// As long as the members are being read it is taken for what it was chosen as: that is judged before anything is sent.
void MembershipDesk::describe(AddMembersDialog& dialog) const {
    const auto chosen = additions(dialog);
    const bool isOne = chosen.size() == 1 && (chosen.front().isBeforeKnown || isWaitedFor(chosen.front().workspace));
    const runs::Plan plan = isOne ? planOf(chosen) : runs::Plan();
    if (isOnlyAddition(plan))
        dialog.setConsequences(membershipSheet(plan, m_account.session.profile().title()));
    else
        dialog.setConsequences({});
}

/// Agreed to in the dialog. Where it has turned out to be something else, that is asked.
void MembershipDesk::addAsRead(const std::vector<runs::MembershipChange>& earlier) {
    if (!mayAct() || isBusy())
        return;
    const auto changes = asRead(earlier);
    const runs::Plan plan = planOf(changes);
    if (changes.front().isBeforeKnown && isOnlyAddition(plan))
        begin(plan, Shown::InNotice);
    else
        proposeAsRead(earlier);
}

void MembershipDesk::quietlyDone() {
    runEnded();
    const runs::Run& run = *m_runs.run();
    if (run.plan().verb == QStringLiteral("workspaces.create"))
        return;
    const QString name = isolatedText(run.plan().items.front().name, longestName);
    if (run.plan().isUndo)
        Q_EMIT noticed(tr("%1: taken out again", "Ana Solano in fraud: taken out again").arg(name), {}, {});
    else
        Q_EMIT noticed(tr("%1: added", "Ana Solano in fraud: added").arg(name), tr("Undo"),
                       [this, undo = run.undoPlan()] { undoAddition(undo); });
}

/// At once, but where nobody active would own the workspace any more, or that cannot be told: there it is asked.
void MembershipDesk::undoAddition(const runs::Plan& undo) {
    const auto added = undo.items.empty() ? std::nullopt : runs::membershipOf(undo.items.front().steps.front());
    if (!added || !mayAct() || isBusy())
        return;
    const auto person = m_account.access.findPerson(added->person.id);
    const auto workspace = m_account.access.findWorkspace(added->workspace);
    if (!person || !workspace)
        return showUndo(undo);
    const auto earlier = std::vector{change(*person, *workspace, std::nullopt)};
    whenRead(earlier, [this, earlier, undo] {
        if (!mayAct() || isBusy())
            return;
        const auto changes = asRead(earlier);
        const auto owners = ownersBefore(changes);
        const bool isOwnerKept = owners.size() == 1 && owners.front().isKnown && orphansOf(changes, owners).empty();
        if (isOwnerKept)
            begin(undo, Shown::InNotice);
        else
            showUndo(undo);
    });
}

} // namespace wallaroo
