#pragma once

#include "api/handle.h"
#include "api/keycloakadminapi.h"
#include "api/usersapi.h"

#include <optional>

namespace wallaroo::api {

class Chain;

/// What this account may do at Keycloak, as far as it is known.
struct KeycloakRights {
    bool asked = false;
    bool mayView = false;
    bool mayManage = false;
};

/// The same act in two ways: the MLOps call, which goes by e-mail and asks the licence, and Keycloak's admin REST,
/// which goes by id and is what the vendor's SDK uses. Which one an instance allows is found out by the first act and
/// remembered. The second way is tried only after the first was refused as such (403, 404, 405), or after the API says
/// that it did not get at Keycloak: the change sets one member to a value, and would do no harm a second time.
class AccountActions {
public:
    enum class Way : quint8 { NotKnown, Api, Keycloak };

    /// Both outlive this.
    AccountActions(UsersApi& users, KeycloakAdminApi& keycloak);

    struct Person {
        UserId id;
        QString email; ///< empty: goes by id
    };

    struct Done {
        Way way = Way::NotKnown;
        Receipt receipt;
    };

    using ActDone = std::function<void(Result<Done>)>;

    /// Activates or deactivates. A refusal of an activation that may be about seats is final: Keycloak would let it
    /// pass behind the licence's back.
    Handle setEnabled(const Person& person, bool enabled, Lane lane, QObject* context, ActDone done);
    /// Changes members. By Keycloak only these. The API writes all members, the role among them: there the rest is
    /// taken from the full list, read anew; where that does not tell roles, or not this person, nothing is sent.
    Handle edit(const UserId& id, const UserChange& change, Lane lane, QObject* context, ActDone done);

    /// Asks Keycloak once what it lets this account do, by reading the own user. Later calls answer from memory.
    void learnRights(const UserId& own, QObject* context, std::function<void(const KeycloakRights&)> done);

    [[nodiscard]] const KeycloakRights& rights() const { return m_rights; }

    /// How activating and deactivating works here.
    [[nodiscard]] Way way() const { return m_way; }

    /// As remembered from an earlier session.
    void setWay(Way way) { m_way = way; }

    /// How new people get in here: a matter of its own, as a refused deactivation says nothing about invitations.
    /// Keycloak only where invitations were refused as not offered at all, never for want of seats.
    [[nodiscard]] Way inviteWay() const { return m_inviteWay; }

    void setInviteWay(Way way) { m_inviteWay = way; }

    /// What became of an invitation; empty: somebody was invited.
    void noteInvited(const std::optional<Error>& refused);

private:
    void editByApi(const UserId& id, const UserChange& change, Lane lane, QObject* context, Chain* chain,
                   const ActDone& done);
    Handle byKeycloak(const UserId& id, const UserChange& change, Lane lane, QObject* context, ActDone done);

    UsersApi* m_users;
    KeycloakAdminApi* m_keycloak;
    Way m_way = Way::NotKnown;
    Way m_editWay = Way::NotKnown;
    Way m_inviteWay = Way::NotKnown;
    KeycloakRights m_rights;
};

} // namespace wallaroo::api
