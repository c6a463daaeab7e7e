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
        token.touched = token.touched || isStored(kind);
    }
    bool changed = false;
    for (const Kind kind : {Kind::RefreshToken, Kind::AccessToken}) {
        if (isStored(kind))
            changed = note(kind, Mark::Perhaps) || changed; // no longer promised, but there
    }
    if (changed)
        Q_EMIT indexChanged();
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
    bool changed = false;
    for (const auto& [kind, secret] : news) {
        item(kind).before = mark(kind);
        const bool isClients = kind == Kind::ClientSecret || kind == Kind::SignInSecret;
        if (isClients || !isStored(kind)) // of a client, what is there is an older one
            changed = note(kind, Mark::Perhaps) || changed;
    }
    QPointer<SecretKeeper> alive(this);
    if (changed)
        Q_EMIT indexChanged(); // saved before anything is written
    if (!alive)
        return;
    const auto batch = std::make_shared<Batch>(Batch{*this, waits ? done : nullptr, {}, static_cast<int>(news.size())});
    for (const auto& [kind, secret] : news)
        write(kind, secret, batch);
    if (done && (!waits || batch->open == 0))
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
    item(kind).leaving = false;
    const quint64 order = ++item(kind).orders;
    m_store.write(key(kind), secret, this, [this, kind, secret, order, batch](const Result<void>& outcome) {
        QPointer<SecretKeeper> alive(this);
        if (order == item(kind).orders) {
            if (outcome) {
                item(kind).inKeychain = secret;
                setMark(kind, Mark::Yes);
            } else if (!isStored(kind) && !m_store.isOnItsWay(key(kind))) {
                setMark(kind, item(kind).before == Mark::No ? Mark::No : Mark::Perhaps);
            }
        }
        if (alive)
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
    const Mark before = mark(kind);
    const bool mayBeThere = before == Mark::Yes || forgotten.touched || (before == Mark::Perhaps && !forgotten.leaving);
    forgotten.inKeychain.clear();
    forgotten.touched = false;
    if (!mayBeThere) {
        if (done)
            done({});
        return;
    }
    const quint64 order = ++forgotten.orders;
    forgotten.leaving = true;
    const auto removed = [this, kind, order, before, done = std::move(done)](const Result<void>& outcome) {
        QPointer<SecretKeeper> alive(this);
        const bool isLast = order == item(kind).orders;
        if (isLast)
            item(kind).leaving = false;
        if (isLast && outcome)
            setMark(kind, Mark::No);
        if (isLast && !outcome) {
            item(kind).touched = true; // the next sign-out tries again
            // A client's secret is still there, and still good; a token is finished either way.
            if (before == Mark::Yes && (kind == Kind::ClientSecret || kind == Kind::SignInSecret))
                setMark(kind, before);
            if (alive)
                setKeeping(Keeping::Failed, outcome.error());
        }
        if (alive && done)
            done(outcome);
    };
    QPointer<SecretKeeper> alive(this);
    setMark(kind, Mark::Perhaps); // until it is gone
    if (alive)
        m_store.remove(key(kind), this, removed);
}

void SecretKeeper::dropCopies() {
    for (Item& each : m_items)
        each.inKeychain.clear();
}

SecretKeeper::Mark SecretKeeper::mark(Kind kind) const {
    if (isStored(kind))
        return Mark::Yes;
    return m_profile.perhapsStored.count(kind) > 0 ? Mark::Perhaps : Mark::No;
}

/// Whether that is something new.
bool SecretKeeper::note(Kind kind, Mark mark) {
    bool changed = this->mark(kind) != mark;
    m_profile.*item(kind).stored = mark == Mark::Yes;
    if (mark == Mark::Perhaps)
        m_profile.perhapsStored.insert(kind);
    else
        m_profile.perhapsStored.erase(kind);
    const bool namesKeychain = mark == Mark::Yes || (mark == Mark::Perhaps && m_profile.keychain.isEmpty());
    if (namesKeychain && std::exchange(m_profile.keychain, name()) != name())
        changed = true;
    return changed;
}

void SecretKeeper::setMark(Kind kind, Mark mark) {
    if (note(kind, mark))
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
