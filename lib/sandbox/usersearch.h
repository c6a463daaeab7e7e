#pragma once

#include "sandbox/encoding.h"
#include "sandbox/users.h"

namespace wallaroo::sandbox {

/// Keycloak's search over users, as its admin REST measures: beside `search` all other fields are ignored but
/// `enabled`; words of a search are prefixes unless they hold a star or stand in quotes; single fields are looked for
/// anywhere in the text, unless `exact`.
UserFilter listFilter(const Form& query);

/// The same for counting, where `enabled` beside `search`, and `exact`, are ignored.
UserFilter countFilter(const Form& query);

/// Lower case as the search compares, beyond ASCII too.
std::string folded(std::string_view text);

} // namespace wallaroo::sandbox
