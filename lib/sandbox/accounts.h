#pragma once

#include "sandbox/options.h"
#include "sandbox/users.h"

#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// Somebody who can sign in (or is there to be refused), with the password of this run.
struct Account {
    std::string kind; ///< administrator, user, disabled, temporary, one-time-code: the word that is printed
    User user;
    std::string password;
    std::string oneTimeKey; ///< empty: no one-time code is wanted
};

/// What a run is started with: the client secret and the accounts, the administrator first.
struct Credentials {
    std::string clientId = "api-client";
    std::string clientSecret;
    bool isSecretTold = true; ///< false: a creds file without it, so nobody can use the client
    std::vector<Account> accounts;
    bool fromFile = false; ///< then no secret is printed
};

/// The accounts with random secrets, or, with --creds, the administrator and the client of that file, which is written
/// when it does not exist. Throws std::runtime_error with a sentence about the file; never with its content.
Credentials credentialsFor(const Options& options);

} // namespace wallaroo::sandbox
