#include "sandbox/workspaces.h"

namespace wallaroo::sandbox {

bool Workspaces::exists(std::int64_t id) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT 1 FROM workspaces WHERE id = ?");
    query.bind(1, id);
    return query.executeStep();
}

std::int64_t Workspaces::add(const Workspace& workspace) {
    const auto held = m_database.lock();
    SQLite::Statement insert(
        m_database.sql(),
        "INSERT INTO workspaces (id, name, createdat, createdby, archived, models, pipelines) VALUES (?,?,?,?,?,?,?)");
    if (workspace.id != 0)
        insert.bind(1, workspace.id);
    insert.bind(2, workspace.name);
    insert.bind(3, workspace.createdAt);
    insert.bind(4, workspace.createdBy);
    insert.bind(5, workspace.archived ? 1 : 0);
    insert.bind(6, workspace.models);
    insert.bind(7, workspace.pipelines);
    insert.exec();
    return m_database.sql().getLastInsertRowid();
}

std::optional<std::int64_t> Workspaces::addIfNameIsFree(const Workspace& workspace, const std::string& owner) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT 1 FROM workspaces WHERE name = ?");
    query.bind(1, workspace.name);
    if (query.executeStep())
        return std::nullopt;
    return addOwned(workspace, owner);
}

std::int64_t Workspaces::addOwned(const Workspace& workspace, const std::string& owner) {
    const auto held = m_database.lock();
    const std::int64_t id = add(workspace);
    setMember(id, owner, "OWNER");
    return id;
}

void Workspaces::each(const std::function<void(const Workspace&)>& visit) {
    const auto held = m_database.lock();
    SQLite::Statement query(
        m_database.sql(),
        "SELECT id, name, createdat, createdby, archived, models, pipelines FROM workspaces ORDER BY id");
    while (query.executeStep()) {
        visit({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getString(),
               query.getColumn(3).getString(), query.getColumn(4).getInt() != 0, query.getColumn(5).getString(),
               query.getColumn(6).getString()});
    }
}

std::vector<std::int64_t> Workspaces::ofUser(const std::string& userId) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT workspace FROM members WHERE userid = ? ORDER BY workspace");
    query.bind(1, userId);
    std::vector<std::int64_t> ids;
    while (query.executeStep())
        ids.push_back(query.getColumn(0).getInt64());
    return ids;
}

std::vector<Member> Workspaces::members(std::int64_t workspace) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT userid, type FROM members WHERE workspace = ?");
    query.bind(1, workspace);
    std::vector<Member> members;
    while (query.executeStep())
        members.push_back({query.getColumn(0).getString(), query.getColumn(1).getString()});
    return members;
}

std::optional<std::string> Workspaces::memberType(std::int64_t workspace, const std::string& userId) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT type FROM members WHERE workspace = ? AND userid = ?");
    query.bind(1, workspace);
    query.bind(2, userId);
    if (!query.executeStep())
        return std::nullopt;
    return query.getColumn(0).getString();
}

void Workspaces::setMember(std::int64_t workspace, const std::string& userId, const std::string& type) {
    const auto held = m_database.lock();
    SQLite::Statement insert(m_database.sql(),
                             "INSERT OR REPLACE INTO members (workspace, userid, type) VALUES (?, ?, ?)");
    insert.bind(1, workspace);
    insert.bind(2, userId);
    insert.bind(3, type);
    insert.exec();
}

int Workspaces::removeMember(std::int64_t workspace, const std::string& userId) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM members WHERE workspace = ? AND userid = ?");
    remove.bind(1, workspace);
    remove.bind(2, userId);
    return remove.exec();
}

} // namespace wallaroo::sandbox
