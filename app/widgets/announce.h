#pragma once

#include <QString>

class QWidget;

namespace wallaroo {

/// Has a screen reader say `text`, politely, without moving the focus. `about` is any widget of the window concerned.
/// Qt 6.8 has an event for that; before it, a notification object of the window is renamed and shown on the
/// accessibility bus.
void announce(QWidget* about, const QString& text);

/// The same for what is part of a page: only while `about` is shown. False: it is not, and nothing was said.
bool announceSeen(QWidget* about, const QString& text);

} // namespace wallaroo
