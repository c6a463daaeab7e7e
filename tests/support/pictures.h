#pragma once

#include "base/translation.h"
#include "style/theme.h"

#include <QApplication>
#include <QDir>
#include <QWidget>

#include <functional>

namespace wallaroo::test {

inline void require(bool is) {
    if (!is)
        qFatal("the window is not as it was expected");
}

/// Where pictures for people to look at are kept: a folder, with theme and scale in each name.
struct Album {
    QString folder;
    QString prefix; ///< of each name
    QString suffix;

    void keep(QWidget& widget, const QString& name) const {
        require(widget.grab().save(QDir(folder).filePath(prefix + name + suffix + QStringLiteral(".png"))));
    }
};

/// The main() of such a program: PROGRAM FOLDER [dark], with QT_SCALE_FACTOR=2 for 200 %. Not a test.
inline int takePictures(int argc, char** argv, const std::function<void(const Album&)>& take) {
    QApplication app(argc, argv);
    installTranslation(app);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    require(QDir().mkpath(arguments.at(1)));
    const bool isDark = arguments.value(2) == QLatin1String("dark");
    applyTheme(app, isDark ? Theme::Dark : Theme::Light);
    const QString scale = qEnvironmentVariableIsSet("QT_SCALE_FACTOR") ? QStringLiteral("-200") : QString();
    take({arguments.at(1), {}, (isDark ? QStringLiteral("-dark") : QString()) + scale});
    return 0;
}

} // namespace wallaroo::test
