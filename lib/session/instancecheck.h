#pragma once

#include "api/discovery.h"
#include "http/sender.h"

namespace wallaroo::session {

class Core;

/// Reads and checks the discovery document before the first secret goes out (rule 53), once a session. Where an
/// instance has none, the documented paths are used.
class InstanceCheck final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Result<void>&)>;

    explicit InstanceCheck(Core& core) : m_core(core) {}

    /// What somebody found out before.
    void use(const api::Discovery& discovery);

    [[nodiscard]] const std::optional<api::Discovery>& found() const { return m_found; }

    /// At once where it is known, else when the answer is there. A later one takes the place of one that waits.
    void run(Done done);
    void cancel();

private:
    void answered(const Result<api::Discovery>& answer);
    [[nodiscard]] Result<void> judge();

    Core& m_core;
    std::optional<api::Discovery> m_found;
    bool m_hasNone = false;
    Done m_done;
    http::Handle m_running;
};

} // namespace wallaroo::session
