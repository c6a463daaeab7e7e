#include "sandbox/adminrest.h"

#include <algorithm>

namespace wallaroo::sandbox {

namespace {

std::string listed(const Realm& realm, const User& user, const std::vector<Session>& sessions) {
    std::string body = "[";
    for (const Session& session : sessions) {
        if (body.size() > 1)
            body += ',';
        body += "{\"id\":\"" + session.id + "\",\"username\":";
        appendJsonString(body, user.username);
        body += ",\"userId\":\"" + user.id + "\",\"ipAddress\":";
        appendJsonString(body, session.address);
        body += ",\"start\":" + std::to_string(session.started * 1000);
        body += ",\"lastAccess\":" + std::to_string(session.lastAccess * 1000);
        body += ",\"rememberMe\":false,\"clients\":{";
        if (const ListedClient* client = realm.roles.clientNamed(session.clientId)) {
            body += "\"" + client->id + "\":";
            appendJsonString(body, client->clientId);
        }
        body += "},\"transientUser\":false}";
    }
    return body + "]";
}

// Without those that ran out by themselves; of a client this instance does not know nothing is said about that.
std::vector<Session> liveSessions(const Realm& realm, const std::string& userId) {
    std::vector<Session> live;
    const std::int64_t now = secondsNow();
    for (Session& session : realm.sessions.onlineOf(userId)) {
        const Client* client = realm.clients.find(session.clientId);
        if (client == nullptr
            || now < std::min(session.lastAccess + client->sessionIdleSeconds,
                              session.started + client->sessionMaximumSeconds))
            live.push_back(std::move(session));
    }
    return live;
}

} // namespace

Reply adminSessions(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    return adminJson(listed(realm, user, liveSessions(realm, user.id)));
}

Reply adminOfflineSessions(const Realm& realm, const AdminCall& admin) {
    const User user = visibleUser(realm, admin);
    const ListedClient* client = realm.roles.client(admin.ids.back());
    if (client == nullptr)
        return adminError(404, "Client not found");
    return adminJson(listed(realm, user, realm.sessions.offlineOf(user.id, client->clientId)));
}

Reply adminSessionEnd(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.manageUsers);
    if (!realm.sessions.endOnline(admin.ids.front()))
        return adminError(404, "Sesssion not found"); // with three s, as it says there
    return emptyReply(204);
}

Reply adminLogout(const Realm& realm, const AdminCall& admin) {
    const auto held = realm.users.lock();
    User user = manageableUser(realm, admin);
    realm.sessions.endAllOnline(user.id);
    user.notBefore = secondsNow();
    realm.users.update(user);
    return emptyReply(204);
}

Reply adminLockState(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewUsers); // and nobody minds an id that is nobody's
    const LockState state = realm.lockouts.state(admin.ids.front());
    std::string body = "{\"failedLoginNotBefore\":" + std::to_string(state.lockedTill);
    body += ",\"numFailures\":" + std::to_string(state.failures);
    body += ",\"numTemporaryLockouts\":" + std::to_string(state.lockouts);
    body += std::string(",\"disabled\":") + (state.isLocked(secondsNow()) ? "true" : "false");
    body += ",\"lastIPFailure\":";
    appendJsonString(body, state.lastAddress);
    return adminJson(body + ",\"lastFailure\":" + std::to_string(state.lastFailure) + "}");
}

Reply adminUnlock(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.manageUsers);
    realm.lockouts.clear(admin.ids.front());
    return emptyReply(204);
}

Reply adminUnlockAll(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.manageUsers);
    realm.lockouts.clearAll();
    return emptyReply(204);
}

} // namespace wallaroo::sandbox
