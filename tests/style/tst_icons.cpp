#include "style/icons.h"
#include "style/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace wallaroo;

namespace {

QImage painted(const QString& name, const QColor& color, int ratio) {
    QImage image(16 * ratio, 16 * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintIcon(&painter, QRectF(0, 0, 16, 16), name, color);
    return image;
}

int coveredPixels(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 127;
    return count;
}

/// The colour of its opaque pixels; invalid where they differ.
QColor onlyColor(const QImage& image) {
    QColor found;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            if (here.alpha() < 255)
                continue;
            if (found.isValid() && found != here)
                return {};
            found = here;
        }
    }
    return found;
}

} // namespace

class IconsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlannedIconExists();
    void everyIconIsDrawnAndRecoloured_data();
    void everyIconIsDrawnAndRecoloured();
    void drawingsAreDistinct();
    void iconsFollowThePalette();
    void iconsKeepARole();
    void anUnknownNameDrawsNothing();
    void theApplicationHasIconsOfItsSizes();
};

void IconsTest::everyPlannedIconExists() {
    const QStringList names = iconNames();
    for (const char* name :
         {"users",    "workspaces",   "tokens",        "refresh", "search",  "clear",        "copy", "eye",
          "eye-off",  "chevron-down", "chevron-right", "lock",    "warning", "error",        "info", "check",
          "sign-out", "sandbox",      "keychain",      "clock",   "more",    "external-link"})
        QVERIFY2(names.contains(QLatin1String(name)), name);
}

void IconsTest::everyIconIsDrawnAndRecoloured_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : iconNames())
        QTest::newRow(qPrintable(name)) << name;
}

void IconsTest::everyIconIsDrawnAndRecoloured() {
    QFETCH(QString, name);
    for (const int ratio : {1, 2, 3}) {
        const QImage red = painted(name, Qt::red, ratio);
        const int covered = coveredPixels(red);
        QVERIFY2(covered >= 6 * ratio * ratio, qPrintable(QString::number(covered)));
        QVERIFY(covered < 16 * 16 * ratio * ratio * 3 / 5); // lines, not blots
        if (ratio > 1) {                                    // at 16 pixels a thin line may nowhere be opaque
            QCOMPARE(onlyColor(red), QColor(Qt::red));
            QCOMPARE(onlyColor(painted(name, Qt::green, ratio)), QColor(Qt::green));
        }
    }
    // Drawn anew for the screen, not a blown-up 16 px picture.
    const QImage sharp = painted(name, Qt::black, 3);
    const QImage blurred = painted(name, Qt::black, 1).scaled(48, 48, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QVERIFY(sharp.convertToFormat(QImage::Format_ARGB32) != blurred.convertToFormat(QImage::Format_ARGB32));
}

void IconsTest::drawingsAreDistinct() {
    QList<QImage> seen;
    for (const QString& name : iconNames()) {
        const QImage image = painted(name, Qt::black, 2);
        QVERIFY2(!seen.contains(image), qPrintable(name));
        seen << image;
    }
}

void IconsTest::iconsFollowThePalette() {
    const QIcon users = icon(QStringLiteral("users"));
    applyTheme(*qApp, Theme::Light);
    QCOMPARE(onlyColor(users.pixmap(64).toImage()), lightPalette().color(QPalette::ButtonText));
    QCOMPARE(onlyColor(users.pixmap(64, QIcon::Selected).toImage()), lightPalette().color(QPalette::HighlightedText));
    QCOMPARE(onlyColor(users.pixmap(64, QIcon::Disabled).toImage()),
             lightPalette().color(QPalette::Disabled, QPalette::ButtonText));
    applyTheme(*qApp, Theme::Dark);
    QCOMPARE(onlyColor(users.pixmap(64).toImage()), darkPalette().color(QPalette::ButtonText)); // the same object
}

void IconsTest::iconsKeepARole() {
    applyTheme(*qApp, Theme::Light);
    const QIcon warning = icon(QStringLiteral("warning"), Tint::Warning);
    QCOMPARE(onlyColor(warning.pixmap(64).toImage()), tint(lightPalette(), Tint::Warning));
    QCOMPARE(QIcon(warning).name(), QStringLiteral("warning"));
}

void IconsTest::anUnknownNameDrawsNothing() {
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("no-such\\.svg")));
    QCOMPARE(coveredPixels(painted(QStringLiteral("no-such"), Qt::red, 2)), 0);
}

void IconsTest::theApplicationHasIconsOfItsSizes() {
    for (const int side : {16, 32, 48, 128}) {
        const QImage image = applicationIcon().pixmap(side).toImage();
        QCOMPARE(image.size(), QSize(side, side));
        QVERIFY(coveredPixels(image) > side * side / 2);
    }
}

QTEST_MAIN(IconsTest)
#include "tst_icons.moc"
