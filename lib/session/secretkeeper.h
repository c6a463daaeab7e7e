#pragma once

#include "secrets/secretstore.h"
#include "session/session.h"

#include <array>

namespace wallaroo::session {

/// What a session has to keep. Empty ones are left alone.
struct Keepsake {
    Secret clientSecret{};
    Secret signInSecret{};
    Secret refreshToken{};
    Secret accessToken{}; ///< packed, for other processes
};

/// What a session does with the keychain, and the only one who does: reads at a start, writes behind a sign-in or a
/// rotation, deletes at its end, and keeps the profile's index of what should be there. Failures are remembered and
/// shown, they never stop anything (rule 30).
///
/// The index is ahead of the keychain: what is about to be written stands in it as perhaps there, and what is about to
/// be deleted until that is done. A program that ends in between leaves nothing behind that nobody knows of.
class SecretKeeper final : public QObject {
    Q_OBJECT
public:
    /// The profile is the session's; its flags are kept here.
    SecretKeeper(secrets::SecretStore& store, Profile& profile);

    [[nodiscard]] Keeping keeping() const { return m_keeping; }

    [[nodiscard]] std::optional<Error> error() const { return m_error; }

    [[nodiscard]] QString name() const { return m_store.displayName(); }

    /// Whether the index says that it is there.
    [[nodiscard]] bool isStored(secrets::Kind kind) const;
    /// Whether it is in the keychain, or on its way to one that works.
    [[nodiscard]] bool isKept(secrets::Kind kind) const;
    /// Whether other processes see what this one writes.
    [[nodiscard]] bool isShared() const;

    /// Reads one secret that the index promises. An empty answer is an error then, and nothing is deleted: a locked
    /// keyring says "nothing there" (rule 31).
    void read(secrets::Kind kind, QObject* context, std::function<void(const Result<Secret>&)> done);
    /// The same without a word about it: nothing where it cannot be had.
    void peek(secrets::Kind kind, QObject* context, std::function<void(const std::optional<Secret>&)> done);

    /// After a sign-in with the password: what the keychain holds is of an earlier one until it is written.
    void beginAnew();
    /// Writes what is not kept yet; empty ones are left alone. `done` comes when all were written or given up: at once
    /// where there is nothing to wait for, which is also so behind a keychain that has just failed.
    void keep(const Keepsake& secrets, std::function<void()> done = {});
    /// keep() after a failure, with a word at its end in any case: a person waits for it.
    void keepAgain(const Keepsake& secrets);
    /// For a sign-in that is not to be remembered.
    void keepNothing();
    /// Deletes; `done` comes when that is finished or has failed. The access token goes with the refresh token.
    void forget(secrets::Kind kind, std::function<void(const Result<void>&)> done = {});
    /// Deletes what is refused, and not what another process has put there since: then comes `isAnother`.
    void forgetIfStill(secrets::Kind kind, const Secret& refused, std::function<void()> isAnother);
    /// The same by a person's will: nothing of that kind is written until a new sign-in, a typed secret or keepAgain().
    void forgetByHand(secrets::Kind kind, std::function<void(const Result<void>&)> done);

    /// Another process has written it: what peek() found is in the index from now on.
    void expect(secrets::Kind kind) { setMark(kind, Mark::Yes); }

    void keepFromNow(secrets::Kind kind) { item(kind).unwanted = false; }

    /// Of what is in the keychain nothing stays in memory.
    void dropCopies();

Q_SIGNALS:
    void keepingChanged();
    /// The index changed: the profile is to be saved.
    void indexChanged();

private:
    enum class Mark { No, Perhaps, Yes };

    struct Item {
        bool Profile::*stored = nullptr; ///< its place in the index
        Secret inKeychain;               ///< what is known to be there
        bool touched = false;   ///< written to by this session: there may be something, whatever the index says
        bool unwanted = false;  ///< forgotten by a person: not to come back by itself
        bool leaving = false;   ///< is being deleted
        Mark before = Mark::No; ///< what the index said when the last write began
        quint64 orders = 0;     ///< counts writes and deletions: only the last one's outcome counts
    };
    struct Batch;

    [[nodiscard]] Item& item(secrets::Kind kind) { return m_items[static_cast<std::size_t>(kind)]; }

    [[nodiscard]] const Item& item(secrets::Kind kind) const { return m_items[static_cast<std::size_t>(kind)]; }

    [[nodiscard]] secrets::Key key(secrets::Kind kind) const { return {m_profile.id, kind}; }

    [[nodiscard]] Error nothingFound() const;
    void write(secrets::Kind kind, const Secret& secret, const std::shared_ptr<Batch>& batch);
    void erase(secrets::Kind kind, std::function<void(const Result<void>&)> done);
    [[nodiscard]] Mark mark(secrets::Kind kind) const;
    [[nodiscard]] bool note(secrets::Kind kind, Mark mark);
    void setMark(secrets::Kind kind, Mark mark);
    void setKeeping(Keeping keeping, const std::optional<Error>& error = {});

    secrets::SecretStore& m_store;
    Profile& m_profile;
    std::array<Item, std::size(secrets::allKinds)> m_items;
    Keeping m_keeping = Keeping::NotAsked;
    std::optional<Error> m_error;
};

} // namespace wallaroo::session
