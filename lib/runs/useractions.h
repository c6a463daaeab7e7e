#pragma once

#include "api/accountactions.h"
#include "api/handle.h"
#include "api/keycloakadminapi.h"
#include "api/usersapi.h"
#include "domain/protection.h"
#include "runs/actions.h"
#include "runs/peoplelookup.h"

#include <QSet>

namespace wallaroo::runs {

/// The steps that concern people. Their kinds, and what stands in their arguments beside the `id`:
///
///     user.deactivate, user.activate   email
///     user.edit                        set, before: members that change, as they will be and as they were
///     user.invite                      email, admin; firstName, lastName: not sent, kept for the other way
///     user.create                      username, email, firstName, lastName; in Keycloak, no mail goes out
///     user.delete
///     user.password                    a temporary one, made here; before: what was asked for, where it is told
///     user.actions                     actions, before: what Keycloak asks for at the next sign-in
///     user.give-admin, user.take-admin; after a user.create without an id, which that one tells
///     user.logout, user.unlock
class UserActions final : public Actions {
public:
    /// All outlive this.
    UserActions(api::UsersApi& users, api::KeycloakAdminApi& keycloak, api::AccountActions& accounts);

    /// Told whenever people were read again: answers by id, so without last sign-in and roles. For the table.
    void onPeopleRead(std::function<void(const std::vector<User>&)> told) { m_peopleRead = std::move(told); }

    using Judge = std::function<std::vector<Protection>(const std::vector<UserId>&)>;

    /// Asked right before each start, continuing and retry, about those whose access would go: who may not lose it is
    /// left out then, however the plan came about. The roles are told by lists alone, so this is not read here.
    void protectBy(Judge judge) { m_judge = std::move(judge); }

    [[nodiscard]] bool knows(const QString& kind) const override;
    /// Who is (de)activated is read again: whose address changed, who is gone, or is so already, is left out. Of who
    /// reads as inactive the lock is looked at: a locked person reads so, too.
    void prepare(const std::vector<Item>& items, QObject* context, Prepared done) override;
    api::Handle perform(const Step& step, QObject* context, Performed done) override;
    [[nodiscard]] Step filledIn(const Step& step, const StepResult& needed) const override;
    void readBack(const std::vector<Sent>& steps, QObject* context, Read done) override;
    [[nodiscard]] std::optional<Step> inverse(const Step& step, const StepResult& result) const override;

private:
    [[nodiscard]] std::vector<Hindrance> protectedOf(const std::vector<Item>& items) const;
    void judgeSubjects(const std::vector<Item>& items, const std::vector<Hindrance>& reasons,
                       const PeopleLookup::Found& found, QObject* context, const Prepared& done);
    api::Handle act(const Step& step, QObject* context, Performed done);
    api::Handle administrate(const Step& step, QObject* context, Performed done);
    api::Handle setRole(const Step& step, bool give, QObject* context, Performed done);

    api::UsersApi* m_users;
    api::KeycloakAdminApi* m_keycloak;
    api::AccountActions* m_accounts;
    std::optional<Role> m_adminRole;
    QSet<UserId> m_seenActive; ///< by id, right before a run
    std::function<void(const std::vector<User>&)> m_peopleRead;
    Judge m_judge;
};

} // namespace wallaroo::runs
