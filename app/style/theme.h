#pragma once

#include <QMetaType>
#include <QPalette>

class QApplication;

namespace wallaroo {

enum class Theme { System, Light, Dark };

/// What the desktop asks for, as far as it has told; see ThemeWatch.
struct DesktopLook {
    enum class Scheme { NotTold, Light, Dark };
    Scheme scheme = Scheme::NotTold;
    bool highContrast = false;

    friend bool operator==(const DesktopLook&, const DesktopLook&) = default;
};

/// Sets our style (the first time) and the palette. With System it is the desktop's choice; where the desktop has not
/// told, its palette decides; a high-contrast palette of the desktop is left as it is. Touches no bus and no file.
void applyTheme(QApplication& app, Theme theme, const DesktopLook& desktop = {});

/// The palette applyTheme() sets; invalid resolve mask (a default-made palette) means "leave the system's".
[[nodiscard]] QPalette paletteFor(Theme theme, const DesktopLook& desktop, const QPalette& system);

/// Registers what is compiled into the program from resources/. Needed once, since a static library's resources are
/// dropped by the linker when nobody asks for them. icon() does it by itself.
void initResources();

} // namespace wallaroo

Q_DECLARE_METATYPE(wallaroo::DesktopLook)
