#include "style/palettes.h"
#include "tabledesk.h"
#include "widgets/cellcolors.h"
#include "widgets/celldelegate.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace wallaroo;
using Desk = test::TableDesk;
using Users = models::UsersModel;
using models::TableModel;

Q_DECLARE_METATYPE(QPalette)

class CellDelegateTest : public QObject {
    Q_OBJECT

    static bool show(Desk& desk, const QPalette& palette = lightPalette()) {
        desk.table.setPalette(palette);
        return desk.show();
    }

    static QImage pictureOf(Desk& desk, int row, int column = -1) {
        const QImage whole = desk.table.viewport()->grab().toImage();
        QRect rect = desk.table.visualRect(desk.model.index(row, std::max(column, 0)));
        if (column < 0)
            rect = QRect(0, rect.top(), desk.table.viewport()->width(), rect.height());
        return whole.copy(rect);
    }

    static int pixelsOf(const QImage& image, const QColor& color) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
        }
        return count;
    }

    /// Letters are drawn with soft edges: hardly a pixel has their colour exactly.
    static int inkOf(const QImage& image, const QColor& color) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                             + std::abs(pixel.blue() - color.blue())
                         < 150;
            }
        }
        return count;
    }

    static QColor groundAt(const QImage& image) { return image.pixelColor(image.width() - 3, image.height() / 4); }

    /// None of ours: grey, with a strong highlight.
    static QPalette desktopPalette() {
        QPalette palette = lightPalette();
        palette.setColor(QPalette::Window, QColor(0xef, 0xef, 0xef));
        palette.setColor(QPalette::Midlight, QColor(0xca, 0xca, 0xca));
        palette.setColor(QPalette::Mid, QColor(0xb8, 0xb8, 0xb8));
        palette.setColor(QPalette::Highlight, QColor(0x30, 0x8c, 0xc6));
        palette.setColor(QPalette::HighlightedText, Qt::white);
        return palette;
    }

    static void palettes_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
        QTest::newRow("contrast") << contrastPalette(false);
        QTest::newRow("dark contrast") << contrastPalette(true);
        QTest::newRow("a desktop's own") << desktopPalette();
    }

