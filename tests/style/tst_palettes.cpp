#include "style/palettes.h"
#include "style/theme.h"

#include <QApplication>
#include <QTest>

using namespace wallaroo;

Q_DECLARE_METATYPE(wallaroo::Tint)

namespace {

struct Pair {
    const char* name;
    Tint front;
    Tint ground;
};

// What is read
constexpr Pair texts[]{
    {"text on surface", Tint::Text, Tint::Surface},
    {"text on ground", Tint::Text, Tint::Ground},
    {"text on navigation", Tint::Text, Tint::Navigation},
    {"text on head", Tint::Text, Tint::HeaderGround},
    {"text on hover", Tint::Text, Tint::Hover},
    {"text on pressed", Tint::Text, Tint::Pressed},
    {"text on a match", Tint::Text, Tint::Match},
    {"text on info", Tint::Text, Tint::InfoGround},
    {"text on warning", Tint::Text, Tint::WarningGround},
    {"text on danger", Tint::Text, Tint::DangerGround},
    {"selected on row", Tint::SelectedText, Tint::SelectedRow},
    {"selected on page", Tint::SelectedText, Tint::NavigationCurrent},
    {"secondary on surface", Tint::SecondaryText, Tint::Surface},
    {"secondary on ground", Tint::SecondaryText, Tint::Ground},
    {"secondary on navigation", Tint::SecondaryText, Tint::Navigation},
    {"secondary on page", Tint::SecondaryText, Tint::NavigationCurrent},
    {"secondary on row", Tint::SecondaryText, Tint::SelectedRow},
    {"secondary on match", Tint::SecondaryText, Tint::Match},
    {"on accent", Tint::OnAccent, Tint::Accent},
    {"on accent, hovered", Tint::OnAccent, Tint::AccentHover},
    {"on accent, pressed", Tint::OnAccent, Tint::AccentPressed},
    {"link on surface", Tint::Link, Tint::Surface},
    {"link on ground", Tint::Link, Tint::Ground},
    {"good on surface", Tint::Good, Tint::Surface},
    {"good on ground", Tint::Good, Tint::Ground},
    {"warning on surface", Tint::Warning, Tint::Surface},
    {"warning on ground", Tint::Warning, Tint::Ground},
    {"danger on surface", Tint::Danger, Tint::Surface},
    {"danger on ground", Tint::Danger, Tint::Ground},
};

// What is only seen
constexpr Pair marks[]{
    {"focus on surface", Tint::Accent, Tint::Surface},
    {"focus on ground", Tint::Accent, Tint::Ground},
    {"focus on navigation", Tint::Accent, Tint::Navigation},
    {"bar of the current page", Tint::Accent, Tint::NavigationCurrent},
    {"focus on row", Tint::Accent, Tint::SelectedRow},
    {"progress on groove", Tint::Accent, Tint::Groove},
    {"sort arrow on head", Tint::Accent, Tint::HeaderGround},
    {"box on surface", Tint::MarkLine, Tint::Surface},
    {"box on ground", Tint::MarkLine, Tint::Ground},
    {"scroll handle on surface", Tint::ScrollHandle, Tint::Surface},
    {"scroll handle on ground", Tint::ScrollHandle, Tint::Ground},
    {"info sign", Tint::Accent, Tint::InfoGround},
    {"warning sign", Tint::Warning, Tint::WarningGround},
    {"danger sign", Tint::Danger, Tint::DangerGround},
    {"good on row", Tint::Good, Tint::SelectedRow},
    {"warning on row", Tint::Warning, Tint::SelectedRow},
};

} // namespace

class PalettesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsMeasuredAsWcagDoes();
    void pairsCanBeToldApart_data();
    void pairsCanBeToldApart();
    void disabledTextIsQuieter();
    void contrastPalettesHaveSevenToOne_data();
    void contrastPalettesHaveSevenToOne();
    void aHighContrastDesktopIsLeftAlone();
    void anOrdinaryDesktopIsNotTakenForHighContrast();
    void theDesktopDecidesUnlessThePersonDid();
    void foreignPalettesAreNeverMixedWithOurs();
    void aWidgetsOwnColoursDoNotHideTheScheme();
};

void PalettesTest::contrastIsMeasuredAsWcagDoes() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    // From the WCAG's own examples: #767676 on white is the first grey to pass 4.5.
    QVERIFY(contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
}

void PalettesTest::pairsCanBeToldApart_data() {
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<Tint>("front");
    QTest::addColumn<Tint>("ground");
    QTest::addColumn<double>("needed");
    for (const bool dark : {false, true}) {
        const QPalette palette = dark ? darkPalette() : lightPalette();
        const char* scheme = dark ? "dark" : "light";
        for (const Pair& pair : texts)
            QTest::addRow("%s: %s", scheme, pair.name) << palette << pair.front << pair.ground << 4.5;
        for (const Pair& pair : marks)
            QTest::addRow("%s: %s", scheme, pair.name) << palette << pair.front << pair.ground << 3.0;
    }
}

