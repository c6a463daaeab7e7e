#pragma once

#include <string>

namespace wallaroo::sandbox {

/// A certificate authority nobody trusts yet, and a certificate it gave to this instance, in a new private folder.
struct OwnCa {
    std::string folder;
    std::string caFile;
    std::string certificateFile; ///< with the authority's own behind it
    std::string keyFile;
};

/// Makes both, good for a week, for localhost, the loopback addresses and `host`. Throws std::runtime_error with a
/// sentence.
OwnCa makeOwnCa(const std::string& host);

/// Removes the folder and what was made in it.
void removeOwnCa(const OwnCa& ca);

} // namespace wallaroo::sandbox
