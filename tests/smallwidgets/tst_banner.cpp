#include "style/theme.h"
#include "support/heard.h"
#include "widgets/banner.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedLayout>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace wallaroo;

namespace {

Error timeout() {
    return {ErrorKind::TookTooLong, QStringLiteral("staging did not answer in 10 s."), QStringLiteral("Check the VPN."),
            QStringLiteral("GET /v1/api/users\nno answer")};
}

QPushButton* buttonOf(const QWidget& widget, const QString& text) {
    for (auto* button : widget.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisibleTo(&widget))
            return button;
    return nullptr;
}

/// A message between two others, in a window that has the keyboard.
struct Row {
    Row() {
        auto* column = new QVBoxLayout(&window);
        for (QWidget* widget : std::initializer_list<QWidget*>{before, &banner, after})
            column->addWidget(widget);
        banner.show(timeout());
    }

    [[nodiscard]] bool open() {
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window);
    }

    QWidget window;
    QPushButton* before = new QPushButton(QStringLiteral("before"), &window);
    QPushButton* after = new QPushButton(QStringLiteral("after"), &window);
    Banner& banner = *new Banner(&window);
};

} // namespace

class BannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void isHiddenUntilSomethingIsShown();
    void namesItselfAndTellsTheText();
    void isSaidOnceAndWhenItIsSeen();
    void kindsLookDifferent();
    void serverTextIsPlain();
    void actionsAreReachedByKeyboard();
    void detailsOpenInPlaceAndCanBeCopied();
    void closesByKeyboard();
    void escapeFoldsTheDetailsFirst();
    void saysWhenItTakesTheFocusAway();
    void anActionThatEndsLeavesTheFocusHere();
    void clearForgetsEverything();
    void longTextWraps();
};

void BannerTest::isHiddenUntilSomethingIsShown() {
    Banner banner;
    QVERIFY(banner.isHidden());
    banner.show(timeout());
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.kind(), Banner::Kind::Error);
    QCOMPARE(banner.text(), QStringLiteral("staging did not answer in 10 s."));
}

void BannerTest::namesItselfAndTellsTheText() {
    Banner banner;
    banner.show(timeout());
    QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(&banner);
    QVERIFY(seen);
    QCOMPARE(seen->role(), QAccessible::AlertMessage);
    QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("Message"));
    QCOMPARE(seen->text(QAccessible::Description), QStringLiteral("staging did not answer in 10 s.\nCheck the VPN."));
}

void BannerTest::isSaidOnceAndWhenItIsSeen() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    QWidget window;
    QStackedLayout pages(&window);
    Banner* banners[2] = {};
    for (Banner*& banner : banners) {
        auto* page = new QWidget;
        banner = new Banner(page);
        pages.addWidget(page);
    }
    test::Heard heard(window);
    window.show();
    const QString text = QStringLiteral("3 could not be read.");
    banners[1]->showMessage(Banner::Kind::Warning, text);
    QCOMPARE(heard.takeLast(), QString()); // its page is not shown
    banners[0]->showMessage(Banner::Kind::Warning, text);
    QCOMPARE(heard.takeLast(), text);
    pages.setCurrentIndex(1);
    QCOMPARE(heard.takeLast(), QString()); // who comes from the other page has heard it
    pages.setCurrentIndex(0);
    QCOMPARE(heard.takeLast(), QString());
    banners[1]->showMessage(Banner::Kind::Error, QStringLiteral("Something else."));
    pages.setCurrentIndex(1);
    QCOMPARE(heard.takeLast(), QStringLiteral("Something else."));
}

void BannerTest::kindsLookDifferent() {
    QList<QImage> looks;
    for (const auto kind : {Banner::Kind::Info, Banner::Kind::Warning, Banner::Kind::Error}) {
        Banner banner;
        banner.showMessage(kind, QStringLiteral("Same text"));
        banner.resize(400, 60);
        const QImage image = banner.grab().toImage();
        QVERIFY(!looks.contains(image));
        looks << image;
        // Not by colour alone: the marks differ as shapes too.
        QImage shape = image.copy(0, 0, 40, 60).convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        QVERIFY(!looks.contains(shape));
        looks << shape;
    }
}

void BannerTest::serverTextIsPlain() {
    const QString hostile = QStringLiteral("<img src='/usr/share/pixmaps/debian-logo.png' width=900><b>x</b>");
    Banner banner;
    banner.show(Error{ErrorKind::Refused, hostile, hostile, hostile});
    const auto labels = banner.findChildren<QLabel*>();
    QVERIFY(labels.size() >= 2);
    for (const QLabel* label : labels) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QCOMPARE(label->text(), hostile);
    }
    QCOMPARE(banner.findChild<QPlainTextEdit*>()->toPlainText(), hostile);
}

