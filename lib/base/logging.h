#pragma once

#include <QLoggingCategory>

/// What may be logged is an allow-list: method, path, status, sizes, times, request id, kinds of errors. Never headers,
/// bodies, queries, addresses with user info, names or anything that came from a keychain.
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logSession)
Q_DECLARE_LOGGING_CATEGORY(logSecrets)
