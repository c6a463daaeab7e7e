#pragma once

#include <QString>

namespace wallaroo {

/// A text from the server made safe to show on one line, for labels, tables, tooltips (as plain text) and
/// confirmations: controls, line breaks, bidi controls (U+061C, 200E/F, 202A–E, 2066–9), zero-width, tag characters and
/// lone surrogates become visible marks (␀…, ⟨U+202E⟩), and the whole is cut at `limit` UTF-16 units with "…"
/// (CVE-2021-42574, UAX #9).
[[nodiscard]] QString displayText(const QString& serverText, qsizetype limit = 512);

/// The same, wrapped in FSI…PDI where it holds right-to-left characters, so that a name cannot reorder what stands
/// around it.
[[nodiscard]] QString isolatedText(const QString& serverText, qsizetype limit = 512);

} // namespace wallaroo