void BannerTest::actionsAreReachedByKeyboard() {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* before = new QPushButton(QStringLiteral("before"));
    auto* banner = new Banner;
    column->addWidget(before);
    column->addWidget(banner);
    banner->show(timeout());
    banner->setActions(QStringLiteral("Try again"), QStringLiteral("Sign in"));
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    before->setFocus();
    QSignalSpy actions(banner, &Banner::actionTriggered);
    QTest::keyClick(&window, Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(actions.size(), 2);
    QCOMPARE(actions.at(0).at(0).toInt(), 0);
    QCOMPARE(actions.at(1).at(0).toInt(), 1);
    banner->setActions(QStringLiteral("Try again"));
    QVERIFY(!buttonOf(*banner, QStringLiteral("Sign in")));
}

void BannerTest::detailsOpenInPlaceAndCanBeCopied() {
    Banner banner;
    banner.showMessage(Banner::Kind::Info, QStringLiteral("No details"));
    QVERIFY(!buttonOf(banner, QStringLiteral("Details…")));
    banner.show(timeout());
    auto* details = banner.findChild<QPlainTextEdit*>();
    QVERIFY(!details->isVisible());
    QTest::mouseClick(buttonOf(banner, QStringLiteral("Details…")), Qt::LeftButton);
    QVERIFY(details->isVisible());
    QVERIFY(details->isReadOnly());
    QVERIFY(details->tabChangesFocus());
    QTest::mouseClick(buttonOf(banner, QStringLiteral("Copy details")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("GET /v1/api/users\nno answer"));
    QTest::mouseClick(buttonOf(banner, QStringLiteral("Hide details")), Qt::LeftButton);
    QVERIFY(!details->isVisible());
}

void BannerTest::closesByKeyboard() {
    Banner banner;
    banner.show(timeout());
    QSignalSpy closed(&banner, &Banner::closed);
    QTest::keyClick(&banner, Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    QVERIFY(banner.isHidden());
    banner.show(timeout());
    auto* button = banner.findChild<QToolButton*>();
    QCOMPARE(button->accessibleName(), QStringLiteral("Close the message"));
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(closed.size(), 2);
}

void BannerTest::escapeFoldsTheDetailsFirst() {
    Row row;
    QVERIFY(row.open());
    auto* toggle = buttonOf(row.banner, QStringLiteral("Details…"));
    auto* details = row.banner.findChild<QPlainTextEdit*>();
    toggle->click();
    QTRY_VERIFY(details->hasFocus());
    QTest::keyClick(details, Qt::Key_Escape);
    QVERIFY(!details->isVisible());
    QVERIFY(row.banner.isVisible());
    QVERIFY(toggle->hasFocus());
    toggle->click();
    toggle->setFocus();
    QTest::keyClick(toggle, Qt::Key_Escape); // from beside them, too
    QVERIFY(!details->isVisible());
    QVERIFY(row.banner.isVisible());
    QTest::keyClick(toggle, Qt::Key_Escape);
    QVERIFY(row.banner.isHidden());
}

void BannerTest::saysWhenItTakesTheFocusAway() {
    Row row;
    QVERIFY(row.open());
    QSignalSpy left(&row.banner, &Banner::focusLeft);
    row.after->setFocus();
    row.banner.clear();
    QCOMPARE(left.size(), 0); // somebody else has it
    row.banner.show(timeout());
    connect(&row.banner, &Banner::focusLeft, row.after, [&row] { row.after->setFocus(); });
    auto* close = row.banner.findChild<QToolButton*>();
    close->setFocus();
    QTest::keyClick(close, Qt::Key_Space);
    QCOMPARE(left.size(), 1);
    QVERIFY(row.banner.isHidden());
    QVERIFY(row.after->hasFocus());
}

void BannerTest::anActionThatEndsLeavesTheFocusHere() {
    Row row;
    QVERIFY(row.open());
    row.banner.setActions(QStringLiteral("Stop"));
    buttonOf(row.banner, QStringLiteral("Stop"))->setFocus();
    row.banner.setActions({});
    QVERIFY(row.banner.findChild<QToolButton*>()->hasFocus());
}

void BannerTest::clearForgetsEverything() {
    Banner banner;
    banner.show(timeout());
    banner.setActions(QStringLiteral("Try again"));
    banner.clear();
    QVERIFY(banner.isHidden());
    QVERIFY(banner.text().isEmpty());
    QVERIFY(banner.accessibleDescription().isEmpty());
    QVERIFY(banner.findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
    banner.showMessage(Banner::Kind::Info, QStringLiteral("Next"));
    QVERIFY(!buttonOf(banner, QStringLiteral("Try again")));
}

void BannerTest::longTextWraps() {
    Banner banner;
    banner.showMessage(Banner::Kind::Info, QStringLiteral("short"));
    const int low = banner.layout()->heightForWidth(300);
    banner.showMessage(Banner::Kind::Info, QStringLiteral("word ").repeated(60));
    QTRY_VERIFY(banner.layout()->heightForWidth(300) > low * 2);
    QVERIFY(banner.minimumSizeHint().width() < 400);
}

QTEST_MAIN(BannerTest)
#include "tst_banner.moc"
