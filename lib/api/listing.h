#pragma once

#include <QString>
#include <QtGlobal>

namespace wallaroo::api {

/// How a streamed list went. Bad rows never fail a list: they are counted and shown.
struct ListSummary {
    int rows = 0;            ///< delivered
    int unreadable = 0;      ///< records without a usable id or with a required member missing or of the wrong type
    int duplicates = 0;      ///< ids that came more than once; delivered once
    QString firstUnreadable; ///< where and why, for the details: "users.5d1f…: `username` is missing"
    /// Of users: some record carried realmRoles, so whoever has none is an ordinary user (reference §3, guide 1:
    /// "absent for others"). Otherwise this server, or this account, is not told who is an administrator.
    bool typesTold = false;
    qint64 bytes = 0;
    qint64 elapsedMs = 0;
};

} // namespace wallaroo::api
