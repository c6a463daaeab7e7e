#pragma once

#include <string>

namespace wallaroo::sandbox {

/// A creds.json as the product's guides describe it.
struct Creds {
    std::string username;
    std::string password;
    std::string email;
    std::string client;       ///< `confidentialClient`
    std::string clientSecret; ///< `confidentialPassword`
    bool isSecretTold = true; ///< false: the file has none, so nobody knows the one above
};

/// Reads the file if it exists; members it does not have (e-mail, client, client secret) are taken from `fresh`, but
/// for the e-mail, which follows the user name. Otherwise writes `fresh` into it with mode 0600.
/// Throws std::runtime_error with a sentence that names the file and never its content.
Creds readOrWriteCreds(const std::string& file, const Creds& fresh);

/// Whether the file exists and its group or everybody may read the secrets in it.
bool othersMayRead(const std::string& file);

/// `confidentialClient` and `confidentialPassword` of a file that exists. Throws as the other.
Creds readServiceCreds(const std::string& file);

} // namespace wallaroo::sandbox
