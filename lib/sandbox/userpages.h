#pragma once

#include "sandbox/exchange.h"
#include "sandbox/users.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace wallaroo::sandbox {

/// The answer to "all users", kept ready as pages of rendered rows, so that 100,000 users cost about the time of
/// writing their bytes. A changed user makes only its page stale. Answers under way keep the pages they began with.
class UserPages {
public:
    /// One cache per kind of caller, because `access` follows the caller.
    UserPages(Users& users, bool callerIsAdmin) : m_users(users), m_callerIsAdmin(callerIsAdmin) {}

    /// Marks the page of this row stale. From any thread, also while the database is locked.
    void invalidate(std::int64_t position);

    /// The whole body. The order of the map changes from call to call, as on a real instance.
    std::shared_ptr<const BodySource> body();

    struct Page {
        std::string text;                ///< `"id":{...},` one after the other
        std::vector<std::size_t> starts; ///< where each row begins
    };

private:
    std::shared_ptr<const Page> render(std::size_t index);

    Users& m_users;
    const bool m_callerIsAdmin;
    std::mutex m_pagesMutex; ///< taken before the database's lock; m_staleMutex is taken last
    std::vector<std::shared_ptr<const Page>> m_pages;
    std::mutex m_staleMutex;
    std::set<std::size_t> m_stale;
    bool m_everAsked = false;
    std::atomic<std::size_t> m_calls{0};
};

} // namespace wallaroo::sandbox