void PalettesTest::pairsCanBeToldApart() {
    QFETCH(QPalette, palette);
    QFETCH(Tint, front);
    QFETCH(Tint, ground);
    QFETCH(double, needed);
    const double found = contrast(tint(palette, front), tint(palette, ground));
    QVERIFY2(found >= needed, qPrintable(QStringLiteral("%1:1").arg(found)));
}

void PalettesTest::disabledTextIsQuieter() {
    for (const QPalette& palette : {lightPalette(), darkPalette()}) {
        const QColor ground = palette.color(QPalette::Window);
        QVERIFY(contrast(palette.color(QPalette::Disabled, QPalette::Text), ground)
                < contrast(palette.color(QPalette::Active, QPalette::PlaceholderText), ground));
    }
}

void PalettesTest::contrastPalettesHaveSevenToOne_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void PalettesTest::contrastPalettesHaveSevenToOne() {
    QFETCH(bool, dark);
    const QPalette palette = contrastPalette(dark);
    QCOMPARE(isDark(palette), dark);
    QVERIFY(isHighContrast(palette));
    for (const Pair& pair : texts) {
        const bool onSelection =
            pair.ground == Tint::Match || pair.ground == Tint::SelectedRow || pair.ground == Tint::NavigationCurrent;
        if (onSelection && pair.front != Tint::SelectedText)
            continue; // there the selection's own text colour is used
        const double found = contrast(tint(palette, pair.front), tint(palette, pair.ground));
        QVERIFY2(found >= 7, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(pair.name)).arg(found)));
    }
}

void PalettesTest::aHighContrastDesktopIsLeftAlone() {
    QPalette system(Qt::white, Qt::black, Qt::white, Qt::black, Qt::gray, Qt::white, Qt::white, Qt::black, Qt::black);
    QVERIFY(isHighContrast(system));
    QCOMPARE(paletteFor(Theme::System, {}, system).resolveMask(), QPalette().resolveMask());
    QCOMPARE(paletteFor(Theme::System, {DesktopLook::Scheme::Light, true}, system).resolveMask(),
             QPalette().resolveMask());
    // Who asks for a theme by name gets it.
    QCOMPARE(paletteFor(Theme::Dark, {}, system), darkPalette());
}

void PalettesTest::anOrdinaryDesktopIsNotTakenForHighContrast() {
    QVERIFY(!isHighContrast(lightPalette()));
    QVERIFY(!isHighContrast(darkPalette()));
    QVERIFY(!isHighContrast(QPalette(QColor(0xef, 0xef, 0xef)))); // Fusion's own: black text on #efefef
    QVERIFY(!isHighContrast(QPalette(QColor(0x2d, 0x2d, 0x2d))));
}

void PalettesTest::theDesktopDecidesUnlessThePersonDid() {
    using Scheme = DesktopLook::Scheme;
    const QPalette bright(QColor(0xef, 0xef, 0xef));
    const QPalette dim(QColor(0x30, 0x30, 0x30));
    QCOMPARE(paletteFor(Theme::System, {}, bright), lightPalette());
    QCOMPARE(paletteFor(Theme::System, {}, dim), darkPalette());
    QCOMPARE(paletteFor(Theme::System, {Scheme::Dark, false}, bright), darkPalette());
    QCOMPARE(paletteFor(Theme::System, {Scheme::Light, false}, dim), lightPalette());
    QCOMPARE(paletteFor(Theme::Light, {Scheme::Dark, false}, dim), lightPalette());
    QCOMPARE(paletteFor(Theme::Dark, {Scheme::Light, false}, bright), darkPalette());
    QCOMPARE(paletteFor(Theme::System, {Scheme::Dark, true}, bright), contrastPalette(true));
    QCOMPARE(paletteFor(Theme::Light, {Scheme::Dark, true}, bright), contrastPalette(false));
}

void PalettesTest::foreignPalettesAreNeverMixedWithOurs() {
    QPalette foreign(Qt::white, Qt::black, Qt::white, Qt::black, Qt::gray, Qt::white, Qt::white, Qt::black, Qt::black);
    foreign.setColor(QPalette::Highlight, Qt::yellow);
    foreign.setColor(QPalette::HighlightedText, Qt::black);
    foreign.setColor(QPalette::Link, Qt::cyan);
    const QList<QColor> allowed{Qt::white, Qt::black, Qt::yellow, Qt::cyan};
    for (int i = 0; i <= static_cast<int>(Tint::DangerGround); ++i)
        QVERIFY2(allowed.contains(tint(foreign, static_cast<Tint>(i))), qPrintable(QString::number(i)));
    QCOMPARE(tint(foreign, Tint::Accent), QColor(Qt::yellow));
    QCOMPARE(tint(foreign, Tint::Danger), QColor(Qt::white));
}

void PalettesTest::aWidgetsOwnColoursDoNotHideTheScheme() {
    QPalette changed = darkPalette();
    changed.setColor(QPalette::WindowText, Qt::red);
    changed.setColor(QPalette::Window, Qt::blue);
    QCOMPARE(tint(changed, Tint::Good), tint(darkPalette(), Tint::Good));
    QVERIFY(tint(darkPalette(), Tint::Good) != tint(lightPalette(), Tint::Good));
}

QTEST_MAIN(PalettesTest)
#include "tst_palettes.moc"
