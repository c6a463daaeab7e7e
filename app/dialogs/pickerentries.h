#pragma once

#include "models/accessmatrix.h"
#include "widgets/pickermodel.h"

namespace wallaroo {

/// People who are listed, by name, with e-mail; inactive ones say so and stand last.
[[nodiscard]] std::vector<PickerModel::Entry> peopleEntries(const models::AccessMatrix& matrix);
/// Workspaces that are neither default nor archived, by name, with their number.
[[nodiscard]] std::vector<PickerModel::Entry> workspaceEntries(const models::AccessMatrix& matrix);

} // namespace wallaroo
