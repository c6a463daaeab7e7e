#include "sandbox/adminrest.h"
#include "sandbox/passwords.h"
#include "sandbox/randomness.h"
#include "sandbox/representation.h"
#include "sandbox/userprofile.h"
#include "sandbox/usersearch.h"

#include <algorithm>
#include <chrono>

namespace wallaroo::sandbox {

namespace {

constexpr const char* kUpdatePassword = "UPDATE_PASSWORD";

std::optional<std::string> textOrNothing(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Reply errorMessage(int status, const std::string& message) {
    return jsonReply(status, "{\"errorMessage\":\"" + message + "\"}");
}

Reply serverError() {
    return oauthError(500, "unknown_error", "For more on this error consult the server log.");
}

std::int64_t millisecondsNow() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void setAction(User& user, const char* action, bool wanted) {
    auto& actions = user.requiredActions;
    actions.erase(std::remove(actions.begin(), actions.end(), action), actions.end());
    if (wanted)
        actions.emplace_back(action);
}

// The members both writes have in common; a text that is there and empty takes the member away.
void takeMembers(const RepresentationBody& body, User& user) {
    if (const auto text = body.text("email"))
        user.email = textOrNothing(folded(*text));
    if (const auto text = body.text("firstName"))
        user.firstName = textOrNothing(*text);
    if (const auto text = body.text("lastName"))
        user.lastName = textOrNothing(*text);
    if (const auto flag = body.flag("enabled"))
        user.enabled = *flag;
    if (const auto flag = body.flag("emailVerified"))
        user.emailVerified = *flag;
    if (const auto actions = body.texts("requiredActions"))
        user.requiredActions = knownRequiredActions(*actions);
}

void checkMembers(const RepresentationBody& body, ProfileFaults& faults) {
    faults.checkEmail(body.text("email").value_or(""));
    faults.checkName("firstName", body.text("firstName").value_or(""));
    faults.checkName("lastName", body.text("lastName").value_or(""));
}

// The first password among the credentials; false when it cannot be one.
bool takePassword(const RepresentationBody& body, User& user) {
    for (const boost::json::object& credential : body.objects("credentials")) {
        const auto* value = credential.if_contains("value");
        const auto* type = credential.if_contains("type");
        if (type != nullptr && type->is_string() && type->get_string() != "password")
            continue;
        if (value == nullptr || !value->is_string() || isBlank(std::string(value->get_string())))
            return false;
        user.passwordHash = hashedPassword(value->get_string());
        const auto* temporary = credential.if_contains("temporary");
        if (temporary != nullptr && temporary->is_bool() && temporary->get_bool())
            setAction(user, kUpdatePassword, true);
        return true;
    }
    return true;
}

bool emailIsTaken(const Realm& realm, const User& user) {
    if (!user.email)
        return false;
    const auto holder = realm.users.byEmail(*user.email);
    return holder && holder->id != user.id;
}

} // namespace

Reply adminUserCreate(const Realm& realm, const AdminCall& admin) {
    const RepresentationBody body(admin.call.body, admin.call.contentType, RepresentationBody::Kind::User);
    demand(admin.rights.manageUsers);
    if (body.isNull())
        return serverError();
    User user;
    user.id = randomUuid();
    user.enabled = false; // as long as nobody says otherwise
    user.username = folded(body.text("username").value_or(""));
    if (isBlank(user.username))
        return errorMessage(400, "User name is missing");
    takeMembers(body, user);
    const auto held = realm.users.lock();
    if (emailIsTaken(realm, user))
        return errorMessage(409, "User exists with same email");
    const auto holder = realm.users.bySignInName(user.username);
    if (holder && holder->username == user.username)
        return errorMessage(409, "User exists with same username");
    ProfileFaults faults;
    faults.checkUsername(user.username);
    checkMembers(body, faults);
    faults.refuseIfAny();
    if (!takePassword(body, user))
        return serverError();
    user.created = millisecondsNow();
    user.lastLoginTold = true;
    realm.users.add(user);
    Reply reply = emptyReply(201);
    reply.headers.emplace_back("Location", admin.call.origin + "/auth/admin/realms/master/users/" + user.id);
    return reply;
}

Reply adminUserChange(const Realm& realm, const AdminCall& admin) {
    const RepresentationBody body(admin.call.body, admin.call.contentType, RepresentationBody::Kind::User);
    const auto held = realm.users.lock();
    User user = manageableUser(realm, admin);
    if (body.isNull())
        return errorMessage(400, "Could not update user!");
    ProfileFaults faults;
    if (const auto username = body.text("username"); username && folded(*username) != user.username) {
        faults.readOnlyUsername();
        if (!isBlank(*username))
            faults.checkUsername(folded(*username));
    }
    checkMembers(body, faults);
    faults.refuseIfAny();
    if (body.has("attributes")) { // then the profile is taken as a whole: what is not there goes
        user.email.reset();
        user.firstName.reset();
        user.lastName.reset();
    }
    takeMembers(body, user);
    if (emailIsTaken(realm, user))
        return errorMessage(409, "User exists with same email");
    realm.users.update(user);
    // Enabling lifts a lock for good, but not one for a while.
    if (body.flag("enabled").value_or(false) && realm.lockouts.state(user.id).lockedTill == LockState::kForever)
        realm.lockouts.clear(user.id);
    return emptyReply(204);
}

Reply adminResetPassword(const Realm& realm, const AdminCall& admin) {
    const RepresentationBody body(admin.call.body, admin.call.contentType, RepresentationBody::Kind::Credential);
    const auto held = realm.users.lock();
    User user = manageableUser(realm, admin);
    const auto value = body.text("value");
    if (!value)
        return adminError(400, "No password provided");
    if (isBlank(*value))
        return adminError(400, "Empty password not allowed");
    user.passwordHash = hashedPassword(*value);
    setAction(user, kUpdatePassword, body.flag("temporary").value_or(false));
    realm.users.update(user);
    return emptyReply(204);
}

} // namespace wallaroo::sandbox
