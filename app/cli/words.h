#pragma once

#include "domain/membership.h"
#include "domain/user.h"

#include <QString>

/// What lists of the command line say in their cells: for programs, so never translated. Empty where the server did not
/// tell.
namespace wallaroo::cli {

/// "2026-03-03T09:00:00Z", "never"
[[nodiscard]] QString isoDate(Moment moment);
[[nodiscard]] QString isoDate(qint64 msSinceEpoch);

[[nodiscard]] QString word(UserStatus status);
[[nodiscard]] QString word(UserType type);
[[nodiscard]] QString word(MemberRole role);

} // namespace wallaroo::cli
