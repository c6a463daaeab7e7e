#pragma once

#include "base/error.h"
#include "domain/instance.h"
#include "secrets/secretstore.h"

#include <QByteArray>
#include <QDateTime>
#include <QUuid>

#include <functional>
#include <set>

namespace wallaroo::session {

/// How a person signs in. The device ways are RFC 8628: the code is approved in a browser, here or elsewhere.
enum class Way {
    Password,
    DeviceBrowser, ///< "In the browser": the complete address is opened on this computer
    DeviceCode,    ///< "With a code on another device": the code is shown large
    InferenceOnly  ///< client id and secret alone
};

[[nodiscard]] constexpr bool isDeviceWay(Way way) {
    return way == Way::DeviceBrowser || way == Way::DeviceCode;
}

/// The public client that comes with an instance: device ways need no secret with it.
[[nodiscard]] QString publicClientId();

/// What is remembered of an instance and an account: nothing secret, so it may stand in a file.
struct Profile {
    QUuid id;              ///< made once; part of the keychain's keys
    QString name;          ///< by the person; empty: title() takes the host
    QString colour;        ///< "#rrggbb", to tell instances apart; empty: none
    bool readOnly = false; ///< a mark of the person: nothing at this instance is to be changed from here
    Instance instance;
    QString typedInstance; ///< what the person typed, shown again
    /// The client to sign in by: `api-client`, or a public one for the device ways.
    QString clientId = QStringLiteral("api-client");
    QString inferenceClientId; ///< the client for inference tokens; empty: the same one
    QString username;
    /// The account's id at the server, as the last access token told it (`sub`): whom a lock waits for. No secret, and
    /// never exported.
    QString subject;
    Way way = Way::Password;
    QByteArray authoritiesPem; ///< the profile's own CA certificates, inside the profile, not by path
    bool remember = true;
    /// An offline session (scope offline_access): outlives the sign-in at the server, until it is signed out (rule 50).
    bool staySignedIn = false;
    bool locked = false; ///< by lock(): nothing is resumed before somebody has signed in again
    /// Came from the organisation's own files, which decide what it says; only what belongs to the person is kept here
    /// (see ProfileStore::setOrganisationProfiles()).
    bool organisation = false;
    /// An issuer other than the authentication address, which a person has confirmed (rule 53). The documented paths
    /// are used then, never the addresses that such a document names.
    QString acceptedIssuer;
    /// The one certificate (PEM) that a person has compared and trusts at the authentication address' host (rule 56).
    /// Not shared: whoever gets a profile is to compare it, too.
    QByteArray pinnedPem;
    /// The index of what the keychain should hold: tells "never stored" from "stored but out of reach" (rule 31).
    /// The inference client's secret, which is the sign-in client's too where both are one.
    bool clientSecretStored = false;
    bool signInSecretStored = false; ///< the secret of a sign-in client that is not the inference client
    bool refreshTokenStored = false;
    bool accessTokenStored = false; ///< for other processes on the same profile
    /// What may be in the keychain without being promised: noted before it is written or deleted, until the keychain
    /// says what became of that. Nothing is expected of it, but it is listed, and deleted with the rest.
    std::set<secrets::Kind> perhapsStored{};
    /// The client to sign in by needed no secret when it was used last: it is a public one.
    bool clientIsPublic = false;
    /// The keychain by its name at the time of saving: after a change of desktop what was kept is out of reach
    /// (rule 71).
    QString keychain;

    friend bool operator==(const Profile&, const Profile&) = default;
    [[nodiscard]] static Profile make();

    /// The name, or where there is none the host.
    [[nodiscard]] QString title() const;

    [[nodiscard]] QString inferenceClient() const { return inferenceClientId.isEmpty() ? clientId : inferenceClientId; }

    [[nodiscard]] bool hasOneClient() const { return inferenceClient() == clientId; }

    /// Whether the keychain should hold the secret that signing in needs.
    [[nodiscard]] bool hasStoredSignInSecret() const {
        return hasOneClient() ? clientSecretStored : signInSecretStored;
    }

    /// Whether signing in is known to need no secret.
    [[nodiscard]] bool hasPublicClient() const { return clientIsPublic || clientId == publicClientId(); }

