#include "sandbox/foreignpeople.h"

#include "sandbox/encoding.h"
#include "sandbox/mlops.h"

#include <boost/json/array.hpp>

#include <map>
#include <set>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

constexpr std::size_t kPage = 100; ///< whole rows by the thousand cost Keycloak minutes

[[noreturn]] void refuseUnreachable() {
    throw Refusal{apiError(500, "error querying keycloak server")};
}

std::string reasonOf(const UpstreamAnswer& answer) {
    const json::object* object = answer.body.if_object();
    for (const char* name : {"errorMessage", "error_description", "error"}) {
        std::string text = object != nullptr ? textClaim(*object, name) : std::string();
        if (!text.empty())
            return text;
    }
    return "HTTP " + std::to_string(answer.status);
}

void requireDone(const UpstreamAnswer& answer) {
    if (answer.status == 0 || answer.status >= 500 || answer.status == 401 || answer.status == 403)
        refuseUnreachable();
    if (answer.status >= 400)
        throw Refusal{apiError(400, "Bad request: " + reasonOf(answer))};
}

/// All rows of a list that is handed out by pages.
std::vector<json::object> allOf(Upstream& upstream, const std::string& path) {
    std::vector<json::object> rows;
    for (;;) {
        const UpstreamAnswer answer =
            upstream.call("GET", path + "?first=" + std::to_string(rows.size()) + "&max=" + std::to_string(kPage));
        if (answer.status != 200 || !answer.body.is_array())
            refuseUnreachable();
        const json::array& page = answer.body.get_array();
        for (const json::value& row : page) {
            if (row.is_object())
                rows.push_back(row.get_object());
        }
        if (page.size() < kPage)
            return rows;
    }
}

std::optional<std::string> textOrNothing(const json::object& row, const char* name) {
    const std::string text = textClaim(row, name);
    return text.empty() ? std::nullopt : std::optional(text);
}

bool flagOf(const json::object& row, const char* name) {
    const json::value* value = row.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

User userOf(const json::object& row, const std::set<std::string>& admins) {
    User user;
    user.id = textClaim(row, "id");
    user.username = textClaim(row, "username");
    user.email = textOrNothing(row, "email");
    user.firstName = textOrNothing(row, "firstName");
    user.lastName = textOrNothing(row, "lastName");
    user.enabled = flagOf(row, "enabled");
    user.emailVerified = flagOf(row, "emailVerified");
    user.admin = admins.count(user.id) > 0;
    user.lastLoginTold = false; // Keycloak does not say
    if (const json::value* created = row.if_contains("createdTimestamp"); created != nullptr && created->is_int64())
        user.created = created->get_int64();
    if (const json::value* actions = row.if_contains("requiredActions"); actions != nullptr && actions->is_array()) {
        for (const json::value& action : actions->get_array()) {
            if (action.is_string())
                user.requiredActions.emplace_back(action.get_string());
        }
    }
    return user;
}

bool sameInKeycloak(const User& one, const User& other) {
    return one.email == other.email && one.firstName == other.firstName && one.lastName == other.lastName
           && one.enabled == other.enabled && one.emailVerified == other.emailVerified && one.admin == other.admin
           && one.requiredActions == other.requiredActions;
}

json::value textOrEmpty(const std::optional<std::string>& text) {
    return json::string(text.value_or(""));
}

} // namespace

void ForeignPeople::pull() {
    std::set<std::string> admins;
    for (const json::object& row : allOf(m_upstream, "/roles/admin/users"))
        admins.insert(textClaim(row, "id"));
    std::map<std::string, User> there;
    for (const json::object& row : allOf(m_upstream, "/users")) {
        User user = userOf(row, admins);
        there.emplace(user.id, std::move(user));
    }
    const auto held = m_users.lock();
    std::vector<User> here;
    m_users.each(0, m_users.lastPosition(), [&here](const User& user) { here.push_back(user); });
    for (const User& known : here) {
        const auto found = there.find(known.id);
        if (found == there.end() || found->second.username != known.username) {
            m_users.remove(known);
            continue;
        }
        if (!sameInKeycloak(known, found->second)) {
            found->second.position = known.position;
            m_users.update(found->second);
        }
        there.erase(found);
    }
    for (const auto& [id, user] : there)
        m_users.add(user);
}

std::string ForeignPeople::create(const User& user, const std::string& password) {
    json::array actions;
    for (const std::string& action : user.requiredActions)
        actions.emplace_back(action);
    const json::object credential{{"type", "password"}, {"value", password}, {"temporary", false}};
    const UpstreamAnswer answer = m_upstream.call("POST", "/users",
                                                  json::object{{"username", user.username},
                                                               {"email", textOrEmpty(user.email)},
                                                               {"enabled", user.enabled},
                                                               {"requiredActions", actions},
                                                               {"credentials", json::array{credential}}});
    requireDone(answer);
    std::string id = answer.location.substr(answer.location.rfind('/') + 1);
    if (user.admin)
        setAdmin(id, true);
    return id;
}

void ForeignPeople::change(const User& before, const User& after) {
    json::object changes;
    if (before.email != after.email)
        changes["email"] = textOrEmpty(after.email);
    if (before.firstName != after.firstName)
        changes["firstName"] = textOrEmpty(after.firstName);
    if (before.lastName != after.lastName)
        changes["lastName"] = textOrEmpty(after.lastName);
    if (before.enabled != after.enabled)
        changes["enabled"] = after.enabled;
    if (!changes.empty())
        requireDone(m_upstream.call("PUT", "/users/" + after.id, changes));
    if (before.admin != after.admin)
        setAdmin(after.id, after.admin);
}

void ForeignPeople::setAdmin(const std::string& id, bool admin) {
    const UpstreamAnswer role = m_upstream.call("GET", "/roles/admin");
    if (role.status != 200)
        refuseUnreachable();
    requireDone(
        m_upstream.call(admin ? "POST" : "DELETE", "/users/" + id + "/role-mappings/realm", json::array{role.body}));
}

} // namespace wallaroo::sandbox
