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
    for (auto& call : m_calls)
        call.cancel();
    m_calls.clear();
}

void LockLookup::start(const QStringList& ids) {
    stop();
    m_ids = ids.mid(0, most);
    m_beyond = static_cast<int>(ids.size() - m_ids.size());
    m_denial.reset();
    m_next = m_told = m_failed = 0;
    m_isRunning = true;
    if (m_ids.isEmpty())
        end();
    for (int i = 0; i < atOnce; ++i)
        next();
}

void LockLookup::next() {
    if (!m_isRunning || m_next >= m_ids.size())
        return;
    const QString id = m_ids.at(m_next++);
    m_calls.push_back(m_api.lockState(UserId::fromString(id), http::Lane::Bulk, this,
                                      [this, id](const Result<LockState>& told) { take(id, told); }));
}

void LockLookup::take(const QString& id, const Result<LockState>& told) {
    if (!m_isRunning)
        return;
    if (!told && told.error().kind == ErrorKind::NotAllowed) {
        m_denial = told.error();
        end();
        return;
    }
    told ? ++m_told : ++m_failed;
    const auto person = m_users.userById(id);
    if (told && person && told->isLocked != (person->status == UserStatus::Locked))
        m_users.setLocked(id, told->isLocked);
    if (asked() == m_ids.size()) {
        end();
        return;
    }
    Q_EMIT progressed();
    next();
}

void LockLookup::end() {
    stop();
    Q_EMIT finished();
}

} // namespace wallaroo
