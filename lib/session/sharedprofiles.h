#pragma once

#include "session/profile.h"

#include <QJsonValue>

namespace wallaroo::session {

/// What a file with profiles for a team, or from an organisation, holds.
struct SharedProfiles {
    QList<Profile> profiles; ///< each id once
    int unreadable = 0;      ///< without an id, or with an address that is refused
    int repeated = 0;        ///< an id that came twice: the first counts
};

/// The name of the first member that holds a secret, at whatever depth: one whose name says so, a private key, a token.
/// Empty: none does. Marks such as "clientSecretStored": true are none.
[[nodiscard]] QString secretIn(const QJsonValue& value, const QString& name = {});

/// JSON with a version; nothing of a person, nothing secret.
[[nodiscard]] QByteArray writeShared(const QList<Profile>& profiles);

/// BadInput, as a whole: broken, of a newer version, or with something in it that looks like a secret: a member whose
/// name says so, a private key, a token. `file` is its name, for the sentences.
[[nodiscard]] Result<SharedProfiles> readShared(const QByteArray& json, const QString& file);
/// The same from a path; also FileFailed, and BadInput for what is larger than a megabyte.
[[nodiscard]] Result<SharedProfiles> readSharedFile(const QString& path);

} // namespace wallaroo::session
