#pragma once

#include "models/accessmatrix.h"
#include "pages/runcontroller.h"
#include "runs/membershipplan.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace wallaroo {

struct Account;
struct WindowParts;
class AddMembersDialog;
class Banner;
class CallsButton;
class ConsequenceSheet;
class ResultsList;

/// Changes who is in which workspace: shows what would happen, has it carried out as a run, and the matrix brought up
/// to date. One for each page that does so.
class MembershipDesk final : public QObject {
    Q_OBJECT
public:
    using Being = runs::MembershipChange::Being;

    /// page: what sheets lie upon; results: where runs are shown. All outlive the desk.
    MembershipDesk(Account& account, const WindowParts& parts, ResultsList& results, QWidget* page);
    ~MembershipDesk() override;

    /// Whether acts are offered: not to a profile that only reads.
    [[nodiscard]] bool mayAct() const;

    /// One change, as the matrix knows both sides. `after`: nothing takes them out.
    [[nodiscard]] runs::MembershipChange change(models::AccessMatrix::Number person,
                                                models::AccessMatrix::Number workspace, Being after) const;

    /// The same for somebody to be added: whoever is owner there stays so, and the plan leaves them out.
    [[nodiscard]] runs::MembershipChange addition(models::AccessMatrix::Number person,
                                                  models::AccessMatrix::Number workspace, MemberRole role) const;

    /// Opens the sheet, once the members of these workspaces are read: a sheet over what was yesterday is a guess.
    /// Nothing is sent before it is accepted. Where a workspace would lose its last active owner, the sheet asks for a
    /// new one and cannot be accepted before.
    void propose(const std::vector<runs::MembershipChange>& changes);
    /// Opens a dialog that asks whom to add, and where. One person in one workspace, with nothing left to ask: the
    /// dialog says what follows and it is done, to be taken back from a notice. Else what is chosen is proposed.
    void ask(AddMembersDialog* dialog);
    /// Makes a workspace, at once: the dialog was the question.
    void create(const QString& name);

    /// Shows a run that a crash ended, as stopped. An error when it cannot be taken up.
    Result<void> takeUp(const runs::RunJournal::Found& found);
    /// What runs of this account on this instance are told by.
    [[nodiscard]] QString instanceId() const;

    /// Where it is said that changes of role went half through, with the offer to put those people back as they were.
    /// Of its own, so that nothing else takes its place, and kept until they are in again: closed, it returns when the
    /// page is opened again and after the next run. Outlives the desk.
    void setPutBackBanner(Banner& banner);

    [[nodiscard]] RunController& runs() { return m_runs; }

Q_SIGNALS:
    /// For a while, with one thing to do about it.
    void noticed(const QString& text, const QString& action, const std::function<void()>& onAction);
    void created(const QString& name);
    void notCreated(const QString& name, const wallaroo::Error& error);
    void failed(const wallaroo::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] std::vector<runs::OwnersBefore>
    ownersBefore(const std::vector<runs::MembershipChange>& changes) const;
    enum class Shown { InList, InNotice };

    [[nodiscard]] CallsButton* callsButton(const std::function<runs::Plan()>& plan, QWidget* parent);
    void showSheet(const runs::Plan& plan, const std::vector<runs::MembershipChange>& changes,
                   const std::vector<runs::OwnersBefore>& owners);
    void showUndo(runs::Plan plan);
    /// Says so.
    bool isBusy();
    void begin(runs::Plan plan, Shown shown = Shown::InList);
    void noteSteps();
    void runEnded();
    void whenRead(const std::vector<runs::MembershipChange>& changes, std::function<void()> then);
    void goOnIfRead();
    [[nodiscard]] bool isWaitedFor(WorkspaceId workspace) const;
    [[nodiscard]] runs::MembershipChange asRead(const runs::MembershipChange& change) const;
    [[nodiscard]] std::vector<runs::MembershipChange> asRead(const std::vector<runs::MembershipChange>& changes) const;
    void proposeAsRead(const std::vector<runs::MembershipChange>& changes);
    [[nodiscard]] std::vector<runs::MembershipChange> additions(const AddMembersDialog& dialog) const;
    [[nodiscard]] runs::Plan planOf(const std::vector<runs::MembershipChange>& changes) const;
    void describe(AddMembersDialog& dialog) const;
    void addAsRead(const std::vector<runs::MembershipChange>& changes);
    void quietlyDone();
    void undoAddition(const runs::Plan& undo);
    void notePutBack();
    void notePutBack(const runs::MembershipStep& step, const runs::StepOutcome& outcome);
    void showPutBack();
    void putBack();

    Account& m_account;
    const WindowParts& m_parts;
    QWidget* m_page;
    RunController m_runs;
    Banner* m_putBackBanner = nullptr;
    std::vector<runs::MembershipChange> m_putBack; ///< who is out, and what they were
    std::vector<WorkspaceId> m_awaited;            ///< read before the sheet opens
    std::function<void()> m_thenOpen;
    QSet<WorkspaceId> m_touched; ///< by the run at hand
};

} // namespace wallaroo
