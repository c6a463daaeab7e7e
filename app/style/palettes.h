#pragma once

#include <QColor>
#include <QPalette>

namespace wallaroo {

/// The colours that QPalette has no role for. Text roles have at least 4.5:1, marks 3:1 against what they are drawn on.
enum class Tint {
    Text,
    SecondaryText,
    Accent,   ///< the one accent: main buttons, focus, the current page, progress
    OnAccent, ///< text and icons on Accent
    AccentHover,
    AccentPressed,
    Link,
    Line,      ///< quiet edges of cards, tables, bars
    RowLine,   ///< quieter still: between rows
    FieldLine, ///< edges of buttons and lists
    MarkLine,  ///< what must be seen to be used: fields, unticked boxes, radio buttons
    Surface,   ///< cards, fields, tables
    Ground,    ///< what they lie on
    Hover,     ///< a surface under the pointer
    Pressed,
    HeaderGround,
    Navigation,
    NavigationCurrent,
    SelectedRow,
    SelectedText, ///< on SelectedRow and NavigationCurrent
    Groove,       ///< empty part of progress and scroll bars
    ScrollHandle,
    Match, ///< behind the letters a filter found
    Good,
    Warning,
    Danger,
    InfoGround, ///< banners
    WarningGround,
    DangerGround,
};

[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
/// For desktops that ask for more contrast without bringing a palette of their own.
[[nodiscard]] QPalette contrastPalette(bool dark);

/// What `tint` is beside `palette`: our own tables for our palettes; from the palette's roles alone for any other, so
/// that a high-contrast palette is never mixed with colours of ours.
[[nodiscard]] QColor tint(const QPalette& palette, Tint tint);

/// Darker ground than text?
[[nodiscard]] bool isDark(const QPalette& palette);
/// Ground, fields and buttons all nearly black on white or the reverse (20:1 and more): a choice not to be painted
/// over.
[[nodiscard]] bool isHighContrast(const QPalette& palette);
/// WCAG 2.2 contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

} // namespace wallaroo
