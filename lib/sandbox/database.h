#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>
#include <optional>
#include <string>

namespace wallaroo::sandbox {

/// The one connection to the state. Everything that uses it holds lock() meanwhile: SQLite statements are not for
/// several threads at once, and at a few microseconds a statement one lock is no bottleneck.
class Database {
public:
    /// Opens or creates; an empty file name means in memory. Throws std::runtime_error with a sentence when the file
    /// is not ours, is in use or cannot be used.
    explicit Database(const std::string& file);

    std::unique_lock<std::recursive_mutex> lock() { return std::unique_lock(m_mutex); }

    SQLite::Database& sql() { return m_sql; }

    /// False once a run before this one has filled it.
    bool isNew() const { return m_isNew; }

    std::optional<std::string> setting(const std::string& name);
    void setSetting(const std::string& name, const std::string& value);

private:
    void createTables();

    std::recursive_mutex m_mutex;
    SQLite::Database m_sql;
    bool m_isNew = true;
};

} // namespace wallaroo::sandbox
