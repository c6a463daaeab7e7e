#pragma once

class QTreeView;

namespace wallaroo {

/// Makes the columns of a sheet's list of subjects as wide as what stands in them, as far as `room` goes; the id gives
/// way first, as its tooltip tells it whole, then the address. Returns what they would take in all.
int fitSubjectColumns(QTreeView& list, int room);

} // namespace wallaroo
