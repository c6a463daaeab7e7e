#include "sandbox/database.h"

#include "sandbox/usersearch.h"

#include <sqlite3.h>
#include <stdexcept>
#include <sys/stat.h>

namespace wallaroo::sandbox {

namespace {

constexpr int kApplicationId = 0x77616c6c; // "wall": tells our files from anybody else's
constexpr int kSchemaVersion = 2;

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
    password TEXT,
    rights TEXT NOT NULL,
    realmroles TEXT NOT NULL,
    notbefore INTEGER NOT NULL);
CREATE TABLE attempts (
    userid TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    lockouts INTEGER NOT NULL,
    lastfailure INTEGER NOT NULL,
    lastaddress TEXT NOT NULL,
    lockedtill INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (
    sid TEXT PRIMARY KEY,
    userid TEXT NOT NULL,
    client TEXT NOT NULL,
    offline INTEGER NOT NULL,
    online INTEGER NOT NULL,
    started INTEGER NOT NULL,
    address TEXT NOT NULL,
    lastaccess INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX sessionusers ON sessions (userid);
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

// folded(text): SQLite's own lower() knows ASCII alone.
void foldedInSql(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    if (text == nullptr)
        return sqlite3_result_null(context);
    const std::string lower = folded({text, static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]))});
    sqlite3_result_text(context, lower.data(), static_cast<int>(lower.size()), SQLITE_TRANSIENT);
}

// Two processes on one state would not see what the other remembers. The lock is the process's: it ends with it,
// however it ends, and a process that is just ending is waited for.
void takeForOneself(SQLite::Database& sql, const std::string& file) {
    try {
        sql.setBusyTimeout(2000);
        sql.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() == SQLITE_BUSY)
            throw std::runtime_error("the database " + file
                                     + " is in use by another wallaroo-sandbox or another program: end that, or give "
                                       "this one a file of its own");
        throw;
    }
}

} // namespace

Database::Database(const std::string& file) : m_sql(openPrivately(file)) {
    try {
        if (!file.empty())
            takeForOneself(m_sql, file);
        // An in-memory state needs no journal; a file needs one that survives being killed in the middle.
        m_sql.exec(file.empty() ? "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"
                                : "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL");
        m_sql.createFunction("folded", 1, true, nullptr, foldedInSql);
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
