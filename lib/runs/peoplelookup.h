#pragma once

#include "api/handle.h"
#include "api/usersapi.h"

#include <QObject>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace wallaroo::runs {

/// Reads many people by their ids, some hundred a call. Deletes itself after it called back, or with its context.
class PeopleLookup final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t batch = 200;

    struct Found {
        std::vector<User> people;
        std::optional<Error> error{}; ///< of the first call that failed: whose ids are not in `people` is not known

        [[nodiscard]] const User* byId(const QString& id) const;
    };

    using Done = std::function<void(const Found&)>;
    /// Calls back queued, once, not after the context died.
    static void start(api::UsersApi& users, std::vector<UserId> ids, QObject* context, Done done);

private:
    PeopleLookup(api::UsersApi& users, std::vector<UserId> ids, QObject* context, Done done);
    void next();

    api::UsersApi* m_users;
    std::vector<UserId> m_ids;
    std::size_t m_asked = 0;
    Found m_found;
    Done m_done;
};

} // namespace wallaroo::runs
