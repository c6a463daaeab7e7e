#include "sandbox/sessions.h"

#include "sandbox/randomness.h"

namespace wallaroo::sandbox {

Session Sessions::begin(const std::string& userId, const std::string& clientId, bool offline, std::int64_t now) {
    Session session{randomUuid(), userId, clientId, offline, now};
    const auto held = m_database.lock();
    SQLite::Statement insert(m_database.sql(),
                             "INSERT INTO sessions (sid, userid, client, offline, started) VALUES (?,?,?,?,?)");
    insert.bind(1, session.id);
    insert.bind(2, session.userId);
    insert.bind(3, session.clientId);
    insert.bind(4, offline ? 1 : 0);
    insert.bind(5, now);
    insert.exec();
    return session;
}

std::optional<Session> Sessions::find(const std::string& id) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT userid, client, offline, started FROM sessions WHERE sid = ?");
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    return Session{id, query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getInt() != 0,
                   query.getColumn(3).getInt64()};
}

void Sessions::end(const std::string& id) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM sessions WHERE sid = ?");
    remove.bind(1, id);
    remove.exec();
}

void Sessions::endAll(const std::string& userId, const std::string& clientId) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM sessions WHERE userid = ? AND client = ?");
    remove.bind(1, userId);
    remove.bind(2, clientId);
    remove.exec();
}

void Sessions::revoke(const std::string& jti) {
    const auto held = m_database.lock();
    SQLite::Statement insert(m_database.sql(), "INSERT OR IGNORE INTO revoked (jti) VALUES (?)");
    insert.bind(1, jti);
    insert.exec();
}

bool Sessions::isRevoked(const std::string& jti) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT 1 FROM revoked WHERE jti = ?");
    query.bind(1, jti);
    return query.executeStep();
}

} // namespace wallaroo::sandbox
