#pragma once

#include "http/errors.h"

namespace wallaroo::http {

struct ErrorText {
    QString sentence; ///< what happened
    QString advice;   ///< what to do about it
};

/// What a person reads, translated. `subject` as for callError(); for refusals the server's own words.
[[nodiscard]] ErrorText errorText(ErrorKind kind, const CallReport& report, const QString& subject);

/// Of a server that says that it wants https at this port.
[[nodiscard]] ErrorText wantsTlsText(const CallReport& report);

/// Of a certificate that is not the one pinned for its host: both fingerprints.
[[nodiscard]] ErrorText otherThanPinnedText(const CallReport& report, const QString& trusted, const QString& shown);

} // namespace wallaroo::http
