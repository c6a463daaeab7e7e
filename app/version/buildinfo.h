#pragma once

#include <string>
#include <vector>

namespace wallaroo {

/// What the program was built from, for --version and the window About.
struct BuildInfo {
    std::string version; ///< of the project: "0.1.0"
    std::string commit;  ///< twelve digits; empty when built from an archive

    struct Part {
        std::string name;    ///< "Qt"
        std::string version; ///< built with
        std::string licence; ///< SPDX
    };

    /// The libraries that are linked dynamically or compiled in. Of OpenSSL the version that runs: it is replaced for
    /// security's sake under a program that stays, and which one it was built with says nothing.
    std::vector<Part> parts;
};

[[nodiscard]] const BuildInfo& buildInfo();

/// "0.1.0 (commit 1a2b3c4d5e6f)", without the brackets where the commit is not known.
[[nodiscard]] std::string versionLine();

} // namespace wallaroo
