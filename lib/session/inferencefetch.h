#pragma once

#include "domain/token.h"
#include "http/sender.h"

namespace wallaroo::session {

class Core;

/// Gets inference tokens by the client's own credentials (RFC 6749 §4.4). There is nothing to refresh: on expiry a new
/// one is asked for.
class InferenceFetch final : public QObject {
    Q_OBJECT
public:
    explicit InferenceFetch(Core& core) : m_core(core) {}

    /// Ends in tokensChanged() or inferenceFailed(); joins a fetch that runs.
    /// With a typed secret that one is used, and kept once it has worked.
    void fetch(const Secret& typedSecret);
    void cancel();

private:
    void refuse();
    void failLater(const Error& why);
    void ask();
    void send();
    void ended(const Result<TokenAnswer>& answer);

    Core& m_core;
    http::Handle m_running;
    Secret m_secret;     ///< of this fetch; the session's own once it has worked
    quint64 m_round = 0; ///< tells what belongs to a fetch that was canceled
    bool m_busy = false;
};

} // namespace wallaroo::session
