#include "sandbox/database.h"

#include <stdexcept>
#include <sys/stat.h>

namespace wallaroo::sandbox {

namespace {

constexpr int kApplicationId = 0x77616c6c; // "wall": tells our files from anybody else's
constexpr int kSchemaVersion = 1;

constexpr const char* kTables = R"sql(
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE users (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    username TEXT NOT NULL UNIQUE,
    email TEXT UNIQUE,
    firstname TEXT,
    lastname TEXT,
    enabled INTEGER NOT NULL,
    emailverified INTEGER NOT NULL,
    admin INTEGER NOT NULL,
    created INTEGER NOT NULL,
    lastlogintold INTEGER NOT NULL,
    lastlogin INTEGER,
    requiredactions TEXT NOT NULL,
    federated TEXT,
    password TEXT);
CREATE TABLE sessions (
    sid TEXT PRIMARY KEY,
    userid TEXT NOT NULL,
    client TEXT NOT NULL,
    offline INTEGER NOT NULL,
    started INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE revoked (jti TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE workspaces (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    createdat TEXT NOT NULL,
    createdby TEXT NOT NULL,
    archived INTEGER NOT NULL,
    models TEXT NOT NULL,
    pipelines TEXT NOT NULL);
CREATE INDEX workspacenames ON workspaces (name);
CREATE TABLE members (
    workspace INTEGER NOT NULL,
    userid TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (workspace, userid)) WITHOUT ROWID;
CREATE INDEX memberships ON members (userid);
)sql";

// The file holds signing keys and password hashes: it belongs to its owner alone, from its first byte on.
SQLite::Database openPrivately(const std::string& file) {
    const mode_t before = ::umask(0077);
    try {
        SQLite::Database sql(file.empty() ? ":memory:" : file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        ::umask(before);
        return sql;
    } catch (const SQLite::Exception& error) {
        ::umask(before);
        throw std::runtime_error("the database " + file + " cannot be opened: " + error.what());
    }
}

} // namespace

Database::Database(const std::string& file) : m_sql(openPrivately(file)) {
    try {
        // An in-memory state needs no journal; a file needs one that survives being killed in the middle.
        m_sql.exec(file.empty() ? "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"
                                : "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL");
        m_sql.setBusyTimeout(2000);
        const int application = m_sql.execAndGet("PRAGMA application_id").getInt();
        const int tables = m_sql.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
        if (tables == 0)
            createTables();
        else if (application != kApplicationId)
            throw std::runtime_error("the database " + file + " was not made by wallaroo-sandbox");
        else if (m_sql.execAndGet("PRAGMA user_version").getInt() != kSchemaVersion)
            throw std::runtime_error("the database " + file + " was made by another version of wallaroo-sandbox");
        m_isNew = !setting("filled").has_value();
    } catch (const SQLite::Exception& error) {
        throw std::runtime_error("the database " + file + " cannot be used: " + error.what());
    }
}

void Database::createTables() {
    SQLite::Transaction transaction(m_sql);
    m_sql.exec(kTables);
    m_sql.exec("PRAGMA application_id=" + std::to_string(kApplicationId));
    m_sql.exec("PRAGMA user_version=" + std::to_string(kSchemaVersion));
    transaction.commit();
}

std::optional<std::string> Database::setting(const std::string& name) {
    const auto held = lock();
    SQLite::Statement query(m_sql, "SELECT value FROM settings WHERE name = ?");
    query.bind(1, name);
    if (!query.executeStep())
        return std::nullopt;
    return query.getColumn(0).getString();
}

void Database::setSetting(const std::string& name, const std::string& value) {
    const auto held = lock();
    SQLite::Statement update(m_sql, "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)");
    update.bind(1, name);
    update.bind(2, value);
    update.exec();
}

} // namespace wallaroo::sandbox
