#pragma once

#include "base/secret.h"

#include <QObject>

#include <optional>

namespace wallaroo::session {

class Core;

/// The session that a new sign-in of the same person takes the place of. Left alone it would live on at the server, an
/// offline one for weeks, with nobody who has its token. It is told to end in the background, whatever becomes of that,
/// and only once the new tokens are in the keychain, where another process on this profile looks for them.
class OldSession final : public QObject {
    Q_OBJECT
public:
    explicit OldSession(Core& core) : m_core(core) {}

    /// Before anything new is written: what memory has or, as behind a lock, the keychain.
    void note();
    /// The new tokens are where they are to be.
    void end();
    /// Nothing of it stays in memory.
    void drop();

private:
    void stepDone();
    [[nodiscard]] bool isToEnd(const Secret& old) const;

    Core& m_core;
    Secret m_inMemory;
    std::optional<Secret> m_inKeychain;
    int m_open = 0; ///< what is still waited for
    quint64 m_round = 0;
};

} // namespace wallaroo::session
