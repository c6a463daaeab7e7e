#pragma once

#include "sandbox/database.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

struct User {
    std::int64_t position = 0; ///< 1, 2, 3, ... in the order of creation; 0 until stored
    std::string id;
    std::string username; ///< lower case, as Keycloak stores it
    std::optional<std::string> email;
    std::optional<std::string> firstName;
    std::optional<std::string> lastName;
    bool enabled = true;
    bool emailVerified = false;
    bool admin = false;
    std::int64_t created = 0;              ///< ms since 1970 UTC
    bool lastLoginTold = true;             ///< false: the member is missing from the answer
    std::optional<std::int64_t> lastLogin; ///< ms; null when never signed in
    std::vector<std::string> requiredActions;
    std::optional<std::string> federated;    ///< name of an identity provider
    std::optional<std::string> passwordHash; ///< absent: nobody can sign in as this user
    std::vector<std::string> rights;         ///< roles of the client master-realm that were given
    /// Realm roles that were given, but for `admin`, which is a member of its own.
    std::vector<std::string> realmRoles{"default-roles-master"};
    std::int64_t notBefore = 0; ///< seconds; tokens issued before it are void, set by signing the user out
};

/// Roles of master-realm that people of the product have, as recorded: they may see everybody.
inline std::vector<std::string> usualRights() {
    return {"query-users", "query-groups", "view-users"};
}

/// Which users, by SQL over the columns of the table; the values are bound in order.
struct UserFilter {
    std::string condition; ///< empty: everybody
    std::vector<std::string> values;
};

/// The people of the instance. Safe to use from several threads.
class Users {
public:
    explicit Users(Database& database);

    /// Called with the position of every row that was added or changed, also from other threads.
    void onChanged(std::function<void(std::int64_t position)> listener) { m_changed = std::move(listener); }

    /// Held by whoever reads, decides and then writes, so that nobody comes between.
    std::unique_lock<std::recursive_mutex> lock() { return m_database.lock(); }

    std::int64_t count();
    std::int64_t count(const UserFilter& filter);
    /// In the order of user names, as Keycloak lists them; a negative most means no limit.
    void list(const UserFilter& filter, std::int64_t skip, std::int64_t most,
              const std::function<void(const User&)>& visit);
    std::int64_t lastPosition(); ///< 0 when there is nobody
    std::int64_t countEnabled();
    std::optional<User> byId(const std::string& id);           ///< letter case does not matter
    std::optional<User> byEmail(const std::string& email);     ///< letter case does not matter
    std::optional<User> bySignInName(const std::string& name); ///< user name or e-mail, letter case does not matter
    void each(std::int64_t firstPosition, std::int64_t lastPosition, const std::function<void(const User&)>& visit);

    /// Stores a new user. Throws SQLite::Exception when id, user name or e-mail are taken.
    void add(const User& user);
    /// Stores everything but id, user name and creation time of a user that exists.
    void update(const User& user);
    void remove(const User& user);

private:
    std::optional<User> first(const char* condition, const std::string& value);

    Database& m_database;
    SQLite::Statement m_add;
    std::function<void(std::int64_t)> m_changed;
};

} // namespace wallaroo::sandbox
