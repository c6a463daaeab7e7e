#pragma once

#include "runs/actions.h"

namespace wallaroo::test {

/// Why each item is left out as a whole; empty: it is not.
inline std::vector<QString> reasonsIn(const std::vector<runs::Hindrance>& hindrances) {
    std::vector<QString> reasons;
    reasons.reserve(hindrances.size());
    for (const runs::Hindrance& hindrance : hindrances)
        reasons.push_back(hindrance.reason);
    return reasons;
}

} // namespace wallaroo::test
