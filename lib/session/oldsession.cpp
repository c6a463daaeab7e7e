#include "session/oldsession.h"

#include "session/core.h"

#include <utility>

namespace wallaroo::session {

void OldSession::note() {
    drop();
    m_inMemory = m_core.tokens.refresh;
    m_open = 1;
    if (!m_core.keeper.isKept(secrets::Kind::RefreshToken))
        return;
    ++m_open;
    m_core.keeper.peek(secrets::Kind::RefreshToken, this, [this, round = m_round](const std::optional<Secret>& found) {
        if (round != m_round)
            return;
        m_inKeychain = found;
        stepDone();
    });
}

void OldSession::end() {
    if (m_open > 0)
        stepDone();
}

void OldSession::drop() {
    ++m_round;
    m_open = 0;
    m_inMemory.clear();
    m_inKeychain.reset();
}

void OldSession::stepDone() {
    if (--m_open > 0)
        return;
    const Secret old = m_inKeychain.value_or(m_inMemory);
    const bool isUsedElsewhere = m_inKeychain && !m_inMemory.isEmpty() && *m_inKeychain != m_inMemory;
    // What could not be replaced in the keychain may still be read there.
    const bool isStillThere = m_inKeychain && m_core.keeper.keeping() == Keeping::Failed;
    drop();
    if (!isUsedElsewhere && !isStillThere && isToEnd(old))
        m_core.tokenApi.logout(m_core.client(), old, &m_core.session, [](const Result<void>&) {});
}

/// Another session, and of the same person, as far as both can be told.
bool OldSession::isToEnd(const Secret& old) const {
    const auto before = readAccessClaims(old);
    const AccessClaims& now = m_core.claims;
    return before && !before->sessionId.isEmpty() && !now.sessionId.isEmpty() && before->sessionId != now.sessionId
           && !now.subject.isEmpty() && before->subject == now.subject;
}

} // namespace wallaroo::session
