#pragma once

#include "dialogs/consequencesheet.h"
#include "exchange/commandtexts.h"
#include "pages/runcontroller.h"
#include "pages/userwords.h"
#include "runs/actionslist.h"
#include "runs/userplans.h"
#include "support/membershiplookup.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QPushButton;

namespace wallaroo {

struct Account;
struct WindowParts;

/// What can be done to people who are in the table.
enum class UserAct { Deactivate, Activate, Password, RequireActions, GiveAdmin, TakeAdmin, LogOut, Unlock, Delete };

/// Asks before an act on people and has it carried out: plan, sheet with the consequences, run. One person and nothing
/// lost ends in a notice with [Undo], everything else in the list of results.
class UserActs final : public QObject {
    Q_OBJECT
public:
    /// All outlive this; dialogs stand over `window`.
    UserActs(Account& account, const WindowParts& parts, ResultsList& results, QWidget* window);
    ~UserActs() override;

    void ask(UserAct act, const QStringList& ids);
    /// Any plan: leaves out who may not lose access, shows what follows, and runs it when that is accepted.
    void askForPlan(const runs::Plan& plan);
    /// A plan that was agreed to elsewhere.
    void run(const runs::Plan& plan);
    /// Shows a run that a crash ended, as stopped: nothing is sent before somebody says so, and then by who is signed
    /// in now.
    Result<void> takeUp(const runs::RunJournal::Found& found, const QString& title);

    /// Another run that this page shows: while it goes on, nothing is begun here.
    void setOther(const RunController& other) { m_other = &other; }

    /// [Copy calls] of what a plan would send, made when it is asked for.
    [[nodiscard]] QPushButton* callsButton(const std::function<runs::Plan()>& plan, QWidget* parent) const;

    [[nodiscard]] RunController& runs() { return m_runs; }

    [[nodiscard]] runs::Actor actor() const;
    [[nodiscard]] AccessGuard guard() const;
    [[nodiscard]] std::vector<User> people(const QStringList& ids) const;

    /// Whether acts that change something may be offered now; else why not.
    [[nodiscard]] QString refusal() const;

Q_SIGNALS:
    /// For a while, with one thing to do about it.
    void noticed(const QString& text, const QString& action, const std::function<void()>& onAction);
    void sheetOpened(wallaroo::ConsequenceSheet* sheet);
    /// Temporary passwords were made: to be handed out.
    void passwordsMade(const wallaroo::runs::Run& run);

private:
    [[nodiscard]] runs::Plan planFor(UserAct act, const QStringList& ids) const;
    [[nodiscard]] runs::Plan guarded(const runs::Plan& plan) const;
    [[nodiscard]] const User* toBeTyped(const runs::Plan& plan) const;
    [[nodiscard]] QString busyReason() const;
    bool isRefused(const QString& why);
    void undo(const runs::Plan& plan);
    void askWhichActions(const QStringList& ids);
    void showSheet(const runs::Plan& asked);
    [[nodiscard]] runs::Plan asSent(const runs::Plan& plan) const;
    void lookUp(ConsequenceSheet* sheet, const runs::Plan& plan);
    void showLookedUp();
    void quietlyDone();
    void runEnded();

    Account& m_account;
    const WindowParts& m_parts;
    QWidget* m_window;
    runs::ActionsList m_actions; ///< of workspaces, too: a run that a crash ended may hold both
    RunController m_runs;
    const RunController* m_other = nullptr;
    MembershipLookup m_lookup;
    QPointer<ConsequenceSheet> m_sheet;
    std::vector<UserId> m_lookedUp;
    int m_taking = 0; ///< people of whom the first are looked up
};

} // namespace wallaroo
