// Saves pictures of the gallery: showgallery <folder> [light|dark|contrast] [font family]. For people to look at; run
// with QT_SCALE_FACTOR for other screens.
#include "smallwidgets/gallery.h"
#include "style/palettes.h"
#include "style/theme.h"

#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QPixmap>
#include <QPushButton>
#include <QTimer>

namespace {

void save(QWidget& window, const QString& path) {
    window.show();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    window.grab().save(path);
}

void saveMenu(const QString& path) {
    QMenu menu;
    menu.addAction(QStringLiteral("Copy cell\tCtrl+C"));
    menu.addAction(QStringLiteral("Copy row as JSON"))->setEnabled(false);
    menu.addSeparator();
    QAction* checked = menu.addAction(QStringLiteral("Last sign-in"));
    checked->setCheckable(true);
    checked->setChecked(true);
    menu.addMenu(QStringLiteral("More"))->addAction(QStringLiteral("Something"));
    menu.setActiveAction(menu.actions().constFirst());
    menu.popup({});
    QCoreApplication::processEvents();
    menu.grab().save(path);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString folder = arguments.value(1, QStringLiteral("."));
    const bool dark = arguments.value(2) == QLatin1String("dark");
    const bool strong = arguments.value(2) == QLatin1String("contrast");
    QDir().mkpath(folder);
    if (arguments.size() > 3)
        QApplication::setFont(QFont(arguments.at(3), 10));
    wallaroo::applyTheme(app, dark ? wallaroo::Theme::Dark : wallaroo::Theme::Light, {{}, strong});
    const QString name =
        folder + QStringLiteral("/%1-") + arguments.value(2, QStringLiteral("light")) + QStringLiteral(".png");
    save(*gallery::mainWindow(), name.arg(QStringLiteral("main")));
    save(*gallery::tokens(), name.arg(QStringLiteral("tokens")));
    save(*gallery::signIn(), name.arg(QStringLiteral("signin")));
    save(*gallery::states(), name.arg(QStringLiteral("states")));
    save(*gallery::controls(), name.arg(QStringLiteral("controls")));
    saveMenu(name.arg(QStringLiteral("menu")));
    return 0;
}
