#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace wallaroo::session {

/// On which line each member of a JSON text stands, by its path: "settings.clipboardSeconds", "profiles[2].way"; the
/// whole is "". Lines count from 1. For texts that QJsonDocument has accepted, because that keeps no places.
[[nodiscard]] QHash<QString, int> linesOfMembers(const QByteArray& json);

/// The line of a byte, for a parser's offset.
[[nodiscard]] int lineAt(const QByteArray& text, qsizetype offset);

} // namespace wallaroo::session