private Q_SLOTS:

    void colorsAreReadable_data() { palettes_data(); }

    void colorsAreReadable() {
        QFETCH(QPalette, palette);
        using Ground = CellColors::Ground;
        for (const Ground ground : {Ground::Plain, Ground::Hovered, Ground::Selected, Ground::Changed}) {
            const CellColors colors(palette, ground);
            for (const auto tone : {TableModel::Tone::Normal, TableModel::Tone::Secondary, TableModel::Tone::Faint}) {
                QVERIFY2(contrast(colors.text(tone), colors.ground) >= 4.5,
                         qPrintable(QStringLiteral("tone %1 on ground %2").arg(int(tone)).arg(int(ground))));
                if (!colors.matchesAreUnderlined)
                    QVERIFY(contrast(colors.text(tone), colors.match) > 4.4);
            }
            for (const auto mark : {TableModel::Mark::Active, TableModel::Mark::Inactive, TableModel::Mark::Locked,
                                    TableModel::Mark::Archived, TableModel::Mark::SeveralScripts})
                QVERIFY(contrast(colors.mark(mark), colors.ground) >= 3);
            QVERIFY(contrast(colors.accent, colors.ground) >= 3);
        }
    }

    void isDrawn_data() { palettes_data(); }

    void isDrawn() {
        QFETCH(QPalette, palette);
        Desk desk(5);
        auto users = test::plainUsers(1, 5);
        users[1].status = UserStatus::Inactive;
        users[2].status = UserStatus::Locked;
        desk.load(users);
        QVERIFY(show(desk, palette));
        const CellColors plain(palette, CellColors::Ground::Plain);
        const QImage active = pictureOf(desk, 3, Users::Status);
        const QImage inactive = pictureOf(desk, 1, Users::Status);
        const QImage locked = pictureOf(desk, 2, Users::Status);
        QVERIFY(active != inactive && inactive != locked);
        QVERIFY(inkOf(active, plain.text(TableModel::Tone::Normal)) > 20);    // the word
        QVERIFY(pixelsOf(active, plain.mark(TableModel::Mark::Active)) > 20); // the disc
    }

    void selectedRowsAreSeen_data() { palettes_data(); }

    void selectedRowsAreSeen() {
        QFETCH(QPalette, palette);
        Desk desk(5);
        QVERIFY(show(desk, palette));
        const QImage before = pictureOf(desk, 3);
        desk.model.setSelected(3, 3, true);
        const QImage after = pictureOf(desk, 3);
        QVERIFY(before != after);
        QCOMPARE(groundAt(after), CellColors(palette, CellColors::Ground::Selected).ground);
    }

    void matchesAreMarked() {
        Desk desk(5);
        QVERIFY(show(desk));
        const QColor match = tint(lightPalette(), Tint::Match);
        QCOMPARE(pixelsOf(pictureOf(desk, 2, Users::Email), match), 0);
        desk.model.setFilter(QStringLiteral("example"));
        const int few = pixelsOf(pictureOf(desk, 2, Users::Email), match);
        QVERIFY(few > 100);
        QCOMPARE(pixelsOf(pictureOf(desk, 2, Users::Name), match), 0);
        desk.model.setFilter(QStringLiteral("@example.com"));
        QVERIFY(pixelsOf(pictureOf(desk, 2, Users::Email), match) > few);
    }

    void aKeptRowIsSeenWithoutTheFocus_data() { palettes_data(); }

    /// More is shown of it elsewhere, and the keyboard is there.
    void aKeptRowIsSeenWithoutTheFocus() {
        QFETCH(QPalette, palette);
        Desk desk(10);
        QVERIFY(show(desk, palette));
        desk.table.setCurrentIndex(desk.model.index(2, 0));
        const QImage ringed = pictureOf(desk, 2, 0);
        desk.table.clearFocus();
        const QImage plain = pictureOf(desk, 2);
        desk.table.setCurrentKept(true);
        const QImage kept = pictureOf(desk, 2);
        const QColor accent = CellColors(palette, CellColors::Ground::Plain).accent;
        QVERIFY(pixelsOf(kept, accent) > pixelsOf(plain, accent) + kept.width() / 2);
        QVERIFY(pictureOf(desk, 2, 0) != ringed); // that is the keyboard's
        desk.table.setCurrentIndex(desk.model.index(4, 0));
        QCOMPARE(pictureOf(desk, 2), plain);
        desk.table.setCurrentKept(false);
        QCOMPARE(pixelsOf(pictureOf(desk, 4), accent), pixelsOf(plain, accent));
    }

    void theKeyboardsRowIsSeenWhileItHasTheFocus() {
        Desk desk(5);
        QVERIFY(show(desk));
        desk.key(Qt::Key_Down);
        const QColor accent = tint(lightPalette(), Tint::Accent);
        const int row = desk.current();
        QVERIFY(pixelsOf(pictureOf(desk, row), accent) > 2 * desk.table.viewport()->width() / 2);
        QVERIFY(pixelsOf(pictureOf(desk, row, 0), accent) > pixelsOf(pictureOf(desk, row, Users::Status), accent));
        QCOMPARE(pixelsOf(pictureOf(desk, row + 2), accent), 0);
        desk.table.clearFocus();
        QCOMPARE(pixelsOf(pictureOf(desk, row), accent), 0);
    }

    void theHoveredRowIsSeenWhole() {
        Desk desk(5);
        QVERIFY(show(desk));
        const QPoint place = desk.placeOf(2);
        QMouseEvent move(QEvent::MouseMove, place, desk.table.viewport()->mapToGlobal(place), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(desk.table.viewport(), &move);
        QCOMPARE(groundAt(pictureOf(desk, 2)), tint(lightPalette(), Tint::Hover));
        QCOMPARE(groundAt(pictureOf(desk, 1)), tint(lightPalette(), Tint::Surface));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(desk.table.viewport(), &leave);
        QCOMPARE(groundAt(pictureOf(desk, 2)), tint(lightPalette(), Tint::Surface));
    }

    void changedRowsAreSeen() {
        Desk desk(5);
        QVERIFY(show(desk));
        auto users = test::plainUsers(1, 5);
        users[3].status = UserStatus::Inactive;
        desk.load(users);
        QCOMPARE(groundAt(pictureOf(desk, 3)), tint(lightPalette(), Tint::InfoGround));
        QCOMPARE(groundAt(pictureOf(desk, 2)), tint(lightPalette(), Tint::Surface));
    }

    void rightToLeftIsMirrored() {
        Desk desk(3);
        desk.table.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(show(desk));
        const QImage name = pictureOf(desk, 1, Users::Name);
        const QColor text = tint(lightPalette(), Tint::Text);
        const int half = name.width() / 2;
        QCOMPARE(inkOf(name.copy(0, 0, half, name.height()), text), 0);
        QVERIFY(inkOf(name.copy(half, 0, half, name.height()), text) > 10);
    }

    void hostileNamesStayInTheirCell() {
        Desk desk(0);
        desk.load({test::user({1, QByteArray(1'000'000, 'W'), "", "", "user1"}),
                   test::user({2, "<h1>\xE2\x80\xAE\n", "x", "", "user2"})});
        QVERIFY(show(desk));
        QCOMPARE(desk.table.rowHeight(0), desk.table.rowHeight(1));
        const QImage mail = pictureOf(desk, 1, Users::Email); // has none: nothing spills over
        QCOMPARE(inkOf(mail, tint(lightPalette(), Tint::Text)), 0);
    }

    void toolTipsAreForWhatIsNotSeen() {
        Desk desk(0);
        User user = test::user({1, "Ana", "", QByteArray(80, 'm') + "@example.com", "user1"});
        user.created = Moment::at(desk.clock.wallMs());
        desk.load({user});
        QVERIFY(desk.show());
        const auto tipOf = [&](int column) {
            QToolTip::hideText();
            const QRect rect = desk.table.visualRect(desk.model.index(0, column));
            QHelpEvent help(QEvent::ToolTip, rect.center(), desk.table.viewport()->mapToGlobal(rect.center()));
            QApplication::sendEvent(desk.table.viewport(), &help);
            return QToolTip::isVisible() ? QToolTip::text() : QString();
        };
        QVERIFY(tipOf(Users::Email).contains(QStringLiteral("mmmm")));  // elided
        QVERIFY(tipOf(Users::Created).contains(QStringLiteral("UTC"))); // more than the cell says
        QTRY_COMPARE(tipOf(Users::Name), QString());                    // seen already
    }
};

QTEST_MAIN(CellDelegateTest)
#include "tst_widgets_celldelegate.moc"
