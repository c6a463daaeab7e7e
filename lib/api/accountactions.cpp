#include "api/accountactions.h"

#include <QMetaObject>
#include <QPointer>

namespace wallaroo::api {
namespace {

/// The way is closed, not the act refused. 403 to an activation may be about seats.
bool isWayClosed(const Error& error, bool mayBeAboutSeats) {
    return error.kind == ErrorKind::NotOffered || (error.kind == ErrorKind::NotAllowed && !mayBeAboutSeats);
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
    auto answered = [=, this, guard = QPointer<QObject>(context),
                     done = std::move(done)](const Result<Receipt>& receipt) {
        if (receipt) {
            m_way = Way::Api;
            return done(Done{Way::Api, *receipt});
        }
        const Error& refused = receipt.error();
        if (!isWayClosed(refused, enabled) || m_way == Way::Api || !guard)
            return done(tl::unexpected(refused));
        byKeycloak(person.id, change, lane, guard, [this, refused, done](const Result<Done>& second) {
            if (second)
                m_way = Way::Keycloak;
            // Refused there too: what the API said is the better reason, unless it has no such call at all
            const bool firstSaysMore =
                !second && second.error().kind == ErrorKind::NotAllowed && refused.kind == ErrorKind::NotAllowed;
            done(firstSaysMore ? Result<Done>(tl::unexpected(refused)) : second);
        });
    };
    return enabled ? m_users->activate(person.email, lane, context, std::move(answered))
                   : m_users->deactivate(person.email, lane, context, std::move(answered));
}

Handle AccountActions::edit(const UserId& id, const UserChange& change, const std::optional<UserEdit>& whole, Lane lane,
                            QObject* context, ActDone done) {
    const auto byApi = [=, this](QObject* living, const ActDone& then) {
        return m_users->edit(*whole, lane, living, [this, then](const Result<Receipt>& receipt) {
            if (!receipt)
                return then(tl::unexpected(receipt.error()));
            m_editWay = Way::Api;
            then(Done{Way::Api, *receipt});
        });
    };
    if (whole && m_editWay == Way::Api)
        return byApi(context, done);
    auto answered = [=, this, guard = QPointer<QObject>(context), done = std::move(done)](const Result<Done>& first) {
        if (first)
            m_editWay = Way::Keycloak;
        else if (whole && guard && isWayClosed(first.error(), false))
            return static_cast<void>(byApi(guard, done));
        done(first);
    };
    return byKeycloak(id, change, lane, context, std::move(answered));
}

void AccountActions::noteInvited(const std::optional<Error>& refused) {
    if (!refused)
        m_inviteWay = Way::Api;
    else if (refused->kind == ErrorKind::NotOffered)
        m_inviteWay = Way::Keycloak;
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
