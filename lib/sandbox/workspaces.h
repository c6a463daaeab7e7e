#pragma once

#include "sandbox/database.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wallaroo::sandbox {

struct Workspace {
    std::int64_t id = 0;
    std::string name;
    std::string createdAt; ///< as on the wire; the width of the fraction differs
    std::string createdBy; ///< mostly a UUID, sometimes an e-mail, now and then empty
    bool archived = false;
    std::string models;    ///< JSON array of ids, not sorted
    std::string pipelines; ///< likewise
};

struct Member {
    std::string userId;
    std::string type; ///< OWNER or COLLABORATOR
};

/// The workspaces and who is in them. Safe to use from several threads.
class Workspaces {
public:
    explicit Workspaces(Database& database) : m_database(database) {}

    bool exists(std::int64_t id);
    /// Stores a workspace; an id of 0 means the next free one. Returns the id.
    std::int64_t add(const Workspace& workspace);
    /// The same, owned by a user, unless the name is taken.
    std::optional<std::int64_t> addIfNameIsFree(const Workspace& workspace, const std::string& owner);

    /// The same whatever the name.
    std::int64_t addOwned(const Workspace& workspace, const std::string& owner);

    /// 0, 1, 2, ...: how often workspaces were listed before.
    unsigned nextListing() { return m_listings++; }

    void each(const std::function<void(const Workspace&)>& visit);
    std::vector<std::int64_t> ofUser(const std::string& userId); ///< ids, ascending

    std::vector<Member> members(std::int64_t workspace);
    std::optional<std::string> memberType(std::int64_t workspace, const std::string& userId);
    void setMember(std::int64_t workspace, const std::string& userId, const std::string& type);
    int removeMember(std::int64_t workspace, const std::string& userId); ///< how many rows went

private:
    Database& m_database;
    std::atomic<unsigned> m_listings{0};
};

} // namespace wallaroo::sandbox
