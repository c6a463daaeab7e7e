#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wallaroo::sandbox {

/// The scope a client gets for what it asked for; nothing when a word in it is unknown. `profile` and `email` are
/// always granted, as the realm's defaults.
std::optional<std::string> grantedScope(std::string_view requested);

/// The same for the device grant, which leaves out what it does not know.
std::string lenientScope(std::string_view requested);

/// What a refresh may have: at most what was granted at sign-in. More is silently left out.
std::string narrowedScope(const std::string& granted, std::string_view requested);

bool hasScope(std::string_view scope, std::string_view word);

} // namespace wallaroo::sandbox
