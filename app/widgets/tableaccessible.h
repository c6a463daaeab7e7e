#pragma once

class QModelIndex;

namespace wallaroo {

class ResourceTable;

/// Makes every ResourceTable created from now on readable for screen readers by our own interfaces: Qt's know neither
/// our selection nor how to survive a model that is reset every 50 ms. Called once, by main() and by tests.
void installTableAccessibility();

/// The number of a cell among the table's accessible children, for events: heads first, then row by row, shown columns
/// only; -1 for a cell that is none.
[[nodiscard]] int accessibleChild(const ResourceTable& table, const QModelIndex& index);

} // namespace wallaroo
