#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace wallaroo::http {

/// What an error answer says about itself, cleaned by displayText(): safe to show and to match on.
struct ErrorBody {
    QString code; ///< the `error` member of RFC 6749 §5.2
    QString text; ///< the words meant for people
};

/// Reads the five forms of reference/wallaroo-mlops-api.md §1.8: `{msg, code}`, the engine's, Keycloak's two, short
/// plain text. With `oauthOnly`, for answers to credentials: nothing but `error` and `error_description`.
[[nodiscard]] ErrorBody readErrorBody(QByteArrayView body, const QByteArray& mediaType, bool oauthOnly);

} // namespace wallaroo::http
