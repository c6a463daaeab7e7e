#pragma once

#include "base/error.h"

#include <QNetworkReply>

namespace wallaroo::http {

/// What Qt's error means when no status line came. ConnectionLost for all that may have happened before or after
/// sending.
[[nodiscard]] ErrorKind kindOfFault(QNetworkReply::NetworkError error);

/// A line for the details: the name of Qt's error. Never its text, which holds the whole address.
[[nodiscard]] QString faultNote(const QNetworkReply& reply);

} // namespace wallaroo::http
