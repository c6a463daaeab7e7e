#pragma once

#include "api/discovery.h"
#include "http/sender.h"

#include <utility>
#include <vector>

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

    /// At once where it is known, else when the answer is there: one request for all who wait. `who` asks once at a
    /// time.
    void run(const QObject* who, Done done);
    void cancel(const QObject* who);

private:
    void answered(const Result<api::Discovery>& answer);
    [[nodiscard]] Result<void> judge();

    Core& m_core;
    std::optional<api::Discovery> m_found;
    bool m_hasNone = false;
    std::vector<std::pair<const QObject*, Done>> m_waiting;
    http::Handle m_running;
};

} // namespace wallaroo::session
