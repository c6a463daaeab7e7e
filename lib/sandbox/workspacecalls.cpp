#include "sandbox/encoding.h"
#include "sandbox/jsonbody.h"
#include "sandbox/mlops.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <set>

namespace wallaroo::sandbox {

namespace {

// A DNS label: that is what a workspace becomes in the cluster.
bool isAcceptableName(const std::string& name) {
    constexpr std::size_t kLongest = 63;
    return !name.empty() && name.size() <= kLongest && name.front() != '-' && name.back() != '-'
           && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string isoNow() {
    using namespace std::chrono;
    const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const std::time_t seconds = now / 1000000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::string fraction = std::to_string(now % 1000000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::string(text.data(), size) + "." + fraction + "+00:00";
}

std::int64_t existingWorkspace(const Mlops& mlops, const JsonBody& body) {
    const std::int64_t id = body.number("workspace_id");
    if (!mlops.workspaces.exists(id))
        throw Refusal{apiError(400, "The provided workspace id was not found.")};
    return id;
}

void requireMember(const Mlops& mlops, const Caller& caller, std::int64_t workspace) {
    if (!caller.admin && !mlops.workspaces.memberType(workspace, caller.userId))
        throw Refusal{apiError(403, "Forbidden: you are not a member of this workspace")};
}

void requireOwner(const Mlops& mlops, const Caller& caller, std::int64_t workspace) {
    if (!caller.admin && mlops.workspaces.memberType(workspace, caller.userId) != "OWNER")
        throw Refusal{apiError(403, "Forbidden: you are not an owner of this workspace")};
}

// The user by id or by e-mail; the vendor's SDK sends both at once.
std::optional<User> namedUser(const Mlops& mlops, const JsonBody& body) {
    const auto id = body.optionalText("user_id");
    const auto email = body.optionalText("email");
    if (!id && !email)
        throw Refusal{apiError(400, "Bad request: either email or user_id is needed")};
    return id ? mlops.users.byId(*id) : mlops.users.byEmail(*email);
}

Reply unknownUser() {
    return apiError(500, "Failed to find user in Keycloak: No user was found in Keycloak.");
}

std::string checkedType(const JsonBody& body) {
    const std::string type = lowerCase(body.optionalText("user_type").value_or("collaborator"));
    if (type == "owner")
        return "OWNER";
    if (type == "collaborator")
        return "COLLABORATOR";
    body.refuse("user_type: unknown variant, expected `OWNER` or `COLLABORATOR`");
}

// Which workspaces the answer holds; nothing means all.
std::optional<std::set<std::int64_t>> wantedIds(const Mlops& mlops, const Caller& caller, const JsonBody& body) {
    auto users = body.optionalTexts("user_ids").value_or(std::vector<std::string>());
    if (const auto user = body.optionalText("user_id"))
        users.push_back(*user);
    const bool filtered = !users.empty() || body.optionalTexts("user_ids");
    std::set<std::int64_t> own;
    if (!caller.admin) {
        const auto ids = mlops.workspaces.ofUser(caller.userId);
        own.insert(ids.begin(), ids.end());
    }
    if (!filtered)
        return caller.admin ? std::nullopt : std::optional(own);
    std::set<std::int64_t> wanted;
    for (const std::string& user : users) {
        for (const std::int64_t id : mlops.workspaces.ofUser(lowerCase(user))) {
            if (caller.admin || own.count(id) > 0)
                wanted.insert(id);
        }
    }
    return wanted;
}

// Recorded: for one workspace the creator differs from answer to answer, now a UUID, now an e-mail.
std::string toldCreator(const Mlops& mlops, const Workspace& workspace, unsigned listing) {
    constexpr std::int64_t kOneIn = 11;
    if (workspace.id % kOneIn != 2 || listing % 2 == 0)
        return workspace.createdBy;
    const auto creator = mlops.users.byId(workspace.createdBy);
    return creator && creator->email ? *creator->email : workspace.createdBy;
}

Reply created(std::int64_t id) {
    return jsonReply(200, "{\"workspace_id\":" + std::to_string(id) + "}");
}

void appendWorkspace(std::string& out, const Workspace& workspace, const std::string& creator) {
    out += "{\"id\":" + std::to_string(workspace.id) + ",\"name\":";
    appendJsonString(out, workspace.name);
    out += ",\"created_at\":";
    appendJsonString(out, workspace.createdAt);
    out += ",\"created_by\":";
    appendJsonString(out, creator);
    out += ",\"archived\":";
    out += workspace.archived ? "true" : "false";
    out += ",\"models\":" + workspace.models + ",\"pipelines\":" + workspace.pipelines + "}";
}

} // namespace

Reply workspacesCreate(const Mlops& mlops, const Caller& caller, const Call& call) {
    const std::string name = JsonBody(call.body).text("workspace_name");
    if (!isAcceptableName(name))
        return apiError(400, "Bad request: workspace name is not acceptable");
    const Workspace workspace{0, name, isoNow(), caller.userId, false, "[]", "[]"};
    if (!mlops.uniqueNames)
        return created(mlops.workspaces.addOwned(workspace, caller.userId));
    const auto id = mlops.workspaces.addIfNameIsFree(workspace, caller.userId);
    if (!id)
        return apiError(400, "Failed to create workspace: GraphQL error: [Error { message: \"Uniqueness violation. "
                             "duplicate key value violates unique constraint \\\"workspace_name_key\\\"\" }]");
    return created(*id);
}

Reply workspacesList(const Mlops& mlops, const Caller& caller, const Call& call) {
    const auto wanted = wantedIds(mlops, caller, JsonBody(call.body));
    const unsigned listing = mlops.workspaces.nextListing();
    std::string body = "{\"workspaces\":[";
    mlops.workspaces.each([&](const Workspace& workspace) {
        if (wanted && wanted->count(workspace.id) == 0)
            return;
        if (body.back() == '}')
            body += ',';
        appendWorkspace(body, workspace, toldCreator(mlops, workspace, listing));
    });
    return jsonReply(200, body + "]}");
}

Reply workspacesListUsers(const Mlops& mlops, const Caller& caller, const Call& call) {
    const std::int64_t workspace = existingWorkspace(mlops, JsonBody(call.body));
    requireMember(mlops, caller, workspace);
    std::string body = "{\"users\":[";
    for (const Member& member : mlops.workspaces.members(workspace)) {
        if (body.back() == '}')
            body += ',';
        body += "{\"user_id\":\"" + member.userId + "\",\"user_type\":\"" + member.type + "\"}";
    }
    return jsonReply(200, body + "]}");
}

Reply workspacesAddUser(const Mlops& mlops, const Caller& caller, const Call& call) {
    const JsonBody body(call.body);
    const std::int64_t workspace = existingWorkspace(mlops, body);
    requireOwner(mlops, caller, workspace);
    const std::string type = checkedType(body);
    const auto user = namedUser(mlops, body);
    if (!user)
        return unknownUser();
    mlops.workspaces.setMember(workspace, user->id, type);
    return jsonReply(200, "{}");
}

Reply workspacesRemoveUser(const Mlops& mlops, const Caller& caller, const Call& call) {
    const JsonBody body(call.body);
    const std::int64_t workspace = existingWorkspace(mlops, body);
    requireOwner(mlops, caller, workspace);
    const auto user = namedUser(mlops, body);
    if (!user)
        return unknownUser();
    const int rows = mlops.workspaces.removeMember(workspace, user->id);
    return jsonReply(200, "{\"affected_rows\":" + std::to_string(rows) + "}");
}

Reply workspacesValidate(const Mlops&, const Caller& caller, const Call&) {
    if (!caller.admin)
        return apiError(403, "Forbidden: this call needs the role admin");
    return jsonReply(200, "null"); // it takes no body, and there is nothing to migrate here
}

} // namespace wallaroo::sandbox
