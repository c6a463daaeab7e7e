#include "base/displaytext.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/dormantdialog.h"
#include "dialogs/edituserdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/leaverdialog.h"
#include "pages/interruptedruns.h"
#include "pages/membershipdesk.h"
#include "pages/tableexport.h"
#include "pages/usermenu.h"
#include "pages/userspage.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/windowparts.h"
#include "widgets/banner.h"
#include "widgets/pagehead.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/toast.h"

#include <algorithm>

namespace wallaroo {

void UsersPage::startMainAction() {
    if (!isReadOnly())
        invite(m_account.accountActions.inviteWay() == api::AccountActions::Way::Keycloak, {});
}

void UsersPage::invite(bool inKeycloak, const std::vector<exchange::InviteRow>& rows) {
    if (const QString why = m_acts->refusal(); !why.isEmpty()) {
        notice(why, {}, {});
        return;
    }
    QHash<QString, exchange::Known> known;
    m_users.forEach([&known](const User& user) {
        const auto status = user.status == UserStatus::Inactive ? exchange::Known::Inactive : exchange::Known::Active;
        known.insert(user.email().toLower(), status);
        known.insert(user.username().toLower(), status);
    });
    const auto isKnown = [known](const QString& email) { return known.value(email.toLower(), exchange::Known::No); };
    const auto way = inKeycloak ? InviteDialog::Way::Keycloak : InviteDialog::Way::Invitation;
    auto* dialog = new InviteDialog(way, m_account.session.profile().title(), isKnown, m_parts.prompts, this);
    dialog->setRows(rows);
    const bool givesRoles = whyNot(UserAct::GiveAdmin).isEmpty();
    dialog->setGivesRoles(givesRoles);
    const auto plan = [this, dialog, givesRoles] {
        const bool isCreated = dialog->way() == InviteDialog::Way::Keycloak;
        std::vector<runs::Invitee> people;
        for (const auto& row : dialog->invitees())
            people.push_back({row.email, row.firstName, row.lastName, row.isAdmin && (givesRoles || !isCreated)});
        return isCreated ? runs::createPlan(m_acts->actor(), people) : runs::invitePlan(m_acts->actor(), people);
    };
    dialog->setCallsButton(m_acts->callsButton(plan, dialog));
    connect(dialog, &QDialog::accepted, this, [this, plan] { m_acts->run(plan()); });
    dialog->open();
}

void UsersPage::edit(const QString& id) {
    const User* person = m_users.userById(id);
    if (!person)
        return;
    if (const QString why = m_acts->refusal(); !why.isEmpty()) {
        notice(why, {}, {});
        return;
    }
    const QString calls =
        tr("Only what changed is sent to Keycloak, or, where that is not allowed, the whole entry to the "
           "API, with role and status as the list tells them at that moment.");
    auto* dialog = new EditUserDialog(*person, calls, this);
    const auto plan = [this, dialog, id] {
        const auto now = m_acts->people({id});
        return now.empty() ? runs::Plan()
                           : runs::editPlan(m_acts->actor(), now.front(),
                                            {dialog->firstName(), dialog->lastName(), dialog->email()});
    };
    dialog->setCallsButton(m_acts->callsButton(plan, dialog));
    connect(dialog, &QDialog::accepted, this, [this, plan] {
        if (const runs::Plan made = plan(); !made.items.empty())
            m_acts->run(made);
    });
    dialog->open();
}

QString UsersPage::whyNot(UserAct act) const {
    if (act == UserAct::Delete && !m_parts.deletionOffered)
        return tr("Your organisation lets nobody delete people from here.");
    const auto& rights = m_account.accountActions.rights();
    return needsKeycloak(act) && rights.asked && !rights.mayManage
               ? tr("Needs manage-users of master-realm at Keycloak, which your account does not have.")
               : QString();
}

/// Asked once, quietly: what is not allowed is then not offered.
void UsersPage::learnRights() {
    const UserId own = m_account.ownId();
    if (!own.isEmpty() && !m_account.accountActions.rights().asked)
        m_account.accountActions.learnRights(own, this, [this](const api::KeycloakRights&) { updateNote(); });
}

/// By Keycloak's word: who may not read people there gets a part of them here, or none.
bool UsersPage::seesEverybody() const {
    return m_account.accountActions.rights().mayView;
}

void UsersPage::updateNote() {
    QStringList notes;
    if (!seesEverybody())
        notes << tr("visible to you");
    if (isReadOnly())
        notes << tr("read-only profile");
    head().setNote(notes.join(QStringLiteral(", ")));
}

void UsersPage::fillMore(QMenu& menu) {
    const QStringList ids = chosenIds();
    if (ids.size() == 1) {
        menu.addAction(tr("Edit…"), this, [this, ids] { edit(ids.first()); });
        menu.addAction(tr("Remove access…"), this, [this, ids] { openLeaver(ids.first()); });
    }
    menu.addAction(tr("Add to workspaces…"), this, [this, ids] { addToWorkspaces(ids); });
    menu.addSeparator();
    QList<UserAct> acts = allUserActs();
    acts.removeOne(UserAct::Activate);
    acts.removeOne(UserAct::Deactivate);
    addUserActs(
        menu, acts, [this](UserAct act) { return whyNot(act); }, [this](UserAct act) { ask(act); });
    menu.addSeparator();
    menu.addAction(tr("Dormant people…"), this, &UsersPage::openDormant);
}

void UsersPage::fillRowMenu(QMenu* menu, int row) {
    const QString id = m_users.index(row, 0).data(models::TableModel::IdRole).toString();
    menu->addSeparator();
    menu->addAction(tr("Details"), this, [this, row] { openDetails(row); })->setShortcut(QKeySequence(Qt::Key_Return));
    m_export->addCopies(*menu, tr("Copy the call that reads them"), readCall(id));
    if (isReadOnly())
        return;
    menu->addSeparator();
    const QStringList ids = idsAround(id);
    if (ids.size() == 1) {
        menu->addAction(tr("Edit…"), this, [this, id] { edit(id); });
        menu->addAction(tr("Remove access…"), this, [this, id] { openLeaver(id); });
    }
    menu->addAction(tr("Add to workspaces…"), this, [this, ids] { addToWorkspaces(ids); });
    addUserActs(
        *menu, allUserActs(), [this](UserAct act) { return whyNot(act); },
        [this, ids](UserAct act) { m_acts->ask(act, ids); });
}

QStringList UsersPage::idsAround(const QString& id) const {
    const QStringList selected = m_users.selectedIds();
    return selected.contains(id) ? selected : QStringList(id);
}

void UsersPage::handOut(const runs::Run& run) {
    QList<HandOutDialog::Entry> entries;
    std::vector<exchange::InviteRow> notOffered;
    const auto& items = run.plan().items;
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& outcome = run.outcome(static_cast<int>(i));
        for (const auto& step : outcome.steps) {
            if (step.result.secret.isEmpty())
                continue;
            const User* person = m_users.userById(items[i].id); // a new one signs in by the address
            entries.append({items[i].id, items[i].name, person ? person->username() : items[i].email,
                            step.result.secret, m_handedOut.contains(items[i].id)});
        }
        if (outcome.error() && outcome.error()->kind == ErrorKind::NotOffered) {
            const auto person = runs::inviteeOf(items[i].steps.front());
            notOffered.push_back({0, person.email, person.firstName, person.lastName, person.isAdmin});
        }
    }
    const QString kind = UserWords::kindOf(run.plan());
    if (kind == QLatin1String("user.invite") && !notOffered.empty())
        offer(tr("This instance does not manage users through its API."), tr("Create in Keycloak…"),
              [this, notOffered] { invite(true, notOffered); });
    // After a retry or a check those that were handed out before are no news
    if (std::all_of(entries.begin(), entries.end(), [](const auto& one) { return one.isCopied; }))
        return;
    const auto& instance = m_account.session.profile().instance;
    auto* dialog = new HandOutDialog(instance.apiBase.toString(), std::move(entries), m_parts.clipboard, this);
    connect(dialog, &HandOutDialog::copied, this, [this](const QString& id) { m_handedOut << id; });
    dialog->open();
}

