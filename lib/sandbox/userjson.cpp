#include "sandbox/userjson.h"

#include "sandbox/encoding.h"

namespace wallaroo::sandbox {

namespace {

void appendText(std::string& out, const char* member, const std::optional<std::string>& text) {
    if (!text)
        return; // what was never set is missing, not null
    out += member;
    appendJsonString(out, *text);
}

void appendBool(std::string& out, const char* member, bool value) {
    out += member;
    out += value ? "true" : "false";
}

void appendListedOnly(std::string& out, const User& user) {
    if (user.lastLoginTold)
        out += ",\"lastLogin\":" + (user.lastLogin ? std::to_string(*user.lastLogin) : "null");
    if (user.admin)
        out += ",\"realmRoles\":[\"admin\"]";
}

void appendByIdOnly(std::string& out, const User& user) {
    out += ",\"lastLogin\":null,\"federatedIdentities\":[";
    if (user.federated) {
        out += "{\"identityProvider\":";
        appendJsonString(out, *user.federated);
        appendText(out, ",\"userId\":", user.id);
        appendText(out, ",\"userName\":", user.username);
        out += '}';
    }
    out += ']';
}

void appendAccess(std::string& out, const User& user, bool callerIsAdmin) {
    appendBool(out, ",\"access\":{\"manageGroupMembership\":", callerIsAdmin);
    appendBool(out, ",\"view\":", callerIsAdmin);
    appendBool(out, ",\"mapRoles\":", callerIsAdmin);
    appendBool(out, ",\"impersonate\":", callerIsAdmin && user.enabled);
    appendBool(out, ",\"manage\":", callerIsAdmin);
    out += '}';
}

} // namespace

void appendUser(std::string& out, const User& user, UserShape shape, bool callerIsAdmin) {
    appendText(out, "{\"id\":", user.id);
    appendText(out, ",\"username\":", user.username);
    appendText(out, ",\"email\":", user.email);
    appendBool(out, ",\"emailVerified\":", user.emailVerified);
    appendText(out, ",\"firstName\":", user.firstName);
    appendText(out, ",\"lastName\":", user.lastName);
    appendBool(out, ",\"enabled\":", user.enabled);
    out += ",\"createdTimestamp\":" + std::to_string(user.created);
    if (shape == UserShape::Listed)
        appendListedOnly(out, user);
    else
        appendByIdOnly(out, user);
    out += ",\"requiredActions\":[";
    for (std::size_t i = 0; i < user.requiredActions.size(); ++i) {
        if (i > 0)
            out += ',';
        appendJsonString(out, user.requiredActions[i]);
    }
    // groups stands for members that no reference names: newer versions add some, and a client must not mind.
    out += "],\"disableableCredentialTypes\":[],\"notBefore\":0,\"groups\":[]";
    appendAccess(out, user, callerIsAdmin);
    out += '}';
}

} // namespace wallaroo::sandbox
