#pragma once

class QWidget;

namespace wallaroo {

/// Lets Tab go through what is laid out in a widget as it is seen: the order of the layouts, through scroll areas and
/// splitters, and not the order in which it was made. To be called again when something was added that can have the
/// focus.
void tabInOrderOfLayout(QWidget& whole);

} // namespace wallaroo
