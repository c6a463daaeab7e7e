#include "session/secretkeeper.h"

#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {

using secrets::Kind;

/// The writes of one keep(), and who waits for all of them. Ends when the last write lets go of it.
struct SecretKeeper::Batch {
    SecretKeeper& keeper;
    std::function<void()> done;
    std::optional<Error> error;
    int open = 0;

    void ended(const Result<void>& outcome) {
        if (!outcome)
            error = outcome.error();
        if (--open > 0)
            return;
        const auto callback = std::exchange(done, nullptr);
        QPointer<SecretKeeper> alive(&keeper);
        keeper.setKeeping(error ? Keeping::Failed : Keeping::Kept, error);
        if (alive && callback)
            callback();
    }
};

SecretKeeper::SecretKeeper(secrets::SecretStore& store, Profile& profile) : m_store(store), m_profile(profile) {
    item(Kind::ClientSecret).stored = &Profile::clientSecretStored;
    item(Kind::SignInSecret).stored = &Profile::signInSecretStored;
    item(Kind::RefreshToken).stored = &Profile::refreshTokenStored;
}

void SecretKeeper::read(Kind kind, QObject* context, std::function<void(const Result<Secret>&)> done) {
    const auto answered = [this, kind, waiting = QPointer(context),
                           done = std::move(done)](const Result<std::optional<Secret>>& found) {
        if (!waiting)
            return;
        if (found && *found) {
            item(kind).inKeychain = **found;
            QPointer<SecretKeeper> alive(this);
            setKeeping(Keeping::Kept);
            if (alive && waiting)
                done(**found);
            return;
        }
        const Error error = found ? secretOutOfReach(name()) : found.error();
        QPointer<SecretKeeper> alive(this);
        setKeeping(Keeping::Failed, error);
        if (alive && waiting)
            done(tl::unexpected(error));
    };
    m_store.read(key(kind), this, answered);
}

void SecretKeeper::beginAnew() {
    Item& token = item(Kind::RefreshToken);
    token.inKeychain.clear();
    token.touched = token.touched || m_profile.refreshTokenStored; // no longer promised, but there
    setStored(Kind::RefreshToken, false);
}

void SecretKeeper::keep(const Secret& clientSecret, const Secret& refreshToken, std::function<void()> done) {
    if (!m_profile.remember || !m_store.isPersistent()) {
        setKeeping(Keeping::SessionOnly);
        if (done)
            done();
        return;
    }
    const bool waits = m_keeping != Keeping::Failed;
    const bool newClientSecret = !clientSecret.isEmpty() && clientSecret != item(Kind::ClientSecret).inKeychain;
    const bool newRefreshToken = !refreshToken.isEmpty() && refreshToken != item(Kind::RefreshToken).inKeychain;
    auto batch = std::make_shared<Batch>(Batch{*this, waits ? done : nullptr, {}, newClientSecret + newRefreshToken});
    if (newClientSecret)
        write(Kind::ClientSecret, clientSecret, batch);
    if (newRefreshToken)
        write(Kind::RefreshToken, refreshToken, batch);
    QPointer<SecretKeeper> alive(this);
    if (newClientSecret)
        setStored(Kind::ClientSecret, false); // what is there is an older one
    if (alive && done && (!waits || batch->open == 0))
        done();
}

void SecretKeeper::write(Kind kind, const Secret& secret, const std::shared_ptr<Batch>& batch) {
    item(kind).touched = true;
    const quint64 order = ++item(kind).orders;
    m_store.write(key(kind), secret, this, [this, kind, secret, order, batch](const Result<void>& outcome) {
        if (outcome && order == item(kind).orders) {
            item(kind).inKeychain = secret;
            QPointer<SecretKeeper> alive(this);
            setStored(kind, true);
            if (!alive)
                return;
        }
        batch->ended(outcome);
    });
}

void SecretKeeper::keepNothing() {
    forget(Kind::ClientSecret);
    forget(Kind::RefreshToken);
    if (m_keeping != Keeping::Failed)
        setKeeping(Keeping::SessionOnly);
}

void SecretKeeper::forget(Kind kind, std::function<void()> done) {
    Item& forgotten = item(kind);
    const bool wasStored = m_profile.*forgotten.stored;
    const bool mayBeThere = wasStored || forgotten.touched;
    forgotten.inKeychain.clear();
    forgotten.touched = false;
    const quint64 order = ++forgotten.orders;
    if (!mayBeThere) {
        if (done)
            done();
        return;
    }
    const auto removed = [this, kind, order, wasStored, done = std::move(done)](const Result<void>& outcome) {
        QPointer<SecretKeeper> alive(this);
        if (!outcome && order == item(kind).orders) {
            item(kind).touched = true;      // the next sign-out tries again
            if (kind == Kind::ClientSecret) // still there, and still good; a refresh token is finished either way
                setStored(kind, wasStored);
            if (alive)
                setKeeping(Keeping::Failed, outcome.error());
        }
        if (alive && done)
            done();
    };
    m_store.remove(key(kind), this, removed);
    setStored(kind, false);
}

void SecretKeeper::dropCopies() {
    for (Item& each : m_items)
        each.inKeychain.clear();
}

void SecretKeeper::setStored(Kind kind, bool stored) {
    if (std::exchange(m_profile.*item(kind).stored, stored) != stored)
        Q_EMIT indexChanged();
}

void SecretKeeper::setKeeping(Keeping keeping, const std::optional<Error>& error) {
    const bool same = m_keeping == keeping && m_error.has_value() == error.has_value()
                      && (!error || (m_error->kind == error->kind && m_error->sentence == error->sentence));
    m_keeping = keeping;
    m_error = error;
    if (!same)
        Q_EMIT keepingChanged();
}

} // namespace wallaroo::session
