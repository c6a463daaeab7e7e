#include "sandbox/encoding.h"
#include "sandbox/jsonbody.h"
#include "sandbox/mlops.h"
#include "sandbox/passwords.h"
#include "sandbox/randomness.h"
#include "sandbox/userjson.h"
#include "sandbox/userprofile.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace wallaroo::sandbox {

namespace {

void requireAdmin(const Caller& caller) {
    if (!caller.admin)
        throw Refusal{apiError(403, "Forbidden: this call needs the role admin")};
}

void requireUserManagement(const Mlops& mlops) {
    if (!mlops.managesUsers)
        throw Refusal{apiError(403, "user management is not supported in this product configuration")};
}

void requireSeat(const Mlops& mlops) {
    if (mlops.seats > 0 && mlops.users.countEnabled() >= mlops.seats)
        throw Refusal{apiError(403, "The licensed number of users is reached.")};
}

std::int64_t millisecondsNow() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void store(const Mlops& mlops, const User& before, const User& after) {
    if (mlops.people != nullptr)
        mlops.people->change(before, after);
    mlops.users.update(after);
}

Reply setEnabled(const Mlops& mlops, const Call& call, bool enabled) {
    const std::string email = JsonBody(call.body).text("email");
    const auto held = mlops.users.lock();
    auto user = mlops.users.byEmail(email);
    if (!user || !mlops.managesUsers)
        return apiError(500, "error querying keycloak server");
    if (enabled && !user->enabled)
        requireSeat(mlops);
    const User before = *user;
    user->enabled = enabled;
    store(mlops, before, *user);
    return jsonReply(200, "{}");
}

// Whom the caller sees; nothing means everybody.
std::optional<std::set<std::string>> visibleIds(const Mlops& mlops, const Caller& caller) {
    if (!mlops.partialView || caller.admin)
        return std::nullopt;
    std::set<std::string> ids{caller.userId};
    for (const std::int64_t workspace : mlops.workspaces.ofUser(caller.userId)) {
        for (const Member& member : mlops.workspaces.members(workspace))
            ids.insert(member.userId);
    }
    return ids;
}

std::string colleagues(const Mlops& mlops, const std::set<std::string>& ids) {
    std::string body = "{\"users\":{";
    for (const std::string& id : ids) {
        const auto user = mlops.users.byId(id);
        if (!user)
            continue;
        body += body.back() == '}' ? ",\"" : "\"";
        body += id + "\":";
        appendUser(body, *user, UserShape::Listed, false);
    }
    return body + "}}";
}

std::optional<std::string> nameOrNothing(const std::string& name) {
    return name.empty() ? std::nullopt : std::optional<std::string>(name);
}

} // namespace

Reply usersQuery(const Mlops& mlops, const Caller& caller, const Call& call) {
    const auto ids = JsonBody(call.body).optionalTexts("user_ids");
    const auto visible = visibleIds(mlops, caller);
    if (!ids && visible)
        return jsonReply(200, colleagues(mlops, *visible));
    if (!ids) {
        Reply reply = jsonReply(200, {});
        reply.source = (caller.admin ? mlops.pagesForAdmins : mlops.pagesForOthers).body();
        return reply;
    }
    std::string body = "{\"users\":{";
    std::set<std::string> seen;
    for (const std::string& id : *ids) {
        if (!seen.insert(id).second)
            continue;
        if (seen.size() > 1)
            body += ',';
        appendJsonString(body, id);
        body += ':';
        auto user = mlops.users.byId(id); // the key stays as it was sent
        // It asks Keycloak for one user each, where a locked one reads so; lists tell the truth (keycloak.md §3)
        if (user && mlops.lockouts != nullptr)
            user->enabled = user->enabled && !mlops.lockouts->isLocked(user->id, millisecondsNow() / 1000);
        if (user && (!visible || visible->count(user->id) > 0))
            appendUser(body, *user, UserShape::ById, caller.admin);
        else
            body += "null";
    }
    return jsonReply(200, body + "}}");
}

Reply usersInvite(const Mlops& mlops, const Caller& caller, const Call& call) {
    requireAdmin(caller);
    requireUserManagement(mlops);
    const JsonBody body(call.body);
    const std::string email = lowerCase(body.text("email"));
    const auto given = body.optionalText("password");
    const auto roles = body.optionalTexts("roles").value_or(std::vector<std::string>());
    const bool reset = body.optionalFlag("require_reset").value_or(true);
    if (!looksLikeAddress(email))
        return apiError(400, "Bad request: the e-mail address is not valid");
    if (given && given->empty())
        return apiError(400, "Bad request: Empty password not allowed");
    const auto held = mlops.users.lock();
    if (mlops.users.bySignInName(email))
        return apiError(400, "Bad request: User exists with same email");
    requireSeat(mlops);

    const std::string password = given.value_or(randomSecret(16));
    User user;
    user.id = randomUuid();
    user.username = email;
    user.email = email;
    user.admin = std::find(roles.begin(), roles.end(), "admin") != roles.end();
    user.created = millisecondsNow();
    if (reset)
        user.requiredActions = {"UPDATE_PASSWORD"};
    user.rights = usualRights();
    user.passwordHash = hashedPassword(password);
    if (mlops.people != nullptr)
        user.id = mlops.people->create(user, password);
    mlops.users.add(user);
    std::string answer = "{\"id\":\"" + user.id + "\",\"password\":";
    appendJsonString(answer, password);
    return jsonReply(200, answer + "}"); // exactly 200: the vendor's SDK takes nothing else
}

Reply usersActivate(const Mlops& mlops, const Caller& caller, const Call& call) {
    requireAdmin(caller);
    return setEnabled(mlops, call, true);
}

Reply usersDeactivate(const Mlops& mlops, const Caller& caller, const Call& call) {
    requireAdmin(caller);
    return setEnabled(mlops, call, false);
}

Reply userEdit(const Mlops& mlops, const Caller& caller, const Call& call) {
    requireAdmin(caller);
    requireUserManagement(mlops);
    const JsonBody body(call.body);
    const std::string id = body.text("id");
    const std::string firstName = body.text("firstName");
    const std::string lastName = body.text("lastName");
    const std::string email = lowerCase(body.text("email"));
    const bool enabled = body.flag("enabled");
    const bool admin = body.flag("isAdmin");
    const auto held = mlops.users.lock();
    auto user = mlops.users.byId(id);
    if (!user)
        return apiError(400, "The provided user id was not found.");
    if (!user->enabled)
        return apiError(400, "Bad request: an inactive user cannot be edited, activate the user first");
    if (!email.empty() && !looksLikeAddress(email))
        return apiError(400, "Bad request: the e-mail address is not valid");
    const auto holder = mlops.users.bySignInName(email);
    if (!email.empty() && holder && holder->id != user->id)
        return apiError(400, "Bad request: User exists with same email");
    const User before = *user;
    user->firstName = nameOrNothing(firstName);
    user->lastName = nameOrNothing(lastName);
    user->email = nameOrNothing(email);
    user->enabled = enabled;
    user->admin = admin;
    store(mlops, before, *user);
    return jsonReply(200, "null");
}

} // namespace wallaroo::sandbox
