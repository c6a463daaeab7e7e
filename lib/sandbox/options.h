#pragma once

#include "sandbox/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// What the command line can say. Defaults are what a person trying the program wants.
struct Options {
    std::string host = "127.0.0.1";
    int port = 0; ///< 0: a free one
    int users = 240;
    int workspaces = 40;
    std::uint64_t seed = 1;
    int latencyMs = 0;
    int refreshReuse = -1;       ///< further uses of a refresh token; -1: any number
    int seats = 0;               ///< active users allowed; 0: no limit
    std::string databaseFile;    ///< empty: in memory
    std::string certificateFile; ///< empty: plain http
    std::string keyFile;
    std::string credsFile; ///< empty: random secrets, printed
    Scenario scenario = Scenario::None;
    int rate = 0;                         ///< calls a second, then 429; 0: no limit
    int badFieldStatus = 422;             ///< for a body that lacks a field or has a wrong one; 400 elsewhere
    bool duplicateWorkspaceNames = false; ///< older instances let them be created
    std::vector<std::string> refusals;    ///< as Refusals takes them, checked
    std::string authUrl;                  ///< a Keycloak elsewhere, its base that ends in /auth; empty: the own one
    std::string authServiceFile;          ///< the instance's own account there
    bool exitWithStdin = false;
};

struct ParsedOptions {
    std::optional<Options> options; ///< absent: exit now with exitCode, everything has been said
    int exitCode = 0;
};

/// Reads the command line; prints help, version or what is wrong with it.
ParsedOptions parseOptions(int argc, char** argv);

} // namespace wallaroo::sandbox
