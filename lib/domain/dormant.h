#pragma once

#include "domain/user.h"

#include <optional>
#include <vector>

namespace wallaroo {

/// People who have not signed in for a while and still could.
struct Dormant {
    /// False: this instance tells nobody's last sign-in, so nobody is proposed.
    bool isTold = false;
    std::vector<User> people; ///< active; signed in before, or never and made before; the longest away first
    int notTold = 0;          ///< active people whose last sign-in is not told: they are not among them
};

/// `own` is never proposed.
[[nodiscard]] Dormant dormantPeople(const std::vector<User>& everybody, int days, qint64 nowMs, const UserId& own);

} // namespace wallaroo
