#pragma once

#include "base/error.h"

#include <QString>
#include <QUrl>

namespace wallaroo {

/// Scheme, host and port of a typed address; https where none is typed, default ports dropped, without path, query,
/// fragment. What Instance::fromTyped() refuses is refused here.
[[nodiscard]] Result<QUrl> parseAddress(const QString& typed);

/// A host that only this computer can be: 127.0.0.0/8, ::1, localhost. By its letters, nothing is looked up.
[[nodiscard]] bool isLoopback(const QString& host);

} // namespace wallaroo