void UsersPage::openLeaver(const QString& id) {
    const User* person = m_users.userById(id);
    if (!person)
        return;
    if (const QString why = m_acts->refusal(); !why.isEmpty()) {
        notice(why, {}, {});
        return;
    }
    auto* dialog = new LeaverDialog(m_account, m_parts, *m_acts, *person, this);
    dialog->open();
}

/// The dialog of somebody who has left carries its own runs out: one that is here was ended by a crash, and what it
/// would have done next is not in it.
void UsersPage::offerRestOfLeaver(const runs::Run& run) {
    const runs::Plan& plan = run.plan();
    if (!plan.verb.startsWith(QLatin1String("users.leaver")) || run.counts().notSent > 0)
        return;
    const auto account = std::find_if(plan.items.begin(), plan.items.end(),
                                      [this](const auto& item) { return m_users.userById(item.id) != nullptr; });
    if (account == plan.items.end())
        return;
    offer(tr("What else is open of %1, sessions and workspaces, and the report: go on in their dialog.")
              .arg(isolatedText(m_users.userById(account->id)->displayName(), 60)),
          tr("Remove access…"), [this, id = account->id] { openLeaver(id); });
}

void UsersPage::openDormant() {
    auto* dialog = new DormantDialog(m_account, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_acts->ask(UserAct::Deactivate, dialog->chosen()); });
    dialog->open();
}

/// The list of workspaces may not have been looked at yet: it is asked for, and the question waits for it.
void UsersPage::addToWorkspaces(const QStringList& ids) {
    if (const QString why = m_acts->refusal(); !why.isEmpty() || m_desk->runs().isRunning()) {
        notice(why.isEmpty() ? tr("A run is under way: wait for its end, or stop it.") : why, {}, {});
        return;
    }
    m_toBeAdded = ids;
    Q_EMIT listsRequested();
    if (m_account.access.workspaceCount() > 0)
        askWhichWorkspaces();
    else
        notice(tr("Loading workspaces…"), {}, {});
}

void UsersPage::askWhichWorkspaces() {
    std::vector<models::AccessMatrix::Number> people;
    for (const QString& id : std::exchange(m_toBeAdded, {})) {
        if (const auto number = m_account.access.findPerson(UserId::fromString(id)))
            people.push_back(*number);
    }
    if (people.empty())
        return;
    m_toast->dismiss();
    m_desk->ask(AddMembersDialog::people(m_account.access, std::move(people), this));
}

void UsersPage::offerInterrupted() {
    if (isReadOnly())
        return;
    const auto title = [](const runs::Plan& plan) { return UserWords::title(plan); };
    auto* interrupted = new InterruptedRuns(
        *m_interrupted, title, [this, title](const auto& found) { return m_acts->takeUp(found, title(found.plan)); },
        this);
    connect(interrupted, &InterruptedRuns::failed, this, [this](const Error& error) { banner().show(error); });
    connect(m_results, &ResultsList::dismissed, interrupted, &InterruptedRuns::offerNext);
    interrupted->look(m_account.runFolder(), m_acts->actor().instanceId, m_account.actorName());
}

} // namespace wallaroo
