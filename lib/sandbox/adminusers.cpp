#include "sandbox/adminuserjson.h"
#include "sandbox/usersearch.h"

#include <charconv>

namespace wallaroo::sandbox {

namespace {

constexpr int kDefaultMost = 100;

// A number that is none makes the whole address unknown, as it does there. A negative one is no limit.
int numberOf(const Form& query, const char* parameter, int absent) {
    const auto text = query.value(parameter);
    if (!text || text->empty())
        return absent;
    int number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size())
        throw Refusal{adminError(404, "HTTP 404 Not Found")};
    return number;
}

Representation shapeOf(const Form& query) {
    return lowerCase(query.value("briefRepresentation").value_or("")) == "true" ? Representation::Brief
                                                                                : Representation::Full;
}

} // namespace

Reply adminUsers(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.queryUsers);
    const int first = std::max(0, numberOf(admin.query, "first", 0));
    const int most = numberOf(admin.query, "max", kDefaultMost);
    std::string body = "[";
    if (admin.rights.viewUsers) { // who may only query gets nobody, and no error
        const Representation shape = shapeOf(admin.query);
        realm.users.list(listFilter(admin.query), first, most, [&](const User& user) {
            if (body.size() > 1)
                body += ',';
            appendRepresentation(body, user, shape, user.enabled, admin.rights);
        });
    }
    return adminJson(body + "]");
}

Reply adminUserCount(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.queryUsers);
    return adminJson(std::to_string(admin.rights.viewUsers ? realm.users.count(countFilter(admin.query)) : 0));
}

Reply adminUser(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    std::string body;
    const bool locked = realm.lockouts.isLocked(user.id, secondsNow());
    appendRepresentation(body, user, Representation::Full, user.enabled && !locked, admin.rights);
    if (user.federated) {
        body.pop_back();
        body += ",\"federatedIdentities\":[{\"identityProvider\":";
        appendJsonString(body, *user.federated);
        body += ",\"userId\":\"" + user.id + "\",\"userName\":";
        appendJsonString(body, user.username);
        body += "}]}";
    }
    return adminJson(std::move(body));
}

Reply adminUserDelete(const Realm& realm, const AdminCall& admin) {
    const User user = manageableUser(realm, admin);
    realm.users.remove(user);
    realm.sessions.endEverything(user.id);
    realm.lockouts.clear(user.id);
    Reply reply = emptyReply(204);
    reply.headers.emplace_back("Cache-Control", "no-cache");
    return reply;
}

Reply adminUserEmptyList(const Realm& realm, const AdminCall& admin) {
    visibleUser(realm, admin);
    return adminJson("[]");
}

Reply adminCredentials(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    if (!user.passwordHash)
        return adminJson("[]");
    return adminJson("[{\"id\":\"" + user.id
                     + "\",\"type\":\"password\",\"createdDate\":" + std::to_string(user.created)
                     + R"(,"credentialData":"{\"hashIterations\":1000,\"algorithm\":\"pbkdf2-sha256\"}"}])");
}

} // namespace wallaroo::sandbox
