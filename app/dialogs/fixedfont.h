#pragma once

#include <QFont>
#include <QFontDatabase>

namespace wallaroo {

/// The system's fixed-pitch family in the size of `font`: the system's own fixed font does not follow the application's
/// size.
[[nodiscard]] inline QFont fixedFont(QFont font) {
    font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace wallaroo
