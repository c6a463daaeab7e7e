#pragma once

#include "base/error.h"
#include "http/request.h"

#include <QByteArrayView>

namespace wallaroo::http {

/// What is known of a call when it ends badly: what its Error is made from. Holds nothing secret.
struct CallReport {
    QString name;
    Method method = Method::Post;
    Effect effect = Effect::Changes;
    QUrl url;
    bool credentials = false; ///< a form body went out: of the answer only the two OAuth members are read
    int status = 0;
    QByteArray contentType; ///< lower case, without parameters
    QByteArray requestId;
    qint64 bytes = 0;
    qint64 elapsedMs = 0;
    int requestsSent = 1;
    std::optional<int> retryAfterSeconds{};
};

/// Of an answer's body no more than this is looked at to name an error.
inline constexpr qint64 errorBodyLimit = 256 * 1024;

[[nodiscard]] CallReport reportOf(const Request& request);

/// The stock sentence and advice of a kind. `subject` is the one name the sentence needs, already safe to show: the
/// proxy, the redirect's host, the certificate's issuer, or for OutcomeUnknown anything when a deadline passed; `note`
/// is a line for the details.
[[nodiscard]] Error callError(ErrorKind kind, const CallReport& report, const QString& subject = {},
                              const QString& note = {});

/// The error of an answer that is not 2xx, from its status and what of its body may be shown
/// (reference/security-rules.md §2, rows 27–33).
[[nodiscard]] Error statusError(const CallReport& report, QByteArrayView body);

} // namespace wallaroo::http
