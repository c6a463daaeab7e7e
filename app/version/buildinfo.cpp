#include "version/buildinfo.h"

#include <openssl/crypto.h>

namespace wallaroo {

const BuildInfo& buildInfo() {
    static const BuildInfo info{WALLAROO_VERSION,
                                WALLAROO_COMMIT,
                                {{"Qt", WALLAROO_QT, "LGPL-3.0-only"},
                                 {"QtKeychain", WALLAROO_QTKEYCHAIN, "BSD-3-Clause"},
                                 {"Boost.JSON", WALLAROO_BOOST, "BSL-1.0"},
                                 {"OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING), "Apache-2.0"},
                                 {"tl-expected", "", "CC0-1.0"}}};
    return info;
}

std::string versionLine() {
    const BuildInfo& info = buildInfo();
    return info.commit.empty() ? info.version : info.version + " (commit " + info.commit + ")";
}

} // namespace wallaroo
