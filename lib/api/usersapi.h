#pragma once

#include "api/listing.h"
#include "domain/instance.h"
#include "domain/user.h"
#include "http/sender.h"

#include <vector>

namespace wallaroo::api {

/// `POST /v1/api/users/query` (reference §3, guide 1).
class UsersApi {
public:
    UsersApi(http::Sender& sender, Instance instance);

    using Rows = std::function<void(std::vector<User>)>;
    /// Everybody this account may see, in batches while the answer is still arriving (one per 64 KiB piece at most),
    /// then onDone once. The order has no meaning. Rows delivered before a failure stay valid.
    http::Handle list(QObject* context, Rows onRows, std::function<void(Result<ListSummary>)> onDone);

private:
    http::Sender* m_sender;
    Instance m_instance;
};

} // namespace wallaroo::api
