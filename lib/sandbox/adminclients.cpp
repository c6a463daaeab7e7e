#include "sandbox/adminrest.h"

#include <boost/json/parse.hpp>

namespace wallaroo::sandbox {

namespace {

const char* word(bool value) {
    return value ? "true" : "false";
}

// Never with a secret: that has a call of its own, which is not offered here.
std::string represented(const ListedClient& client) {
    std::string out = "{\"id\":\"" + client.id + "\",\"clientId\":";
    appendJsonString(out, client.clientId);
    out += std::string(",\"surrogateAuthRequired\":false,\"enabled\":") + word(client.enabled);
    out += R"(,"alwaysDisplayInConsole":false,)"
           R"("clientAuthenticatorType":"client-secret","redirectUris":[],"webOrigins":[],"notBefore":0)";
    out += std::string(",\"bearerOnly\":") + word(client.bearerOnly);
    out += std::string(R"(,"consentRequired":false,"standardFlowEnabled":true,"implicitFlowEnabled":false,)")
           + "\"directAccessGrantsEnabled\":" + word(client.directGrants);
    out += std::string(",\"serviceAccountsEnabled\":") + word(client.serviceAccount);
    out += std::string(",\"publicClient\":") + word(client.isPublic);
    return out + R"(,"frontchannelLogout":false,"protocol":"openid-connect","attributes":{},)"
           + R"("fullScopeAllowed":false,"nodeReRegistrationTimeout":0,)"
           + R"("defaultClientScopes":["web-origins","acr","roles","profile","basic","email"],)"
           + R"("optionalClientScopes":["address","phone","organization","offline_access","microprofile-jwt"],)"
           + R"("access":{"view":true,"configure":true,"manage":true}})";
}

} // namespace

Reply adminClients(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.listClients);
    const auto wanted = admin.query.value("clientId");
    const bool anywhere = admin.query.value("search").value_or("") == "true";
    std::string body = "[";
    for (const ListedClient& client : realm.roles.clients()) {
        const bool matches =
            !wanted || client.clientId == *wanted || (anywhere && client.clientId.find(*wanted) != std::string::npos);
        if (!matches || !admin.rights.viewClients)
            continue;
        body += body.size() > 1 ? "," : "";
        body += represented(client);
    }
    return adminJson(body + "]");
}

Reply adminClient(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.viewClients);
    const ListedClient* client = realm.roles.client(admin.ids.front());
    return client == nullptr ? adminError(404, "Could not find client") : adminJson(represented(*client));
}

Reply adminRealm(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.queryUsers || admin.rights.listRealm);
    const BruteForceRules rules = realm.lockouts.rules();
    const std::string common = R"("realm":"master","displayName":"Keycloak","bruteForceProtected":)"
                               + std::string(word(rules.bruteForceProtected));
    if (!admin.rights.viewRealm)
        return adminJson("{" + common + ",\"supportedLocales\":[]}");
    std::string body = "{\"id\":\"" + realm.roles.realmId() + "\"," + common;
    body += R"(,"enabled":true,"notBefore":0,"sslRequired":"external","loginWithEmailAllowed":true,)"
            R"("editUsernameAllowed":false,"registrationEmailAsUsername":false)";
    body += std::string(",\"permanentLockout\":") + word(rules.permanentLockout);
    body += ",\"failureFactor\":" + std::to_string(rules.failureFactor);
    body += ",\"waitIncrementSeconds\":" + std::to_string(rules.waitIncrementSeconds);
    body += ",\"maxFailureWaitSeconds\":" + std::to_string(rules.maxFailureWaitSeconds);
    return adminJson(body + "}");
}

// Of a realm's settings only the defence of passwords can be changed here; the rest is taken and has no effect.
Reply adminRealmChange(const Realm& realm, const AdminCall& admin) {
    demand(admin.rights.manageRealm);
    boost::json::error_code error;
    const boost::json::value body = boost::json::parse(admin.call.body, error);
    if (error || !body.is_object())
        return oauthError(400, error ? "invalid_request" : "unknown_error", "Cannot parse the JSON");
    realm.lockouts.setRules(body.get_object());
    return emptyReply(204);
}

} // namespace wallaroo::sandbox
