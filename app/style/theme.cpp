#include "style/theme.h"

#include "style/palettes.h"
#include "style/wallaroostyle.h"

#include <QApplication>

namespace wallaroo {

QPalette paletteFor(Theme theme, const DesktopLook& desktop, const QPalette& system) {
    if (theme == Theme::System && isHighContrast(system))
        return {};
    const bool dark = theme == Theme::System ? (desktop.scheme == DesktopLook::Scheme::NotTold
                                                    ? isDark(system)
                                                    : desktop.scheme == DesktopLook::Scheme::Dark)
                                             : theme == Theme::Dark;
    if (desktop.highContrast)
        return contrastPalette(dark);
    return dark ? darkPalette() : lightPalette();
}

void applyTheme(QApplication& app, Theme theme, const DesktopLook& desktop) {
    Q_UNUSED(app) // proof that there is one
    if (!qobject_cast<WallarooStyle*>(QApplication::style()))
        QApplication::setStyle(new WallarooStyle); // owned by the application
    // The system's palette can be seen only while none is set.
    QApplication::setPalette(QPalette());
    const QPalette palette = paletteFor(theme, desktop, QApplication::palette());
    if (palette.resolveMask() != 0)
        QApplication::setPalette(palette);
}

} // namespace wallaroo
