#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <QObject>
#include <QUuid>

#include <functional>
#include <optional>

namespace wallaroo::secrets {

enum class Kind {
    ClientSecret, ///< of the client for inference tokens, mostly the one to sign in by as well
    RefreshToken,
    SignInSecret, ///< of a client to sign in by that is not the one for inference tokens
    AccessToken   ///< of the same session, for another process on the same profile to take over
};

inline constexpr Kind allKinds[] = {Kind::ClientSecret, Kind::RefreshToken, Kind::SignInSecret, Kind::AccessToken};

/// Globally unique: Windows uses the key alone as target name (rule 34).
struct Key {
    QUuid profile;
    Kind kind = Kind::ClientSecret;
    int part = 0; ///< of a secret kept in several (ChunkedStore), from 1 on

    /// "wallaroo-admin/<profile uuid>/client-secret", of a part with "/1" behind it
    [[nodiscard]] QString text() const;
    friend bool operator==(const Key&, const Key&) = default;
};

/// Where secrets rest between starts. Asynchronous: callbacks are queued, happen exactly once unless the context died
/// before.
class SecretStore {
public:
    using ReadDone =
        std::function<void(Result<std::optional<Secret>>)>; ///< nullopt: nothing there (or locked: rule 31)
    using Done = std::function<void(Result<void>)>;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    SecretStore(const SecretStore&) = delete;
    SecretStore& operator=(const SecretStore&) = delete;

    virtual void read(const Key& key, QObject* context, ReadDone done) = 0;
    /// Refuses an empty secret. Success means: written, read back, the same (rule 32).
    virtual void write(const Key& key, const Secret& secret, QObject* context, Done done) = 0;
    /// Missing counts as done.
    virtual void remove(const Key& key, QObject* context, Done done) = 0;

    /// Calls once all that was to be written or removed so far has been, or has failed, also where nobody waits for it
    /// any more: before the program ends, say. Stores that do so at once call at once.
    virtual void whenWritten(QObject* context, std::function<void()> done) {
        QMetaObject::invokeMethod(context, std::move(done), Qt::QueuedConnection);
    }

    /// Whether something is still to be written or removed under this key, though its Done may have told of a failure:
    /// a keychain that was silent for too long may yet do it.
    [[nodiscard]] virtual bool isOnItsWay(const Key&) const { return false; }

    /// The name a person knows it by: "GNOME Keyring", "KWallet", "this session only".
    [[nodiscard]] virtual QString displayName() const = 0;
    /// Whether what is written outlives the program.
    [[nodiscard]] virtual bool isPersistent() const = 0;

    /// The bytes that one item may have, where that is less than a token may need.
    [[nodiscard]] virtual std::optional<qsizetype> largestSecret() const { return std::nullopt; }
};

} // namespace wallaroo::secrets
