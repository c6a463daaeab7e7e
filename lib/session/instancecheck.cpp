#include "session/instancecheck.h"

#include "session/core.h"

#include <utility>

namespace wallaroo::session {

void InstanceCheck::use(const api::Discovery& discovery) {
    m_found = discovery;
}

void InstanceCheck::run(Done done) {
    cancel();
    if (m_found || m_hasNone)
        return done(judge());
    m_done = std::move(done);
    m_running = m_core.tokenApi.discovery(this, [this](const Result<api::Discovery>& answer) { answered(answer); });
}

void InstanceCheck::cancel() {
    m_done = nullptr;
    m_running.cancel();
}

void InstanceCheck::answered(const Result<api::Discovery>& answer) {
    const Done done = std::exchange(m_done, nullptr);
    if (answer)
        m_found = *answer;
    else if (answer.error().kind == ErrorKind::NotOffered)
        m_hasNone = true; // 404, 405: what is sent next says whether there is a Keycloak at all
    else
        return done(tl::unexpected(answer.error()));
    done(judge());
}

Result<void> InstanceCheck::judge() {
    if (!m_found)
        return {};
    const auto& profile = m_core.profile;
    Result<void> verdict = api::checkDiscovery(*m_found, profile.instance, profile.acceptedIssuer);
    if (!verdict)
        m_found.reset(); // a proxy may be put right: looked at again the next time
    else if (m_found->issuerMatches && m_found->endpointsMatch)
        m_core.tokenApi.use(m_found->endpoints);
    return verdict;
}

} // namespace wallaroo::session
