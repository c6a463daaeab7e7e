#pragma once

#include "sandbox/upstream.h"
#include "sandbox/users.h"

namespace wallaroo::sandbox {

/// The people of an instance whose identity provider is a Keycloak elsewhere: they live there, and what is here is a
/// copy that is brought up to date before each call. Changes go there first. Safe to use from several threads.
class ForeignPeople {
public:
    ForeignPeople(Upstream& upstream, Users& users) : m_upstream(upstream), m_users(users) {}

    /// Makes the copy what Keycloak says now. Throws Refusal (500, as the service words it) when it cannot be asked.
    void pull();
    /// Creates somebody there, and returns the id they got. Throws Refusal with Keycloak's reason.
    std::string create(const User& user, const std::string& password);
    /// Sends there what of a user has changed, and nothing else: a whole user written back would undo what others did
    /// meanwhile, and disable whoever is locked out. Throws Refusal.
    void change(const User& before, const User& after);

private:
    void setAdmin(const std::string& id, bool admin);

    Upstream& m_upstream;
    Users& m_users;
};

} // namespace wallaroo::sandbox
