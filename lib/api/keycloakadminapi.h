#pragma once

#include "api/answer.h"
#include "api/listing.h"
#include "domain/instance.h"
#include "domain/keycloak.h"
#include "http/sender.h"

#include <optional>
#include <vector>

namespace wallaroo::api {

/// The members to change; the others are left out of the request and stay as they are. A whole person is never written
/// back: while a brute-force lock is on, a person reads as disabled, and writing that disables the account for good.
struct UserChange {
    std::optional<QString> firstName{};
    std::optional<QString> lastName{};
    std::optional<QString> email{}; ///< "" takes the address away
    std::optional<bool> enabled{};
    std::optional<QStringList> requiredActions{};

    [[nodiscard]] bool isEmpty() const { return !firstName && !lastName && !email && !enabled && !requiredActions; }
};

struct NewUser {
    QString username; ///< kept in lower case by Keycloak
    QString email;
    QString firstName;
    QString lastName;
    Secret temporaryPassword; ///< has to be changed at the first sign-in; empty: none is set
};

struct UsersPage {
    QString search; ///< over user name, e-mail and names; prefixes, `*inside*`, `"exact"`; empty: everybody
    std::optional<bool> enabled{};
    int first = 0;
    int most = 1000; ///< brief rows
};

/// Keycloak's admin REST for people, with the token of who is signed in (reference/keycloak.md §3). Whether that may do
/// something shows only when it is tried: 403, or, with query-users alone, an empty list.
class KeycloakAdminApi {
public:
    KeycloakAdminApi(http::Sender& sender, Instance instance);

    template <typename T>
    using Told = std::function<void(Result<T>)>;
    using Rows = std::function<void(std::vector<User>)>;

    /// One page in brief form, which leaves out required actions: the full form takes minutes for thousands. Roles and
    /// last sign-ins are not told. An empty first page of everybody means "not allowed": nobody is missing from it who
    /// asks.
    http::Handle list(const UsersPage& page, QObject* context, Rows onRows, Told<ListSummary> onDone);
    /// Who has the role `admin` given directly.
    http::Handle adminMembers(int first, int most, QObject* context, Rows onRows, Told<ListSummary> onDone);
    /// With the exact user name, which is how a new person is found again when the answer was lost.
    http::Handle byUsername(const QString& username, QObject* context, Told<std::optional<KeycloakUser>> done);
    /// NotFound when there is no such person.
    http::Handle one(const UserId& id, http::Lane lane, QObject* context, Told<KeycloakUser> done);

    /// BadInput when there is nothing to change.
    http::Handle update(const UserId& id, const UserChange& change, http::Lane lane, QObject* context,
                        ReceiptDone done);

    struct Created {
        UserId id; ///< empty where the answer does not say
        Receipt receipt;
    };

    http::Handle create(const NewUser& person, http::Lane lane, QObject* context, Told<Created> done);
    http::Handle remove(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done);
    /// A temporary one has to be changed at the next sign-in.
    http::Handle resetPassword(const UserId& id, const Secret& password, bool temporary, http::Lane lane,
                               QObject* context, ReceiptDone done);

    http::Handle sessions(const UserId& id, http::Lane lane, QObject* context, Told<std::vector<UserSession>> done);
    http::Handle endSession(const QString& sessionId, http::Lane lane, QObject* context, ReceiptDone done);
    /// Ends all online sessions; offline ones stay (reference/keycloak.md §2.2).
    http::Handle logOut(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done);

    /// Given directly; with `effective` also what composite roles bring.
    http::Handle realmRoles(const UserId& id, bool effective, http::Lane lane, QObject* context,
                            Told<std::vector<Role>> done);
    /// Of clients, given directly, as "client: role".
    http::Handle clientRoles(const UserId& id, http::Lane lane, QObject* context, Told<QStringList> done);
    /// The role by its name: giving it needs its id. Only an administrator may read one.
    http::Handle role(const QString& name, http::Lane lane, QObject* context, Told<Role> done);
    http::Handle giveRole(const UserId& id, const Role& role, http::Lane lane, QObject* context, ReceiptDone done);
    http::Handle takeRole(const UserId& id, const Role& role, http::Lane lane, QObject* context, ReceiptDone done);

    http::Handle lockState(const UserId& id, http::Lane lane, QObject* context, Told<LockState> done);
    http::Handle clearLock(const UserId& id, http::Lane lane, QObject* context, ReceiptDone done);

    /// The internal id of a client, for the address of its page; nothing when it is not there or not shown to this
    /// account.
    http::Handle clientId(const QString& client, QObject* context, Told<std::optional<QString>> done);

    /// {authBase}/admin/realms/master/{path}
    [[nodiscard]] QUrl address(const QString& path) const;

private:
    template <typename T, typename Read>
    http::Handle get(const QString& name, const QUrl& url, http::Lane lane, QObject* context, Read read, Told<T> done);
    http::Handle page(const QString& name, const QUrl& url, QObject* context, Rows onRows, Told<ListSummary> onDone);
    http::Handle change(const QString& name, http::Method method, const QUrl& url, Secret body, http::Lane lane,
                        QObject* context, ReceiptDone done);

    http::Sender* m_sender;
    Instance m_instance;
};

/// An error of the admin REST in words that help: what is missing to be allowed, who is not there any more, which field
/// is wrong. Decided on the status and the server's words, which differ by version.
[[nodiscard]] Error explainedByAdmin(Error error);

} // namespace wallaroo::api
