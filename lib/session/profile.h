#pragma once

#include "base/error.h"
#include "domain/instance.h"

#include <QByteArray>
#include <QUuid>

namespace wallaroo::session {

enum class Way { Password, InferenceOnly };

/// What is remembered of an instance and an account: nothing secret, so it may stand in a file.
struct Profile {
    QUuid id; ///< made once; part of the keychain's keys
    QString name;
    Instance instance;
    QString typedInstance; ///< what the person typed, shown again
    QString clientId = QStringLiteral("api-client");
    QString username;
    Way way = Way::Password;
    QByteArray authoritiesPem; ///< the profile's own CA certificates, inside the profile, not by path
    bool remember = true;
    /// The index of what the keychain should hold: tells "never stored" from "stored but out of reach" (rule 31).
    bool clientSecretStored = false;
    bool refreshTokenStored = false;

    friend bool operator==(const Profile&, const Profile&) = default;
    [[nodiscard]] static Profile make();
};

/// The profiles' file: JSON with a version, written atomically, mode 0600. Unreadable: defaults, and the old file is
/// kept beside as profiles.json.unreadable. Read once, small (a megabyte at most).
class ProfileStore {
public:
    explicit ProfileStore(QString path);

    /// Loads; on an unreadable file returns the error and starts empty (the copy is made then).
    Result<void> load();

    [[nodiscard]] const QList<Profile>& profiles() const { return m_profiles; }

    [[nodiscard]] std::optional<Profile> lastUsed() const;
    /// Adds or replaces by id, makes it the last used, writes.
    Result<void> save(const Profile& profile);
    Result<void> remove(const QUuid& id);

private:
    Result<void> write();
    QString m_path;
    QList<Profile> m_profiles;
    QUuid m_lastUsed;
};

} // namespace wallaroo::session
