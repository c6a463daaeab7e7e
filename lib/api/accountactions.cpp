#include "api/accountactions.h"

#include "api/chain.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <algorithm>
#include <memory>

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::AccountActions)
};

/// The way is closed, not the act refused. 403 to an activation may be about seats.
bool isWayClosed(const Error& error, bool mayBeAboutSeats) {
    return error.kind == ErrorKind::NotOffered || (error.kind == ErrorKind::NotAllowed && !mayBeAboutSeats);
}

/// Both ways were tried, and the first one was closed to everybody.
Error closedBothWays(Error atKeycloak) {
    atKeycloak.sentence = Say::tr("The API does not do this here, and Keycloak does not let your account do it.");
    atKeycloak.advice = Say::tr("Ask for manage-users of the client master-realm, or for the role admin.");
    return atKeycloak;
}

/// What to say where Keycloak refused, too: the API's words are the better reason, unless it does not do it at all.
Error refusedTwice(const Error& atApi, const Error& atKeycloak) {
    if (atKeycloak.kind != ErrorKind::NotAllowed)
        return atKeycloak;
    return atApi.kind == ErrorKind::NotAllowed ? atApi : closedBothWays(atKeycloak);
}

UserEdit wholeOf(const User& person, const UserChange& change) {
    return {person.id(),
            change.firstName.value_or(person.firstName()),
            change.lastName.value_or(person.lastName()),
            change.email.value_or(person.email()),
            change.enabled.value_or(person.status != UserStatus::Inactive),
            person.type == UserType::Administrator};
}

QString askForKeycloak() {
    return Say::tr("Ask for manage-users of master-realm at Keycloak. Nothing was changed.");
}

tl::unexpected<Error> rolesNotTold() {
    return failure(ErrorKind::NotAllowed,
                   Say::tr("Your account may not change people at Keycloak, and the API would write the role "
                           "administrator as well, which this instance does not tell here."),
                   askForKeycloak());
}

/// Keycloak is closed to this account, and the instance has no such call, or not in this product: no address mends it.
Error withWayOn(Error error) {
    if (error.kind == ErrorKind::NotOffered)
        error.advice = askForKeycloak();
    return error;
}

} // namespace

AccountActions::AccountActions(UsersApi& users, KeycloakAdminApi& keycloak) : m_users(&users), m_keycloak(&keycloak) {
}

Handle AccountActions::byKeycloak(const UserId& id, const UserChange& change, Lane lane, QObject* context,
                                  ActDone done) {
    return m_keycloak->update(id, change, lane, context, [done = std::move(done)](const Result<Receipt>& receipt) {
        if (!receipt)
            return done(tl::unexpected(receipt.error()));
        done(Done{Way::Keycloak, *receipt});
    });
}

Handle AccountActions::setEnabled(const Person& person, bool enabled, Lane lane, QObject* context, ActDone done) {
    UserChange change;
    change.enabled = enabled;
    if (person.email.isEmpty() || m_way == Way::Keycloak)
        return byKeycloak(person.id, change, lane, context, std::move(done));
    auto* chain = new Chain(context);
    const QPointer<Chain> link(chain);
    auto answered = [=, this, done = std::move(done)](const Result<Receipt>& receipt) {
        if (receipt) {
            m_way = Way::Api;
            return Chain::end(link, done, Result<Done>(Done{Way::Api, *receipt}));
        }
        const Error& refused = receipt.error();
        const bool isClosed = isKeycloakNotReached(refused) || (isWayClosed(refused, enabled) && m_way != Way::Api);
        if (!isClosed)
            return Chain::end(link, done, Result<Done>(tl::unexpected(refused)));
        const auto second = [=, this](const Result<Done>& result) {
            if (!result)
                return Chain::end(link, done, Result<Done>(tl::unexpected(refusedTwice(refused, result.error()))));
            if (m_way != Way::Api) // where it has worked it is asked again: it minds the seats
                m_way = Way::Keycloak;
            Chain::end(link, done, result);
        };
        link->follow(byKeycloak(person.id, change, lane, context, second));
    };
    chain->follow(enabled ? m_users->activate(person.email, lane, context, std::move(answered))
                          : m_users->deactivate(person.email, lane, context, std::move(answered)));
    return chain->handle();
}

Handle AccountActions::edit(const UserId& id, const UserChange& change, Lane lane, QObject* context, ActDone done) {
    auto* chain = new Chain(context);
    const auto ended = [link = QPointer<Chain>(chain), done = std::move(done)](const Result<Done>& result) {
        Chain::end(link, done, result);
    };
    if (m_editWay == Way::Api) {
        editByApi(id, change, lane, context, chain, ended);
        return chain->handle();
    }
    chain->follow(byKeycloak(id, change, lane, context, [=, this](const Result<Done>& first) {
        if (!first && isWayClosed(first.error(), false))
            return editByApi(id, change, lane, context, chain, ended);
        if (first)
            m_editWay = Way::Keycloak;
        ended(first);
    }));
    return chain->handle();
}

/// It writes all members: what is not to change is taken from the full list, read just before. An answer by id would
/// not do: it tells no roles, and whom a lock holds reads as inactive there.
void AccountActions::editByApi(const UserId& id, const UserChange& change, Lane lane, QObject* context, Chain* chain,
                               const ActDone& done) {
    const auto found = std::make_shared<std::optional<User>>();
    const auto onRows = [found, id](const std::vector<User>& rows) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&id](const User& one) { return one.id() == id; });
        if (row != rows.end())
            *found = *row;
    };
    const auto listed = [=, this](const Result<ListSummary>& summary) {
        if (!summary)
            return done(tl::unexpected(summary.error()));
        if (!*found)
            return done(failure(ErrorKind::NotFound, Say::tr("This person is not in the list any more.")));
        if (!summary->typesTold)
            return done(rolesNotTold());
        chain->follow(m_users->edit(wholeOf(**found, change), lane, context, [=, this](const Result<Receipt>& receipt) {
            if (!receipt)
                return done(tl::unexpected(withWayOn(receipt.error())));
            m_editWay = Way::Api;
            done(Done{Way::Api, *receipt});
        }));
    };
    chain->follow(m_users->list(context, onRows, listed), false);
}

void AccountActions::noteInvited(const std::optional<Error>& refused) {
    if (!refused)
        m_inviteWay = Way::Api;
    else if (refused->kind == ErrorKind::NotOffered)
        m_inviteWay = Way::Keycloak;
    // Not managing users is said of all that is done to them; that one call is missing is not
    if (refused && isNotThisProduct(*refused) && m_way == Way::NotKnown)
        m_way = Way::Keycloak;
}

void AccountActions::learnRights(const UserId& own, QObject* context, std::function<void(const KeycloakRights&)> done) {
    if (m_rights.asked) {
        QMetaObject::invokeMethod(
            context, [this, done = std::move(done)] { done(m_rights); }, Qt::QueuedConnection);
        return;
    }
    m_keycloak->one(own, Lane::Interactive, context, [this, done = std::move(done)](const Result<KeycloakUser>& self) {
        if (self) {
            m_rights = {true, true, self->mayManage.value_or(false)};
        } else if (self.error().kind == ErrorKind::NotAllowed || self.error().kind == ErrorKind::NotOffered) {
            m_rights = {true, false, false};
        }
        done(m_rights); // else not asked: the next one asks again
    });
}

} // namespace wallaroo::api