    /// Whether the keychain has, or may have, the secret of a client: there is one to forget.
    [[nodiscard]] bool mayKeepClientSecret() const {
        return clientSecretStored || signInSecretStored || perhapsStored.count(secrets::Kind::ClientSecret) > 0
               || perhapsStored.count(secrets::Kind::SignInSecret) > 0;
    }

    /// Or may have them.
    [[nodiscard]] bool hasStoredSecrets() const {
        return clientSecretStored || signInSecretStored || refreshTokenStored || accessTokenStored
               || !perhapsStored.empty();
    }
};

/// The profiles' file: JSON with a version, written atomically, mode 0600. Unreadable: defaults, and the old file is
/// kept beside as profiles.json.unreadable. Small (a megabyte at most). Read at the start, and again before a change
/// where another process has written it; one process at a time changes it (profiles.json.lock). Only facts: secrets are
/// the keychain's, and who removes a profile forgets those first (StoredSecrets).
class ProfileStore {
public:
    explicit ProfileStore(QString path);

    /// Loads; on an unreadable file returns the error and starts empty (the copy is made then).
    Result<void> load();

    /// What another process has written meanwhile.
    void readAgain() { takeIn(); }

    /// In the person's order; the organisation's after them.
    [[nodiscard]] const QList<Profile>& profiles() const { return m_profiles; }

    [[nodiscard]] std::optional<Profile> find(const QUuid& id) const;
    [[nodiscard]] std::optional<Profile> lastUsed() const;
    /// What a sign-in made of it: adds or replaces by id, makes it the last used, writes. How a person marked one that
    /// is there (name, colour, read-only) stays: it may have been done elsewhere since this one was read.
    Result<void> save(const Profile& profile);
    /// Replaces by id, or adds at the end; leaves the last used as it is.
    Result<void> update(const Profile& profile);
    /// Changes one as it is in the file now. NotFound where it is gone.
    Result<void> edit(const QUuid& id, const std::function<void(Profile&)>& change);
    Result<void> markUsed(const QUuid& id);
    /// A copy with an id of its own, behind the original, without what the keychain holds for that. Of an
    /// organisation's profile: one of one's own.
    Result<Profile> duplicate(const QUuid& id);
    /// BadInput for an empty name, or one of an organisation's profile.
    Result<void> rename(const QUuid& id, const QString& name);
    /// To this place of the list, counted without it.
    Result<void> move(const QUuid& id, int to);
    /// An organisation's profile loses what was kept of the person, and stays.
    Result<void> remove(const QUuid& id);

    /// The profiles from the organisation's files: shown after the person's own, not writable. Of an own profile with
    /// the same id only what belongs to the person counts: user name, way, what is remembered and stored, the lock. At
    /// another address than the one it was used at, nothing counts as stored: no secret goes there by itself.
    void setOrganisationProfiles(const QList<Profile>& profiles);

    /// For a team: addresses, clients, CA certificates, names, colours; no user names, no marks of what is stored.
    [[nodiscard]] QByteArray exported(const QList<QUuid>& ids) const;
    Result<void> exportTo(const QString& path, const QList<QUuid>& ids) const;

    struct Imported {
        QList<Profile> added;
        int alreadyThere = 0; ///< the same, under the same id
        int unreadable = 0;   ///< without an id, or with an address that is refused
        int repeated = 0;     ///< an id that came twice in the file: the first counts
    };

    /// Adds what a team's file holds. Refused as a whole, and nothing changed: too large, broken, of a newer version,
    /// or with a secret in it. A known id with other content is added as another profile: what the keychain holds for
    /// the known one must not go to an address from a file.
    Result<Imported> importFrom(const QString& path);

private:
    class Change;
    void takeIn();
    void put(const Profile& profile, bool keepMarks);
    void putOrganisationIn();
    Result<void> write();
    [[nodiscard]] QString freeName(const QString& wanted) const;

    QString m_path;
    QList<Profile> m_profiles;
    QList<Profile> m_organisation; ///< as the organisation gave them
    QUuid m_lastUsed;
    QByteArray m_content; ///< of the file as it was read or written here
};

} // namespace wallaroo::session
