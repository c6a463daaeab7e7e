#include "runs/useractions.h"

#include "api/chain.h"
#include "runs/temporarypassword.h"
#include "runs/userplans.h"

#include <QCoreApplication>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UserActions)
};

QString throughKeycloak() {
    return Say::tr("through Keycloak");
}

constexpr auto lane = api::Lane::Bulk;

QString text(const Step& step, QLatin1StringView name) {
    return step.arguments[name].toString();
}

UserId idOf(const Step& step) {
    return UserId::fromString(text(step, "id"_L1));
}

StepResult resultOf(const api::Receipt& receipt) {
    StepResult result;
    result.requestId = receipt.requestId;
    result.sentAgain = receipt.sentAgain;
    return result;
}

api::ReceiptDone receiptTo(Actions::Performed done) {
    return [done = std::move(done)](const Result<api::Receipt>& receipt) {
        done(receipt ? Result<StepResult>(resultOf(*receipt)) : tl::unexpected(receipt.error()));
    };
}

api::AccountActions::ActDone actTo(Actions::Performed done) {
    return [done = std::move(done)](const Result<api::AccountActions::Done>& acted) {
        if (!acted)
            return done(tl::unexpected(acted.error()));
        StepResult result = resultOf(acted->receipt);
        if (acted->way == api::AccountActions::Way::Keycloak)
            result.note = throughKeycloak();
        done(result);
    };
}

std::optional<QString> optionalText(const QJsonObject& object, QLatin1StringView name) {
    return object.contains(name) ? std::optional(object[name].toString()) : std::nullopt;
}

api::UserChange changeOf(const QJsonObject& set) {
    api::UserChange change;
    change.firstName = optionalText(set, "firstName"_L1);
    change.lastName = optionalText(set, "lastName"_L1);
    change.email = optionalText(set, "email"_L1);
    return change;
}

} // namespace

UserActions::UserActions(api::UsersApi& users, api::KeycloakAdminApi& keycloak, api::AccountActions& accounts)
    : m_users(&users),
      m_keycloak(&keycloak),
      m_accounts(&accounts) {
}

bool UserActions::knows(const QString& kind) const {
    return kind.startsWith("user."_L1);
}

api::Handle UserActions::perform(const Step& step, QObject* context, Performed done) {
    if (step.kind == "user.deactivate"_L1 || step.kind == "user.activate"_L1) {
        return m_accounts->setEnabled({idOf(step), text(step, "email"_L1)}, step.kind == "user.activate"_L1, lane,
                                      context, actTo(std::move(done)));
    }
    if (step.kind == "user.edit"_L1) {
        return m_accounts->edit(idOf(step), changeOf(step.arguments["set"_L1].toObject()), lane, context,
                                actTo(std::move(done)));
    }
    if (step.kind == "user.invite"_L1 || step.kind == "user.create"_L1 || step.kind == "user.password"_L1)
        return act(step, context, std::move(done));
    return administrate(step, context, std::move(done));
}

/// What hands out a temporary password.
api::Handle UserActions::act(const Step& step, QObject* context, Performed done) {
    if (step.kind == "user.invite"_L1) {
        api::Invitation invitation;
        invitation.email = text(step, "email"_L1);
        invitation.isAdmin = step.arguments["admin"_L1].toBool();
        return m_users->invite(invitation, lane, context,
                               [accounts = m_accounts, done = std::move(done)](const Result<api::Invited>& invited) {
                                   accounts->noteInvited(invited ? std::nullopt : std::optional(invited.error()));
                                   if (!invited)
                                       return done(tl::unexpected(invited.error()));
                                   StepResult result = resultOf(invited->receipt);
                                   result.newId = invited->id.toString();
                                   result.secret = invited->password;
                                   done(result);
                               });
    }
    const Secret password = makeTemporaryPassword();
    if (step.kind == "user.password"_L1) {
        return m_keycloak->resetPassword(idOf(step), password, true, lane, context,
                                         [password, done = std::move(done)](const Result<api::Receipt>& receipt) {
                                             if (!receipt)
                                                 return done(tl::unexpected(receipt.error()));
                                             StepResult result = resultOf(*receipt);
                                             result.secret = password;
                                             done(result);
                                         });
    }
    const api::NewUser person{text(step, "username"_L1), text(step, "email"_L1), text(step, "firstName"_L1),
                              text(step, "lastName"_L1), password};
    return m_keycloak->create(
        person, lane, context,
        [password, done = std::move(done)](const Result<api::KeycloakAdminApi::Created>& created) {
            if (!created)
                return done(tl::unexpected(created.error()));
            StepResult result = resultOf(created->receipt);
            result.newId = created->id.toString();
            result.secret = password;
            result.note = Say::tr("No mail goes out: hand over the temporary password.");
            done(result);
        });
}

