#pragma once

#include "api/answer.h"
#include "api/listing.h"
#include "domain/instance.h"
#include "domain/user.h"
#include "http/sender.h"

#include <vector>

namespace wallaroo::api {

struct Invitation {
    QString email;   ///< becomes the user name
    Secret password; ///< temporary; empty: the server makes one
    bool isAdmin = false;
    bool mustReset = true; ///< change the password at the first sign-in
};

struct Invited {
    UserId id;
    Secret password; ///< temporary, shown once; may be empty where the server does not tell
    Receipt receipt;
};

/// All that `POST /v1/api/user` writes. It takes no part of it: see UsersApi::edit().
struct UserEdit {
    UserId id;
    QString firstName;
    QString lastName;
    QString email;
    bool enabled = true;
    bool isAdmin = false;
};

/// `users/*` and `user` of the MLOps API (reference §3, guide 1).
class UsersApi {
public:
    UsersApi(http::Sender& sender, Instance instance);

    using Rows = std::function<void(std::vector<User>)>;
    /// Everybody this account may see, in batches while the answer is still arriving (one per 64 KiB piece at most),
    /// then onDone once. The order has no meaning. Rows delivered before a failure stay valid.
    http::Handle list(QObject* context, Rows onRows, std::function<void(Result<ListSummary>)> onDone);

    using UsersDone = std::function<void(Result<std::vector<User>>)>;
    /// These people; whom the server does not know is not among them. Such an answer carries neither last sign-in nor
    /// roles: both are "not told" here, whatever it says (`null` there does not mean "never").
    http::Handle query(const std::vector<UserId>& ids, http::Lane lane, QObject* context, UsersDone done);

    /// A person is made; whether a mail goes out depends on the edition. 403 is told apart: NotOffered when this
    /// product does not manage users here (Keycloak does), NotAllowed when the licensed seats are used up or the
    /// account may not.
    http::Handle invite(const Invitation& invitation, http::Lane lane, QObject* context,
                        std::function<void(Result<Invited>)> done);
    /// By address: people without one cannot be reached so. 200 does not prove the change: read the person again.
    http::Handle activate(const QString& email, http::Lane lane, QObject* context, ReceiptDone done);
    http::Handle deactivate(const QString& email, http::Lane lane, QObject* context, ReceiptDone done);
    /// Writes all members. `isAdmin` gives or takes the role: the caller has it from the full list, read just before,
    /// and never guesses. NotOffered on servers before 2025.
    http::Handle edit(const UserEdit& edit, http::Lane lane, QObject* context, ReceiptDone done);

private:
    http::Handle byEmail(const QString& name, const QString& email, http::Lane lane, QObject* context,
                         ReceiptDone done);

    http::Sender* m_sender;
    Instance m_instance;
};

/// 403 whose words are `user management is not supported in this product configuration`.
[[nodiscard]] bool isNotThisProduct(const Error& error);
/// The API did not get at the person in Keycloak: on instances that do not manage users through it (reference §10.1),
/// or where it does not know the address.
[[nodiscard]] bool isKeycloakNotReached(const Error& error);

} // namespace wallaroo::api
