#pragma once

#include "runs/actionslist.h"
#include "runs/leaver.h"
#include "runs/run.h"
#include "support/membershiplookup.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace wallaroo {

struct Account;

/// Takes somebody's access away: the accounts are deactivated at once, while what they own is still being looked up;
/// then sessions end and memberships go. Keeps what an auditor asks for, so it waits for the memberships even where
/// they stay.
class LeaverWork final : public QObject {
    Q_OBJECT
public:
    struct Wishes {
        bool signOut = true;
        bool takeOut = false;         ///< of the workspaces
        std::optional<User> newOwner; ///< where nobody else owns one
    };

    /// A step as a person reads it.
    struct Line {
        QString text;
        runs::State state = runs::State::Waiting;
        QString found;           ///< as read back, or why it failed or was not sent
        bool isDoubtful = false; ///< done, and read back without its effect
    };

    /// The account outlives this.
    LeaverWork(Account& account, runs::Actor actor, QObject* parent = nullptr);
    ~LeaverWork() override;

    /// What they own: asked for as soon as it is known who may be meant.
    void lookUp(const std::vector<User>& accounts);
    /// Before start(): what it would send, as far as memberships are known, as one plan to be read.
    [[nodiscard]] runs::Plan preview(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes);
    /// Of an account that the guard protects nothing is taken away.
    void start(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes);
    /// Nothing more is sent.
    void stop();
    /// What failed or was not sent goes out once more, what is unknown is read back.
    void tryAgain();

    [[nodiscard]] bool isStarted() const { return m_first != nullptr; }

    [[nodiscard]] bool isOver() const { return m_isOver; }

    /// Something is left for tryAgain().
    [[nodiscard]] bool isIncomplete() const;

    /// The server said yes to something, and it was read back without its effect.
    [[nodiscard]] bool isDoubtful() const;

    /// Why the journal of these runs could not be written: after a crash they would not be found.
    [[nodiscard]] const std::optional<Error>& journalError() const { return m_journalError; }

    [[nodiscard]] const MembershipLookup& memberships() const { return m_lookup; }

    [[nodiscard]] QList<Line> lines() const;
    [[nodiscard]] QString reportText() const;
    [[nodiscard]] QByteArray reportJson() const;

Q_SIGNALS:
    void changed();
    void finished();

private:
    [[nodiscard]] std::unique_ptr<runs::Run> makeRun(runs::Plan plan);
    void goOn();
    void take(const std::vector<User>& accounts, const AccessGuard& guard, const Wishes& wishes);
    [[nodiscard]] runs::Plan restPlan();
    void makeRest();
    void readLeftOut();
    void takeLeftOut(const Result<std::vector<User>>& people);
    [[nodiscard]] bool isLeftOut(const User& account) const;
    [[nodiscard]] std::vector<runs::LeavingMembership> membershipsOf(const User& account, bool isLeft) const;
    [[nodiscard]] runs::LeavingMembership leaving(const User& account, const MembershipLookup::Place& place) const;
    [[nodiscard]] bool isOwnedByAnother(WorkspaceId workspace) const;
    [[nodiscard]] QString membershipsNote() const;
    void end();
    void addLines(QList<Line>& lines, const runs::Run& run) const;
    [[nodiscard]] QString foundOf(const QString& id) const;
    [[nodiscard]] QString lineText(const runs::Item& item, const runs::Step& step) const;

    Account& m_account;
    runs::Actor m_actor;
    runs::ActionsList m_actions;
    MembershipLookup m_lookup;
    Wishes m_wishes;
    runs::LeaverFacts m_facts;
    std::unique_ptr<runs::Run> m_first;
    std::unique_ptr<runs::Run> m_rest;
    QSet<UserId> m_lookedUp;
    QSet<UserId> m_protected; ///< own or built-in account, last administrator: left as they are
    std::optional<Error> m_journalError;
    bool m_isRestMade = false; ///< there may be none
    http::Handle m_leftOut;
    bool m_isLeftOutRead = false;
    bool m_isReading = false;
    bool m_isStopped = false;
    bool m_isOver = false;
};

} // namespace wallaroo
