#pragma once

#include "domain/table.h"

#include <QByteArray>
#include <QString>

namespace wallaroo::runs {

class Run;

/// A run as a person may want to keep it or hand it on: instance, actor, UTC times, immutable ids, outcomes, what was
/// read back, counts. No secrets.
[[nodiscard]] Table reportTable(const Run& run);
/// For reading.
[[nodiscard]] QString reportText(const Run& run);
[[nodiscard]] QByteArray reportJson(const Run& run);

} // namespace wallaroo::runs
