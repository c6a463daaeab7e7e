#include "session/instancecheck.h"

#include "session/core.h"

#include <algorithm>
#include <utility>

namespace wallaroo::session {

void InstanceCheck::use(const api::Discovery& discovery) {
    m_found = discovery;
}

void InstanceCheck::run(const QObject* who, Done done) {
    cancel(who);
    if (m_found || m_hasNone)
        return done(judge());
    m_waiting.emplace_back(who, std::move(done));
    if (m_waiting.size() == 1)
        m_running = m_core.tokenApi.discovery(this, [this](const Result<api::Discovery>& answer) { answered(answer); });
}

void InstanceCheck::cancel(const QObject* who) {
    const auto isTheirs = [who](const auto& each) { return each.first == who; };
    m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(), isTheirs), m_waiting.end());
    if (m_waiting.empty())
        m_running.cancel();
}

void InstanceCheck::answered(const Result<api::Discovery>& answer) {
    Result<void> verdict;
    if (answer)
        m_found = *answer;
    else if (answer.error().kind == ErrorKind::NotOffered)
        m_hasNone = true; // 404, 405: what is sent next says whether there is a Keycloak at all
    else
        verdict = tl::unexpected(answer.error());
    if (verdict)
        verdict = judge();
    const QPointer<InstanceCheck> alive(this);
    for (const auto& [who, done] : std::exchange(m_waiting, {})) {
        if (alive)
            done(verdict);
    }
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
