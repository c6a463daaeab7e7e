#include "style/theme.h"
#include "support/heard.h"
#include "widgets/statepanel.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedLayout>
#include <QTest>

using namespace wallaroo;

namespace {

Error error(ErrorKind kind) {
    return {kind, QStringLiteral("Sentence."), QStringLiteral("Advice."), QStringLiteral("GET /v1/api/users 403")};
}

QStringList shownButtons(const StatePanel& panel) {
    QStringList texts;
    for (const auto* button : panel.findChildren<QPushButton*>())
        if (button->isVisibleTo(&panel))
            texts << button->text();
    texts.sort();
    return texts;
}

QPushButton* buttonOf(const StatePanel& panel, const QString& text) {
    for (auto* button : panel.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

} // namespace

class StatePanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void eachStateOffersItsOwnActions();
    void eachStateLooksDifferent();
    void buttonsTellWhatIsWanted();
    void theFocusWaitsForTheButton();
    void theFocusIsNotTakenFromWhoTypes();
    void isSaidOnceAndWhenItIsSeen();
    void oneStateLeavesNothingOfTheLast();
    void serverTextIsPlain();
};

void StatePanelTest::eachStateOffersItsOwnActions() {
    StatePanel panel;
    panel.showLoading(QStringLiteral("Loading users…"));
    QCOMPARE(panel.state(), StatePanel::State::Loading);
    QCOMPARE(panel.title(), QStringLiteral("Loading users…"));
    QCOMPARE(shownButtons(panel), QStringList());
    panel.showEmpty(QStringLiteral("No user matches 'foo'"), QStringLiteral("Clear filter"));
    QCOMPARE(panel.state(), StatePanel::State::Empty);
    QCOMPARE(shownButtons(panel), QStringList{QStringLiteral("Clear filter")});
    panel.showEmpty(QStringLiteral("No workspaces yet"));
    QCOMPARE(shownButtons(panel), QStringList());
    panel.showNotAllowed(error(ErrorKind::NotAllowed));
    QCOMPARE(panel.state(), StatePanel::State::NotAllowed);
    QCOMPARE(shownButtons(panel), (QStringList{QStringLiteral("Details…"), QStringLiteral("Sign in as someone else"),
                                               QStringLiteral("Try again")}));
    panel.showFailed(error(ErrorKind::TookTooLong));
    QCOMPARE(panel.state(), StatePanel::State::Failed);
    QCOMPARE(shownButtons(panel), (QStringList{QStringLiteral("Details…"), QStringLiteral("Try again")}));
}

void StatePanelTest::eachStateLooksDifferent() {
    // The same words in all four: what is left to differ is icon and buttons.
    StatePanel panel;
    panel.resize(500, 300);
    const Error same{ErrorKind::NotAllowed, QStringLiteral("Users"), {}, {}};
    QList<QImage> looks;
    const auto keep = [&] {
        const QImage image = panel.grab().toImage();
        QVERIFY(!looks.contains(image));
        looks << image;
    };
    panel.showLoading(QStringLiteral("Users"));
    keep();
    panel.showEmpty(QStringLiteral("Users"));
    keep();
    panel.showNotAllowed(same);
    keep();
    panel.showFailed(same);
    keep();
}

void StatePanelTest::buttonsTellWhatIsWanted() {
    StatePanel panel;
    panel.show();
    QSignalSpy retry(&panel, &StatePanel::retryRequested);
    QSignalSpy action(&panel, &StatePanel::actionRequested);
    QSignalSpy account(&panel, &StatePanel::otherAccountRequested);
    panel.showEmpty(QStringLiteral("No users yet"), QStringLiteral("Invite…"));
    QTest::keyClick(buttonOf(panel, QStringLiteral("Invite…")), Qt::Key_Space);
    QCOMPARE(action.size(), 1);
    panel.showNotAllowed(error(ErrorKind::NotAllowed));
    QTest::keyClick(buttonOf(panel, QStringLiteral("Sign in as someone else")), Qt::Key_Space);
    QCOMPARE(account.size(), 1);
    panel.showFailed(error(ErrorKind::TookTooLong));
    QTest::keyClick(buttonOf(panel, QStringLiteral("Try again")), Qt::Key_Space);
    QCOMPARE(retry.size(), 1);
    QCOMPARE(action.size(), 1);
}

void StatePanelTest::theFocusWaitsForTheButton() {
    QWidget page;
    auto* first = new QPushButton(QStringLiteral("Refresh"), &page);
    auto* panel = new StatePanel(&page);
    first->setFocus();
    panel->showLoading(QStringLiteral("Loading users…"));
    panel->takeFocusIn(page);
    QCOMPARE(page.focusWidget(), panel);
    panel->showFailed(error(ErrorKind::TookTooLong));
    auto* retry = buttonOf(*panel, QStringLiteral("Try again"));
    QCOMPARE(page.focusWidget(), retry);
    panel->showLoading(QStringLiteral("Loading users…")); // it was pressed, and has gone
    QCOMPARE(page.focusWidget(), panel);
    panel->showNotAllowed(error(ErrorKind::NotAllowed));
    QCOMPARE(page.focusWidget(), retry);
    buttonOf(*panel, QStringLiteral("Sign in as someone else"))->setFocus();
    panel->showNotAllowed(error(ErrorKind::NotAllowed)); // the same once more: the choice stays
    QCOMPARE(page.focusWidget(), buttonOf(*panel, QStringLiteral("Sign in as someone else")));
    first->setFocus();
    panel->takeFocusIn(page); // the page was left and is shown again
    QCOMPARE(page.focusWidget(), retry);
}

void StatePanelTest::theFocusIsNotTakenFromWhoTypes() {
    QWidget window;
    auto* list = new QPushButton(QStringLiteral("Users"), &window);
    auto* page = new QWidget(&window);
    auto* filter = new QLineEdit(page);
    auto* panel = new StatePanel(page);
    panel->showLoading(QStringLiteral("Loading users…"));
    for (auto* at : {static_cast<QWidget*>(filter), static_cast<QWidget*>(list)}) {
        at->setFocus();
        panel->takeFocusIn(*page);
        QCOMPARE(window.focusWidget(), at);
        panel->showFailed(error(ErrorKind::TookTooLong));
        QCOMPARE(window.focusWidget(), at);
        panel->takeFocusIn(*page);
        QCOMPARE(window.focusWidget(), at);
        panel->showLoading(QStringLiteral("Loading users…"));
    }
}

void StatePanelTest::isSaidOnceAndWhenItIsSeen() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    QWidget window;
    QStackedLayout screens(&window);
    auto* rows = new QLabel(QStringLiteral("Rows"));
    auto* panel = new StatePanel;
    screens.addWidget(rows);
    screens.addWidget(panel);
    test::Heard heard(window);
    window.show();
    panel->showEmpty(QStringLiteral("No workspaces yet"));
    panel->showNotAllowed(error(ErrorKind::NotAllowed));
    panel->showFailed(error(ErrorKind::TookTooLong));
    panel->showLoading(QStringLiteral("Loading users…"));
    QCOMPARE(heard.takeLast(), QString()); // the rows are seen
    screens.setCurrentWidget(panel);
    QCOMPARE(heard.takeLast(), QStringLiteral("Loading users…"));
    panel->showLoading(QStringLiteral("12,400 so far"));
    QCOMPARE(heard.takeLast(), QString());
    panel->showFailed(error(ErrorKind::TookTooLong));
    QCOMPARE(heard.takeLast(), QStringLiteral("Sentence."));
    panel->showFailed(error(ErrorKind::TookTooLong));
    QCOMPARE(heard.takeLast(), QString());
    panel->showNotAllowed(error(ErrorKind::NotAllowed)); // the same words of something else
    QCOMPARE(heard.takeLast(), QStringLiteral("Sentence."));
    screens.setCurrentWidget(rows);
    screens.setCurrentWidget(panel);
    QCOMPARE(heard.takeLast(), QString()); // nothing came meanwhile
    screens.setCurrentWidget(rows);
    panel->showEmpty(QStringLiteral("No user matches 'foo'"));
    screens.setCurrentWidget(panel);
    QCOMPARE(heard.takeLast(), QStringLiteral("No user matches 'foo'"));
    screens.setCurrentWidget(rows);
    panel->showLoading(QStringLiteral("Loading users…"));
    screens.setCurrentWidget(panel);
    screens.setCurrentWidget(rows);
    QCOMPARE(heard.takeLast(), QString()); // gone before it was seen
}

void StatePanelTest::oneStateLeavesNothingOfTheLast() {
    StatePanel panel;
    panel.showFailed(error(ErrorKind::TookTooLong));
    QCOMPARE(panel.accessibleName(), QStringLiteral("Sentence."));
    QCOMPARE(panel.accessibleDescription(), QStringLiteral("Advice."));
    panel.showEmpty(QStringLiteral("No users yet"));
    QCOMPARE(panel.accessibleName(), QStringLiteral("No users yet"));
    QVERIFY(panel.accessibleDescription().isEmpty());
    QCOMPARE(shownButtons(panel), QStringList());
    for (const auto* label : panel.findChildren<QLabel*>())
        QVERIFY(!label->isVisibleTo(&panel) || label->text() == QStringLiteral("No users yet"));
}

void StatePanelTest::serverTextIsPlain() {
    const QString hostile = QStringLiteral("<img src='/etc/hostname'><a href='https://example.net'>x</a>");
    StatePanel panel;
    panel.showFailed({ErrorKind::Refused, hostile, hostile, hostile});
    for (const auto* label : panel.findChildren<QLabel*>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!label->openExternalLinks());
    }
}

QTEST_MAIN(StatePanelTest)
#include "tst_statepanel.moc"
