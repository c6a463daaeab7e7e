#pragma once

#include "session/profile.h"

#include <QJsonObject>

#include <optional>

namespace wallaroo::session {

inline constexpr int profileFileVersion = 1;
inline constexpr qint64 largestProfileFile = 1024 * 1024;

/// What stands in the profiles' file. Members that are not known are ignored.
struct ProfileFile {
    QList<Profile> profiles;
    QUuid lastUsed;
    int unreadable = 0; ///< profiles without an id or with addresses that are refused
};

[[nodiscard]] QByteArray writeProfiles(const QList<Profile>& profiles, const QUuid& lastUsed);
/// NotOffered: of a newer program, whose file may mean anything. Damaged: no file of profiles. The details say more.
[[nodiscard]] Result<ProfileFile> readProfiles(const QByteArray& json);

/// "password", "browser", "device", "inference".
[[nodiscard]] QString wayName(Way way);
[[nodiscard]] std::optional<Way> wayNamed(const QString& name);

/// What is of the instance, and may be shared, and what is of the person.
[[nodiscard]] QJsonObject sharedPart(const Profile& profile);
/// Nothing where there is no id, or an address is refused: checked as if typed, for a file that was tampered with must
/// not send the password to a plain-http address.
[[nodiscard]] std::optional<Profile> readSharedPart(const QJsonObject& object);
/// Takes over what belongs to the person: user name, way, lock, what is remembered and stored.
void copyPersonalPart(const Profile& from, Profile& to);
void markNothingStored(Profile& profile);

} // namespace wallaroo::session
