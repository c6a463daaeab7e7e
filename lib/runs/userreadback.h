#pragma once

#include "api/keycloakadminapi.h"
#include "runs/actions.h"
#include "runs/peoplelookup.h"

#include <QObject>

namespace wallaroo::runs {

/// Looks at what became of steps that concern people: one query for all who can be read together, one look each at
/// sessions, roles and locks, and one pass through the list where an address has to be found. Deletes itself after it
/// called back, or with its context.
class UserReadBack final : public QObject {
    Q_OBJECT
public:
    using Told = std::function<void(const std::vector<User>&)>;

    UserReadBack(api::UsersApi& users, api::KeycloakAdminApi& keycloak, std::vector<Sent> steps, QObject* context,
                 Told peopleRead, Actions::Read done);

    void start();

private:
    void askKeycloak(std::size_t at);
    void lookFor(const std::vector<std::size_t>& newcomers);
    void judgePeople(const PeopleLookup::Found& found);
    void oneIsOver();

    api::UsersApi* m_users;
    api::KeycloakAdminApi* m_keycloak;
    std::vector<Sent> m_steps;
    std::vector<ReadBack> m_answers;
    Told m_peopleRead;
    Actions::Read m_done;
    int m_open = 0;
};

/// What a person, as read, says of a step: applied or not, and in which words. `person` is null when the server does
/// not know the id.
[[nodiscard]] ReadBack judge(const Step& step, const User* person);

} // namespace wallaroo::runs
