#pragma once

#include "session/profile.h"

#include <QJsonObject>

namespace wallaroo::session {

/// What stands in the profiles' file. Members that are not known are ignored.
struct ProfileFile {
    QList<Profile> profiles;
    QUuid lastUsed;
    int unreadable = 0; ///< profiles without an id or with addresses that are refused
};

inline constexpr int profileFileVersion = 1;

[[nodiscard]] QByteArray writeProfiles(const QList<Profile>& profiles, const QUuid& lastUsed);
/// Nothing where it is no JSON object of this version: the file of a newer program may mean anything.
[[nodiscard]] std::optional<ProfileFile> readProfiles(const QByteArray& json);

} // namespace wallaroo::session
