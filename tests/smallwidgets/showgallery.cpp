// Saves pictures of the gallery: showgallery <folder> [light|dark|contrast] [font family]. For people to look at; run
// with QT_SCALE_FACTOR for other screens.
#include "smallwidgets/gallery.h"
#include "style/palettes.h"
#include "style/theme.h"
#include "widgets/linkbutton.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolTip>

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

/// Where the keyboard is, on one of each kind.
void saveFocus(const QString& path) {
    const auto window = gallery::controls();
    window->show();
    window->activateWindow();
    QList<QWidget*> kinds{window->findChild<QCheckBox*>(), window->findChild<QRadioButton*>(),
                          window->findChild<wallaroo::LinkButton*>(), window->findChild<QComboBox*>(),
                          window->findChild<QSpinBox*>()};
    const auto buttons = window->findChildren<QPushButton*>();
    kinds << buttons.at(0) << buttons.at(2);
    int height = 0;
    for (QWidget* kind : kinds)
        height += kind->height() + 12;
    QImage sheet(QSize(320, height) * window->devicePixelRatio(), QImage::Format_ARGB32);
    sheet.setDevicePixelRatio(window->devicePixelRatio());
    sheet.fill(window->palette().color(QPalette::Window));
    QPainter painter(&sheet);
    int y = 6;
    for (QWidget* kind : kinds) {
        kind->setFocus();
        QCoreApplication::processEvents();
        painter.drawPixmap(8, y, kind->grab());
        y += kind->height() + 12;
    }
    painter.end();
    sheet.save(path);
}

void savePopup(const QString& path) {
    QComboBox box;
    box.addItems({QStringLiteral("Type: any"), QStringLiteral("Administrator"), QStringLiteral("User")});
    box.setCurrentIndex(1);
    box.show();
    box.showPopup();
    QCoreApplication::processEvents();
    box.view()->window()->grab().save(path);
}

void saveToolTip(const QString& path) {
    QToolTip::showText({}, QStringLiteral("3 Mar 2026, 14:02:11 CET (13:02:11 UTC)"));
    QCoreApplication::processEvents();
    for (QWidget* window : QApplication::topLevelWidgets())
        if (window->windowType() == Qt::ToolTip && window->isVisible())
            window->grab().save(path);
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
    saveFocus(name.arg(QStringLiteral("focus")));
    savePopup(name.arg(QStringLiteral("popup")));
    saveToolTip(name.arg(QStringLiteral("tooltip")));
    return 0;
}
