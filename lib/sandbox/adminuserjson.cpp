#include "sandbox/adminuserjson.h"

namespace wallaroo::sandbox {

namespace {

void appendText(std::string& out, const char* member, const std::optional<std::string>& text) {
    if (!text)
        return;
    out += member;
    appendJsonString(out, *text);
}

const char* word(bool value) {
    return value ? "true" : "false";
}

void appendOpen(std::string& out, const User& user, Representation shape, bool enabled) {
    appendText(out, "{\"id\":", user.id);
    appendText(out, ",\"username\":", user.username);
    appendText(out, ",\"firstName\":", user.firstName);
    appendText(out, ",\"lastName\":", user.lastName);
    appendText(out, ",\"email\":", user.email);
    out += std::string(",\"emailVerified\":") + word(user.emailVerified);
    out += ",\"createdTimestamp\":" + std::to_string(user.created);
    out += std::string(",\"enabled\":") + word(enabled);
    if (shape == Representation::Brief)
        return;
    out += ",\"totp\":false,\"disableableCredentialTypes\":[],\"requiredActions\":[";
    for (std::size_t i = 0; i < user.requiredActions.size(); ++i) {
        if (i > 0)
            out += ',';
        appendJsonString(out, user.requiredActions[i]);
    }
    out += "],\"notBefore\":" + std::to_string(user.notBefore);
}

} // namespace

void appendRepresentation(std::string& out, const User& user, Representation shape, bool enabled) {
    appendOpen(out, user, shape, enabled);
    out += '}';
}

void appendRepresentation(std::string& out, const User& user, Representation shape, bool enabled,
                          const AdminRights& rights) {
    appendOpen(out, user, shape, enabled);
    out += std::string(",\"access\":{\"manageGroupMembership\":") + word(rights.manageUsers);
    out += std::string(",\"view\":") + word(rights.viewUsers);
    out += std::string(",\"mapRoles\":") + word(rights.manageUsers);
    out += std::string(",\"impersonate\":") + word(rights.impersonate);
    out += std::string(",\"manage\":") + word(rights.manageUsers) + "}}";
}

} // namespace wallaroo::sandbox
