#pragma once

#include "http/errors.h"

namespace wallaroo::http {

struct ErrorText {
    QString sentence; ///< what happened
    QString advice;   ///< what to do about it
};

/// What a person reads, translated. `subject` as for callError(); for refusals the server's own words.
[[nodiscard]] ErrorText errorText(ErrorKind kind, const CallReport& report, const QString& subject);

} // namespace wallaroo::http
