#pragma once

#include "api/keycloakadminapi.h"
#include "runs/actions.h"
#include "runs/peoplelookup.h"

#include <QObject>
#include <QSet>

namespace wallaroo::runs {

/// Looks at what became of steps that concern people: one query for all who can be read together, one look each at
/// sessions, roles and locks, and one pass through the list where an address has to be found. Deletes itself after it
/// called back, or with its context.
///
/// By id, whom a lock holds reads as inactive (reference/keycloak.md §3), which would confirm any deactivation. Who was
/// read as active right before is not in doubt; of the others the lock is looked at, if they are few, and of who is
/// locked, or may be, the list tells what is so: one pass for all of them.
class UserReadBack final : public QObject {
    Q_OBJECT
public:
    using Told = std::function<void(const std::vector<User>&)>;

    static constexpr std::size_t mostLockLooks = 12;

    UserReadBack(api::UsersApi& users, api::KeycloakAdminApi& keycloak, std::vector<Sent> steps, QObject* context,
                 Told peopleRead, Actions::Read done);

    /// Who was read by id as active right before the run.
    void setSeenActive(const QSet<UserId>& people) { m_seenActive = people; }

    void start();

private:
    void askKeycloak(std::size_t at);
    void lookFor(const std::vector<std::size_t>& newcomers);
    void judgePeople(const PeopleLookup::Found& found);
    void lookAtLocks(const std::vector<std::size_t>& doubtful);
    void askTheList(const std::vector<std::size_t>& doubtful);
    void oneIsOver();

    api::UsersApi* m_users;
    api::KeycloakAdminApi* m_keycloak;
    std::vector<Sent> m_steps;
    std::vector<ReadBack> m_answers;
    QSet<UserId> m_seenActive;
    Told m_peopleRead;
    Actions::Read m_done;
    int m_open = 0;
};

/// What a person, as read, says of a step: applied or not, and in which words. `person` is null when the server does
/// not know the id. Inactive is taken at its word: see above.
[[nodiscard]] ReadBack judge(const Step& step, const User* person);

} // namespace wallaroo::runs
