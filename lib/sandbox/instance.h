#pragma once

#include "sandbox/accounts.h"
#include "sandbox/exchange.h"
#include "sandbox/foreignkeys.h"
#include "sandbox/mlops.h"
#include "sandbox/options.h"
#include "sandbox/ratelimit.h"
#include "sandbox/realm.h"
#include "sandbox/refusals.h"

#include <memory>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// The local instance without its HTTP: state, keys, accounts, and an answer to every call.
class Instance {
public:
    /// Throws std::runtime_error with a sentence when the database or the creds file cannot be used.
    explicit Instance(const Options& options);

    /// May be called from several threads at once.
    Reply answer(const Call& call) const;

    /// What is printed about clients and accounts, a line each; see `--help`.
    std::vector<std::string> accountLines() const;

    /// What whoever started it should know of the creds file, a sentence each.
    std::vector<std::string> warnings() const;

private:
    void giveAccounts();
    void fill(const Options& options);

    /// A Keycloak elsewhere, and what there is to do with it.
    struct Abroad {
        Abroad(const Options& options, Users& users);

        Upstream upstream;
        ForeignKeys keys;
        ForeignPeople people;
    };

    std::string m_credsFile;
    Credentials m_credentials;
    Database m_database;
    Users m_users;
    Workspaces m_workspaces;
    Sessions m_sessions;
    KeyRing m_keys;
    Clients m_clients;
    OneTimeCodes m_codes;
    DeviceCodes m_devices;
    Rotation m_rotation;
    Lockouts m_lockouts;
    RoleBook m_roles;
    std::unique_ptr<Abroad> m_abroad;
    UserPages m_pagesForAdmins;
    UserPages m_pagesForOthers;
    Realm m_realm;
    Mlops m_mlops;
    mutable RateLimit m_rate;
    mutable Refusals m_refusals;
};

} // namespace wallaroo::sandbox
