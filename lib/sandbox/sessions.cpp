#include "sandbox/sessions.h"

#include "sandbox/randomness.h"

namespace wallaroo::sandbox {

namespace {

constexpr const char* kSelect = "SELECT sid, userid, client, offline, started, address, lastaccess FROM sessions ";

Session sessionOf(SQLite::Statement& row) {
    Session session;
    session.id = row.getColumn(0).getString();
    session.userId = row.getColumn(1).getString();
    session.clientId = row.getColumn(2).getString();
    session.offline = row.getColumn(3).getInt() != 0;
    session.started = row.getColumn(4).getInt64();
    session.address = row.getColumn(5).getString();
    session.lastAccess = row.getColumn(6).getInt64();
    return session;
}

} // namespace

Session Sessions::begin(const std::string& userId, const std::string& clientId, bool offline, std::int64_t now,
                        const std::string& address) {
    Session session{randomUuid(), userId, clientId, offline, now, address, now};
    const auto held = m_database.lock();
    SQLite::Statement insert(
        m_database.sql(), "INSERT INTO sessions (sid, userid, client, offline, started, address, lastaccess, online) "
                          "VALUES (?,?,?,?,?,?,?,1)");
    insert.bind(1, session.id);
    insert.bind(2, session.userId);
    insert.bind(3, session.clientId);
    insert.bind(4, offline ? 1 : 0);
    insert.bind(5, now);
    insert.bind(6, address);
    insert.bind(7, now);
    insert.exec();
    return session;
}

std::optional<Session> Sessions::find(const std::string& id) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), std::string(kSelect) + "WHERE sid = ?");
    query.bind(1, id);
    if (!query.executeStep())
        return std::nullopt;
    return sessionOf(query);
}

std::vector<Session> Sessions::select(const char* condition, const std::string& first, const std::string& second) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), std::string(kSelect) + condition + " ORDER BY started, sid");
    query.bind(1, first);
    query.bind(2, second);
    std::vector<Session> sessions;
    while (query.executeStep())
        sessions.push_back(sessionOf(query));
    return sessions;
}

std::vector<Session> Sessions::onlineOf(const std::string& userId) {
    return select("WHERE userid = ? AND online = 1 AND client LIKE ?", userId, "%");
}

std::vector<Session> Sessions::offlineOf(const std::string& userId, const std::string& clientId) {
    return select("WHERE userid = ? AND client = ? AND offline = 1", userId, clientId);
}

void Sessions::touch(const std::string& id, std::int64_t now) {
    const auto held = m_database.lock();
    SQLite::Statement update(m_database.sql(), "UPDATE sessions SET lastaccess = ? WHERE sid = ?");
    update.bind(1, now);
    update.bind(2, id);
    update.exec();
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

int Sessions::endWhere(const char* condition, const std::string& value) {
    const auto held = m_database.lock();
    int ended = 0;
    for (const char* change : {"UPDATE sessions SET online = 0 WHERE online = 1 AND offline = 1 AND ",
                               "DELETE FROM sessions WHERE offline = 0 AND "}) {
        SQLite::Statement statement(m_database.sql(), std::string(change) + condition);
        statement.bind(1, value);
        ended += statement.exec();
    }
    return ended;
}

bool Sessions::endOnline(const std::string& id) {
    return endWhere("sid = ?", id) > 0;
}

void Sessions::endAllOnline(const std::string& userId) {
    endWhere("userid = ?", userId);
}

void Sessions::endEverything(const std::string& userId) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM sessions WHERE userid = ?");
    remove.bind(1, userId);
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
