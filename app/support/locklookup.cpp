#include "support/locklookup.h"

namespace wallaroo {

LockLookup::LockLookup(api::KeycloakAdminApi& api, models::UsersModel& users, QObject* parent)
    : QObject(parent),
      m_api(api),
      m_users(users) {
}

LockLookup::~LockLookup() {
    stop();
}

void LockLookup::stop() {
    m_isRunning = false;
    m_waiting.clear();
    for (auto& call : m_calls)
        call.cancel();
    m_calls.clear();
}

void LockLookup::forget() {
    stop();
    m_wanted.clear();
    m_answered.clear();
    m_denial.reset();
    m_asked = m_failed = m_beyond = 0;
}

void LockLookup::ask(const QStringList& ids) {
    m_waiting.clear();
    m_wanted.clear();
    m_asked = m_failed = m_beyond = 0;
    for (const QString& id : ids) {
        const bool isNew = !m_answered.contains(id) && !m_calls.contains(id);
        if (isNew && m_waiting.size() == most) {
            ++m_beyond;
            continue;
        }
        m_wanted.insert(id);
        count(id);
        if (isNew)
            m_waiting << id;
    }
    m_isRunning = true;
    if (m_denial || m_asked == m_wanted.size()) {
        end();
        return;
    }
    while (m_calls.size() < atOnce && !m_waiting.isEmpty())
        next();
}

void LockLookup::count(const QString& id) {
    const auto told = m_answered.constFind(id);
    if (told == m_answered.constEnd() || !m_wanted.contains(id))
        return;
    ++m_asked;
    m_failed += *told ? 0 : 1;
}

void LockLookup::next() {
    const QString id = m_waiting.takeFirst();
    m_calls.insert(id, m_api.lockState(UserId::fromString(id), http::Lane::Bulk, this,
                                       [this, id](const Result<LockState>& told) { take(id, told); }));
}

void LockLookup::take(const QString& id, const Result<LockState>& told) {
    if (!m_isRunning)
        return;
    m_calls.remove(id);
    if (!told && told.error().kind == ErrorKind::NotAllowed) {
        m_denial = told.error();
        end();
        return;
    }
    m_answered.insert(id, told.has_value());
    count(id);
    if (told)
        m_users.setLocked(id, told->isLocked);
    if (!m_waiting.isEmpty())
        next();
    if (m_asked == m_wanted.size())
        end();
    else
        Q_EMIT progressed();
}

void LockLookup::end() {
    stop();
    Q_EMIT finished();
}

int LockLookup::notKnown() const {
    const int unasked = wanted() - m_asked + m_beyond;
    return m_denial ? wanted() + m_beyond : unasked + m_failed;
}

} // namespace wallaroo