api::Handle UserActions::administrate(const Step& step, QObject* context, Performed done) {
    const UserId id = idOf(step);
    if (step.kind == "user.delete"_L1)
        return m_keycloak->remove(id, lane, context, receiptTo(std::move(done)));
    if (step.kind == "user.logout"_L1)
        return m_keycloak->logOut(id, lane, context, receiptTo(std::move(done)));
    if (step.kind == "user.unlock"_L1)
        return m_keycloak->clearLock(id, lane, context, receiptTo(std::move(done)));
    if (step.kind == "user.actions"_L1) {
        api::UserChange change;
        change.requiredActions = step.arguments["actions"_L1].toVariant().toStringList();
        return m_keycloak->update(id, change, lane, context, receiptTo(std::move(done)));
    }
    if (step.kind == "user.give-admin"_L1 || step.kind == "user.take-admin"_L1)
        return setRole(step, step.kind == "user.give-admin"_L1, context, std::move(done));
    const auto unknown = failure(ErrorKind::BadInput, Say::tr("This version of the program does not know this step."),
                                 {}, u"step: "_s + step.kind);
    QMetaObject::invokeMethod(
        context, [done = std::move(done), unknown] { done(unknown); }, Qt::QueuedConnection);
    return {};
}

Step UserActions::filledIn(const Step& step, const StepResult& needed) const {
    Step filled = step;
    if (idOf(step).isEmpty() && !needed.newId.isEmpty())
        filled.arguments[u"id"_s] = needed.newId;
    return filled;
}

/// The role's id is asked for once.
api::Handle UserActions::setRole(const Step& step, bool give, QObject* context, Performed done) {
    if (idOf(step).isEmpty()) {
        const auto untold = failure(ErrorKind::NotFound, Say::tr("The server did not tell the id of the new account."),
                                    Say::tr("Give the role of administrator from the table."));
        QMetaObject::invokeMethod(
            context, [done = std::move(done), untold] { done(untold); }, Qt::QueuedConnection);
        return {};
    }
    const auto send = [this, id = idOf(step), give](QObject* living, Performed then) {
        return give ? m_keycloak->giveRole(id, *m_adminRole, lane, living, receiptTo(std::move(then)))
                    : m_keycloak->takeRole(id, *m_adminRole, lane, living, receiptTo(std::move(then)));
    };
    if (m_adminRole)
        return send(context, std::move(done));
    auto* chain = new api::Chain(context);
    const auto ended = [link = QPointer<api::Chain>(chain), done = std::move(done)](const Result<StepResult>& result) {
        api::Chain::end(link, done, result);
    };
    const auto found = [this, send, chain, context, ended](const Result<Role>& role) {
        if (!role)
            return ended(tl::unexpected(role.error()));
        m_adminRole = *role;
        chain->follow(send(context, ended));
    };
    chain->follow(m_keycloak->role(u"admin"_s, lane, context, found), false);
    return chain->handle();
}

std::optional<Step> UserActions::inverse(const Step& step, const StepResult& /*result*/) const {
    static const QHash<QString, QString> opposites{{u"user.deactivate"_s, u"user.activate"_s},
                                                   {u"user.activate"_s, u"user.deactivate"_s},
                                                   {u"user.give-admin"_s, u"user.take-admin"_s},
                                                   {u"user.take-admin"_s, u"user.give-admin"_s}};
    const auto opposite = opposites.find(step.kind);
    if (opposite != opposites.end() && idOf(step).isEmpty())
        return std::nullopt; // of a new account, which stays all the same
    if (opposite != opposites.end())
        return userStep(*opposite, step.arguments);
    QJsonObject arguments = step.arguments;
    if (step.kind == "user.actions"_L1) {
        arguments[u"actions"_s] = step.arguments["before"_L1];
        arguments[u"before"_s] = step.arguments["actions"_L1];
        return userStep(step.kind, arguments);
    }
    if (step.kind == "user.edit"_L1) {
        arguments[u"set"_s] = step.arguments["before"_L1];
        arguments[u"before"_s] = step.arguments["set"_L1];
        arguments.remove("whole"_L1); // in journals of earlier versions
        return userStep(step.kind, arguments);
    }
    return std::nullopt; // an invitation, a password, an ended session, a deletion cannot be taken back
}

} // namespace wallaroo::runs
