#include "dialogdesk.h"
#include "style/palettes.h"
#include "style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

using namespace wallaroo;
using namespace wallaroo::test;

/// That everything is seen: at any font size, in either theme, on a screen that is too small.
class TestSignInLook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void nothingIsCut_data();
    void nothingIsCut();
    void growsAndShrinksWithItsContent();
    void scrollsToWhatIsAsked();
    void followsTheTheme();
    void buildsLittleBeforeTheFirstPaint();

private:
    QFont m_font;
};

/// What is visible and narrower or lower than it asks for.
static QStringList cutWidgets(const QWidget* dialog) {
    QStringList cut;
    const auto look = [&](const QWidget* widget, const QSize& wanted) {
        if (widget->isVisible() && (widget->width() < wanted.width() || widget->height() < wanted.height()))
            cut << QStringLiteral("%1 %2 (%3x%4 of %5x%6)")
                       .arg(QLatin1String(widget->metaObject()->className()), widget->objectName())
                       .arg(widget->width())
                       .arg(widget->height())
                       .arg(wanted.width())
                       .arg(wanted.height());
    };
    for (const auto* button : dialog->findChildren<QAbstractButton*>()) {
        if (!qobject_cast<SecretField*>(button->parentWidget())) // an eye is as large as its icon
            look(button, button->minimumSizeHint());
    }
    for (const auto* edit : dialog->findChildren<QLineEdit*>())
        look(edit, QSize(0, edit->minimumSizeHint().height()));
    for (const auto* label : dialog->findChildren<QLabel*>()) {
        if (label->wordWrap())
            look(label, QSize(0, label->heightForWidth(label->width())));
        else
            look(label, label->sizeHint());
    }
    return cut;
}

void TestSignInLook::initTestCase() {
    m_font = QApplication::font();
}

void TestSignInLook::cleanup() {
    QApplication::setFont(m_font);
}

void TestSignInLook::nothingIsCut_data() {
    QTest::addColumn<double>("scale");
    QTest::addColumn<QString>("state");
    for (const double scale : {1.0, 1.5, 2.0}) {
        for (const char* state : {"empty", "missing", "fold", "where", "error", "inference", "again", "busy"})
            QTest::addRow("%s at %d %%", state, static_cast<int>(scale * 100)) << scale << QString::fromUtf8(state);
    }
}

void TestSignInLook::nothingIsCut() {
    QFETCH(double, scale);
    QFETCH(QString, state);
    QFont font = m_font;
    font.setPointSizeF(m_font.pointSizeF() * scale);
    QApplication::setFont(font);
    DialogDesk desk;
    desk.dialog->setProfile(knownProfile(), true);
    if (state == QLatin1String("again"))
        desk.dialog->askForPassword(knownProfile(), errorOf(ErrorKind::SessionEnded));
    QVERIFY(desk.show());
    if (state == QLatin1String("missing"))
        desk.pressEnter();
    if (state == QLatin1String("fold"))
        desk.button("addressesFold")->click();
    if (state == QLatin1String("where"))
        desk.button("whereIsTheSecret")->click();
    if (state == QLatin1String("error")) {
        Error error = errorOf(ErrorKind::AccountNotSetUp);
        error.sentence = QStringLiteral("The account %1 is not fully set up.").arg(QString(120, u'w'));
        error.advice =
            QStringLiteral("Finish the set-up in the browser, then sign in here again, with the new password.");
        desk.dialog->showFailure(error);
    }
    if (state == QLatin1String("inference"))
        desk.button("wayInferenceOnly")->click();
    if (state == QLatin1String("busy"))
        desk.dialog->setBusy(true);
    QTRY_VERIFY2(cutWidgets(desk.dialog.get()).isEmpty(), qPrintable(cutWidgets(desk.dialog.get()).join(u'\n')));
    const QSize room = desk.dialog->screen()->availableSize();
    QVERIFY(desk.dialog->height() <= room.height());
    QVERIFY(desk.dialog->width() <= room.width());
}

void TestSignInLook::growsAndShrinksWithItsContent() {
    DialogDesk desk;
    QVERIFY(desk.show());
    auto* area = desk.dialog->findChild<QScrollArea*>();
    QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
    const int before = desk.dialog->height();
    desk.button("whereIsTheSecret")->click();
    QTRY_VERIFY(desk.dialog->height() > before);
    QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
    desk.button("whereIsTheSecret")->click();
    QTRY_COMPARE(desk.dialog->height(), before);
    // The size that a person chose stays.
    desk.dialog->resize(desk.dialog->width(), before + 200);
    desk.button("wayInferenceOnly")->click();
    QTRY_VERIFY(!desk.has("userName"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCoreApplication::processEvents();
    QCOMPARE(desk.dialog->height(), before + 200);
}

void TestSignInLook::scrollsToWhatIsAsked() {
    DialogDesk desk;
    desk.dialog->resize(560, 300); // as on a screen with no more room
    QVERIFY(desk.show());
    QCOMPARE(desk.dialog->height(), 300);
    auto* area = desk.dialog->findChild<QScrollArea*>();
    QVERIFY(area->verticalScrollBar()->maximum() > 0);
    QVERIFY(desk.has("signIn"));
    QVERIFY(desk.dialog->rect().contains(
        QRect(desk.button("signIn")->mapTo(desk.dialog.get(), QPoint()), desk.button("signIn")->size())));
    desk.type("instance", "wallaroo.invalid");
    for (const char* name : {"userName", "password", "clientSecret", "instance"}) {
        auto* field = desk.edit(name);
        while (desk.focusName() != QLatin1String(name))
            QTest::keyClick(desk.dialog->focusWidget(), Qt::Key_Tab);
        const QRect place(field->mapTo(area->viewport(), QPoint()), field->size());
        QVERIFY2(area->viewport()->rect().contains(place), name);
    }
}

void TestSignInLook::followsTheTheme() {
    DialogDesk desk;
    QVERIFY(desk.show());
    desk.pressEnter(); // with errors
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        QCoreApplication::processEvents();
        const QPalette palette = desk.dialog->palette();
        QCOMPARE(isDark(palette), theme == Theme::Dark);
        const auto* label = desk.find<QLabel>("userNameMessageText");
        const QColor words = label->palette().color(label->foregroundRole());
        QVERIFY(contrast(words, palette.color(QPalette::Window)) >= 4.5);
        QCOMPARE(words, tint(palette, Tint::Danger));
    }
}

void TestSignInLook::buildsLittleBeforeTheFirstPaint() {
    // Folds, panels, banners and words are made when they are needed: each widget costs time at the start.
    const DialogDesk desk;
    for (const char* late : {"addressFold", "whereSecretPanel", "accountSummary", "userNameMessageText"})
        QVERIFY2(!desk.dialog->findChild<QWidget*>(QLatin1String(late)), late);
    QVERIFY(!desk.dialog->findChild<Banner*>());
    QVERIFY(desk.dialog->findChildren<QWidget*>().size() < 70);
}

QTEST_MAIN(TestSignInLook)
#include "tst_signin_look.moc"
