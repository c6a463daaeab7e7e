#pragma once

class QTreeView;

namespace wallaroo {

/// Makes the columns of a sheet's list of subjects as wide as what stands in them, as far as `room` goes; first the
/// id and what follows give way, whose tooltips tell them whole. Returns what they would take in all.
int fitSubjectColumns(QTreeView& list, int room);

} // namespace wallaroo
