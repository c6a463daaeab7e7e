#include "sandbox/seedleaver.h"

#include "sandbox/randomness.h"
#include "sandbox/realm.h"

namespace wallaroo::sandbox {

namespace {

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

User lookAlike(const char* username, const char* email, const char* lastName, std::int64_t created) {
    User user;
    user.id = randomUuid();
    user.username = username;
    if (*email != '\0')
        user.email = email;
    user.firstName = "Dana";
    user.lastName = lastName;
    user.created = created;
    user.rights = usualRights();
    return user;
}

std::int64_t workspaceOf(Workspaces& workspaces, const std::string& name, const std::string& creator) {
    return workspaces.add({0, name, "2025-11-03T09:12:44.120331+00:00", creator, false, "[904,901,902]", "[311]"});
}

} // namespace

void seedLeaver(Users& users, Workspaces& workspaces, Sessions& sessions, const std::string& client,
                std::int64_t today) {
    const auto leaver = users.byEmail(kLeaver);
    if (!leaver)
        return; // fewer users were asked for than there are accounts
    User older = lookAlike("d.whitfield@example.org", "d.whitfield@example.org", "Whitfield", today - 820 * kDay);
    older.lastLogin = today - 64 * kDay;
    users.add(older);
    users.add(lookAlike("dana.whitfield2@example.com", "dana.whitfield2@example.com", "Whitfield", today - 20 * kDay));
    users.add(lookAlike("dana.whitfield", "", "Whitfield", today - 400 * kDay));
    User other = lookAlike("dana.whitfeld@example.com", "dana.whitfeld@example.com", "Whitfeld", today - 90 * kDay);
    other.lastLogin = today - kDay; // her name has no i: somebody else
    users.add(other);

    const std::string& id = leaver->id;
    const auto owned = [&](const char* name) {
        const std::int64_t workspace = workspaceOf(workspaces, name, id);
        workspaces.setMember(workspace, id, "OWNER");
        return workspace;
    };
    owned("dana.whitfield@example.com - Default Workspace");
    owned("whitfield-scratch");
    workspaces.setMember(owned("loan-default-models"), other.id, "COLLABORATOR");
    workspaces.setMember(owned("kyc-screening"), other.id, "OWNER");
    const std::int64_t others = workspaceOf(workspaces, "returns-outlook", other.id);
    workspaces.setMember(others, other.id, "OWNER");
    workspaces.setMember(others, id, "COLLABORATOR");
    workspaces.setMember(workspaceOf(workspaces, "branch-staffing", older.id), older.id, "OWNER");

    const std::int64_t now = secondsNow();
    sessions.begin(id, client, false, now - 900, "192.0.2.10");
    sessions.begin(id, "sdk-client", false, now - 300, "192.0.2.10");
    sessions.begin(id, "sdk-client", true, now - 86400 * 9, "192.0.2.77");
}

} // namespace wallaroo::sandbox
