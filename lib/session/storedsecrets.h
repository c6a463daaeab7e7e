#pragma once

#include "secrets/secretstore.h"
#include "session/profile.h"

#include <QPointer>

namespace wallaroo::session {

/// One secret that the keychain holds as far as the profiles know: never the secret itself.
struct StoredItem {
    QUuid profile;
    QString title; ///< of the profile
    secrets::Kind kind = secrets::Kind::ClientSecret;
    QString client;     ///< whose secret, or by which client the session was made
    bool isSure = true; ///< false: the keychain has not said what became of it
    QString keychain;   ///< by its name at the time of saving; empty: not known
};

/// What is stored for which profile, and a way to forget it, also for profiles that are not in use. What the
/// keychain has not answered for is among it. For the one in use
/// take Session::forgetStored(), which knows what is being written.
class StoredSecrets final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Result<void>&)>;

    /// Both outlive this.
    StoredSecrets(secrets::SecretStore& store, ProfileStore& profiles) : m_store(store), m_profiles(profiles) {}

    [[nodiscard]] QList<StoredItem> items() const;
    /// Deletes it, then takes the mark off the profile. Where the keychain does not, nothing changes.
    void forget(const QUuid& profile, secrets::Kind kind, QObject* context, Done done);
    /// All of a profile, one after the other, before it is removed, say; the first error ends it.
    void forgetAll(const QUuid& profile, QObject* context, Done done);

private:
    void taken(const QUuid& profile, secrets::Kind kind);

    secrets::SecretStore& m_store;
    ProfileStore& m_profiles;
};

} // namespace wallaroo::session
