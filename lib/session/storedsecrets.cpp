#include "session/storedsecrets.h"

namespace wallaroo::session {
namespace {

using secrets::Kind;

struct Entry {
    Kind kind;
    bool Profile::*mark;
};

constexpr Entry entries[] = {
    {Kind::ClientSecret, &Profile::clientSecretStored},
    {Kind::SignInSecret, &Profile::signInSecretStored},
    {Kind::RefreshToken, &Profile::refreshTokenStored},
    {Kind::AccessToken, &Profile::accessTokenStored},
};

bool mayBeThere(const Profile& profile, const Entry& entry) {
    return profile.*entry.mark || profile.perhapsStored.count(entry.kind) > 0;
}

} // namespace

QList<StoredItem> StoredSecrets::items() const {
    QList<StoredItem> items;
    for (const Profile& profile : m_profiles.profiles()) {
        for (const Entry& entry : entries) {
            if (!mayBeThere(profile, entry))
                continue;
            const QString client = entry.kind == Kind::ClientSecret ? profile.inferenceClient() : profile.clientId;
            items.append({profile.id, profile.title(), entry.kind, client, profile.*entry.mark, profile.keychain});
        }
    }
    return items;
}

void StoredSecrets::forget(const QUuid& profile, Kind kind, QObject* context, Done done) {
    const auto removed = [this, profile, kind, waiting = QPointer(context),
                          done = std::move(done)](const Result<void>& outcome) {
        if (outcome)
            taken(profile, kind);
        if (waiting)
            done(outcome);
    };
    m_store.remove({profile, kind}, this, removed);
    if (kind == Kind::RefreshToken) // what the command line made of it goes with it; no profile has a mark for that
        m_store.remove({profile, Kind::AccessToken}, this, [](const Result<void>&) {});
}

void StoredSecrets::forgetAll(const QUuid& profile, QObject* context, Done done) {
    const auto known = m_profiles.find(profile);
    for (const Entry& entry : entries) {
        if (!known || !mayBeThere(*known, entry))
            continue;
        const auto next = [this, profile, waiting = QPointer(context),
                           done = std::move(done)](const Result<void>& outcome) {
            if (!outcome && waiting)
                done(outcome);
            else if (outcome)
                forgetAll(profile, waiting, done);
        };
        return forget(profile, entry.kind, this, next);
    }
    QMetaObject::invokeMethod(
        this,
        [waiting = QPointer(context), done = std::move(done)] {
            if (waiting)
                done({});
        },
        Qt::QueuedConnection);
}

void StoredSecrets::taken(const QUuid& profile, Kind kind) {
    const auto forget = [kind](Profile& known) {
        for (const Entry& entry : entries) {
            if (entry.kind == kind)
                known.*entry.mark = false;
        }
        known.perhapsStored.erase(kind);
    };
    // Not written: the next start asks the keychain for what is gone, and says so.
    (void)m_profiles.edit(profile, forget);
}

} // namespace wallaroo::session
