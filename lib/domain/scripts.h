#pragma once

#include <QString>

namespace wallaroo {

/// Whether a text mixes letters of scripts that are not written together, as look-alike names do: Latin with Cyrillic
/// or Greek, say (UTS #39, "highly restrictive": Latin beside Han, Kana, Hangul or Bopomofo is ordinary).
[[nodiscard]] bool mixesScripts(const QString& text);

} // namespace wallaroo
