#include "session/secretkeeper.h"

#include "session/sessionerrors.h"

#include <algorithm>
#include <utility>
#include <vector>

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
    item(Kind::AccessToken).stored = &Profile::accessTokenStored;
}

bool SecretKeeper::isStored(Kind kind) const {
    return m_profile.*item(kind).stored;
}

bool SecretKeeper::isKept(Kind kind) const {
    return isShared() && (isStored(kind) || item(kind).touched);
}

bool SecretKeeper::isShared() const {
    return m_profile.remember && m_store.isPersistent() && m_keeping != Keeping::Failed;
}

Error SecretKeeper::nothingFound() const {
    const bool elsewhere = !m_profile.keychain.isEmpty() && m_profile.keychain != name();
    return elsewhere ? secretInAnotherKeychain(m_profile.keychain, name()) : secretOutOfReach(name());
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
        Error error = found ? nothingFound() : found.error();
        error.field = Field::Keychain;
        QPointer<SecretKeeper> alive(this);
        setKeeping(Keeping::Failed, error);
        if (alive && waiting)
            done(tl::unexpected(error));
    };
    m_store.read(key(kind), this, answered);
}

void SecretKeeper::peek(Kind kind, QObject* context, std::function<void(const std::optional<Secret>&)> done) {
    const auto answered = [this, kind, orders = item(kind).orders, waiting = QPointer(context),
                           done = std::move(done)](const Result<std::optional<Secret>>& found) {
        if (found && *found && orders == item(kind).orders)
            item(kind).inKeychain = **found;
        if (waiting)
            done(found ? *found : std::nullopt);
    };
    m_store.read(key(kind), this, answered);
}

void SecretKeeper::beginAnew() {
    for (const Kind kind : {Kind::RefreshToken, Kind::AccessToken}) {
        Item& token = item(kind);
        token.inKeychain.clear();
        token.unwanted = false;
        token.touched = token.touched || isStored(kind); // no longer promised, but there
    }
    QPointer<SecretKeeper> alive(this);
    setStored(Kind::RefreshToken, false);
    if (alive)
        setStored(Kind::AccessToken, false);
}

void SecretKeeper::keep(const Keepsake& secrets, std::function<void()> done) {
    if (!m_profile.remember || !m_store.isPersistent()) {
        QPointer<SecretKeeper> alive(this);
        setKeeping(Keeping::SessionOnly);
        if (alive && done)
            done();
        return;
    }
    const bool waits = m_keeping != Keeping::Failed;
    std::vector<std::pair<Kind, Secret>> news{{Kind::ClientSecret, secrets.clientSecret},
                                              {Kind::SignInSecret, secrets.signInSecret},
                                              {Kind::RefreshToken, secrets.refreshToken},
                                              {Kind::AccessToken, secrets.accessToken}};
    const auto isNothingNew = [this](const auto& each) {
        const Item& known = item(each.first);
        return each.second.isEmpty() || known.unwanted || each.second == known.inKeychain;
    };
    news.erase(std::remove_if(news.begin(), news.end(), isNothingNew), news.end());
    const auto batch = std::make_shared<Batch>(Batch{*this, waits ? done : nullptr, {}, static_cast<int>(news.size())});
    for (const auto& [kind, secret] : news)
        write(kind, secret, batch);
    QPointer<SecretKeeper> alive(this);
    for (const auto& [kind, secret] : news) {
        const bool isClients = kind == Kind::ClientSecret || kind == Kind::SignInSecret;
        if (alive && isClients)
            setStored(kind, false); // what is there is an older one
    }
    if (alive && done && (!waits || batch->open == 0))
        done();
}

void SecretKeeper::keepAgain(const Keepsake& secrets) {
    m_keeping = Keeping::NotAsked;
    m_error.reset();
    for (Item& each : m_items)
        each.unwanted = false;
    const auto said = std::make_shared<bool>(false);
    const auto noted = connect(this, &SecretKeeper::keepingChanged, this, [said] { *said = true; });
    keep(secrets, [this, said, noted] {
        disconnect(noted);
        if (m_keeping == Keeping::NotAsked) // there was nothing left to write
            setKeeping(Keeping::Kept);
        else if (!*said)
            Q_EMIT keepingChanged();
    });
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
    QPointer<SecretKeeper> alive(this);
    for (const Kind kind : {Kind::ClientSecret, Kind::SignInSecret, Kind::RefreshToken}) {
        if (alive)
            forget(kind);
    }
    if (alive && m_keeping != Keeping::Failed)
        setKeeping(Keeping::SessionOnly);
}

void SecretKeeper::forget(Kind kind, std::function<void(const Result<void>&)> done) {
    QPointer<SecretKeeper> alive(this);
    if (kind == Kind::RefreshToken)
        erase(Kind::AccessToken, {});
    if (alive)
        erase(kind, std::move(done));
}

void SecretKeeper::forgetIfStill(Kind kind, const Secret& refused, std::function<void()> isAnother) {
    const auto found = [this, kind, refused, orders = item(kind).orders,
                        isAnother = std::move(isAnother)](const std::optional<Secret>& now) {
        if (orders != item(kind).orders)
            return; // written anew meanwhile, or deleted
        if (now && *now != refused)
            return isAnother();
        forget(kind);
    };
    peek(kind, this, found);
}

void SecretKeeper::forgetByHand(Kind kind, std::function<void(const Result<void>&)> done) {
    item(kind).unwanted = true;
    if (kind == Kind::RefreshToken)
        item(Kind::AccessToken).unwanted = true;
    forget(kind, std::move(done));
}

void SecretKeeper::erase(Kind kind, std::function<void(const Result<void>&)> done) {
    Item& forgotten = item(kind);
    const bool wasStored = isStored(kind);
    const bool mayBeThere = wasStored || forgotten.touched;
    forgotten.inKeychain.clear();
    forgotten.touched = false;
    const quint64 order = ++forgotten.orders;
    if (!mayBeThere) {
        if (done)
            done({});
        return;
    }
    const auto removed = [this, kind, order, wasStored, done = std::move(done)](const Result<void>& outcome) {
        QPointer<SecretKeeper> alive(this);
        if (!outcome && order == item(kind).orders) {
            item(kind).touched = true; // the next sign-out tries again
            // A client's secret is still there, and still good; a token is finished either way.
            if (kind == Kind::ClientSecret || kind == Kind::SignInSecret)
                setStored(kind, wasStored);
            if (alive)
                setKeeping(Keeping::Failed, outcome.error());
        }
        if (alive && done)
            done(outcome);
    };
    m_store.remove(key(kind), this, removed);
    setStored(kind, false);
}

void SecretKeeper::dropCopies() {
    for (Item& each : m_items)
        each.inKeychain.clear();
}

void SecretKeeper::setStored(Kind kind, bool stored) {
    bool changed = std::exchange(m_profile.*item(kind).stored, stored) != stored;
    if (stored && std::exchange(m_profile.keychain, name()) != name())
        changed = true;
    if (changed)
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
