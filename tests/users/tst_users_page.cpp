// The page of users, at a small instance that answers when the test says so.
#include "pagedesk.h"
#include "support/heard.h"
#include "widgets/banner.h"
#include "widgets/statepanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTreeView>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

void chooseStatus(const PageDesk& desk, const QString& text) {
    for (auto* action : desk.shown<QPushButton>("usersStatus")->menu()->actions()) {
        if (action->text() == text)
            action->trigger();
    }
}

} // namespace

class UsersPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunUnderWayIsNotReplaced();
    void whatWasBegunBySomebodyElseIsJudgedAnew();
    void anInterruptedRunIsDropped();
    void withoutRolesTheNameIsTyped();
    void undoIsJudgedLikeAnyOther();
    void whatTheAccountMayNotDoIsGrey();
    void onAFailedListNothingIsBegun();
    void aLockIsNotTakenForADeactivation();
    void thatNobodyIsLockedIsSaid();
    void untilSomebodyWasAskedNoAnswerIsHeard();
    void thatLocksAreNotToldIsHeardLast();
    void onALowScreenTheFilterBringsTheTableBack();
};

void UsersPageTest::aRunUnderWayIsNotReplaced() {
    PageDesk desk(12);
    QVERIFY(desk.open());
    runs::Plan left = runs::deactivatePlan(desk.actor(QStringLiteral("me")), desk.people({7}), AccessGuard(UserId()));
    left.items[0].leftOut.clear();
    desk.leave(left);
    desk.page->offerInterrupted();
    auto* offer = desk.page->findChild<Banner*>(QStringLiteral("interruptedRun"));
    QVERIFY(offer->isVisible());

    desk.choose({1});
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(PageDesk::button(&desk.toast(), QStringLiteral("Undo")));

    desk.realm.held = "/users/deactivate";
    desk.choose({2, 3, 4});
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(desk.results().isRunning());
    QTRY_COMPARE(desk.results().model().count(RowOutcome::Running), 3);
    const QString title = desk.results().title();
    const auto journals = desk.journals();
    const auto isUntouched = [&] {
        return desk.results().isRunning() && desk.results().title() == title && desk.journals() == journals
               && desk.results().model().count(RowOutcome::Running) == 3;
    };
    const QString busy = QStringLiteral("A run is under way");

    Q_EMIT desk.toast().actionTriggered(); // as its button does, as long as that stands there
    QVERIFY(isUntouched());
    QVERIFY2(desk.toastText().contains(busy), qPrintable(desk.toastText()));
    desk.toast().dismiss();

    PageDesk::button(offer, QStringLiteral("Continue…"))->click();
    QVERIFY(isUntouched());
    QVERIFY(offer->isVisible()); // it can be gone on with later
    const auto banners = desk.page->findChildren<Banner*>();
    QVERIFY(std::any_of(banners.begin(), banners.end(),
                        [&](const Banner* one) { return one->isVisible() && one->text().contains(busy); }));

    desk.rowAction(5, QStringLiteral("Edit…"))->trigger();
    QVERIFY(!desk.shown<QDialog>("editUser"));
    QVERIFY(isUntouched());
    QVERIFY2(desk.toastText().contains(busy), qPrintable(desk.toastText()));

    QCOMPARE(desk.realm.acts, (QByteArrayList{"deactivate p1@example.com"}));
    desk.shown<QPushButton>("runStop")->click();
    QTRY_VERIFY(!desk.results().isRunning());
    desk.rowAction(5, QStringLiteral("Edit…"))->trigger();
    QVERIFY(desk.shown<QDialog>("editUser"));
}

void UsersPageTest::whatWasBegunBySomebodyElseIsJudgedAnew() {
    PageDesk desk;
    QVERIFY(desk.open());
    runs::Plan plan =
        runs::deactivatePlan(desk.actor(QStringLiteral("bob")), desk.people({0, 1}), AccessGuard(UserId()));
    for (auto& item : plan.items)
        item.leftOut.clear(); // for bob they were anybody
    desk.leave(plan);
    desk.page->offerInterrupted();
    auto* offer = desk.page->findChild<Banner*>(QStringLiteral("interruptedRun"));
    QTRY_VERIFY(offer->isVisible());
    QVERIFY2(offer->text().contains(QStringLiteral("bob")), qPrintable(offer->text()));
    PageDesk::button(offer, QStringLiteral("Continue…"))->click();
    QTRY_VERIFY(desk.shown<QPushButton>("runResume"));
    QVERIFY(desk.realm.acts.isEmpty());
    desk.shown<QPushButton>("runResume")->click();
    QTRY_COMPARE(desk.results().model().count(RowOutcome::Done), 1);
    QTRY_VERIFY(!desk.results().isRunning());
    QCOMPARE(desk.realm.acts, (QByteArrayList{"deactivate p1@example.com"})); // and not oneself
    QCOMPARE(desk.results().model().count(RowOutcome::LeftOut), 1);
    QVERIFY2(desk.results().countsText().contains(QStringLiteral("1 left out")),
             qPrintable(desk.results().countsText()));
    const auto& rows = desk.results().model().rows();
    QVERIFY(std::any_of(rows.begin(), rows.end(), [](const ResultRow& row) {
        return row.id == SmallRealm::textId(0) && row.why.contains(QStringLiteral("your own account"));
    }));
}

void UsersPageTest::anInterruptedRunIsDropped() {
    PageDesk desk;
    QVERIFY(desk.open());
    desk.leave(runs::unlockPlan(desk.actor(QStringLiteral("me")), desk.people({1, 2})));
    QCOMPARE(desk.journals(), 1);
    desk.page->offerInterrupted();
    auto* offer = desk.page->findChild<Banner*>(QStringLiteral("interruptedRun"));
    QTRY_VERIFY(offer->isVisible());
    QVERIFY(!offer->text().contains(QStringLiteral("begun by")));
    PageDesk::button(offer, QStringLiteral("Drop"))->click();
    QVERIFY(!offer->isVisible());
    QCOMPARE(desk.journals(), 0);
    QVERIFY(!desk.results().isVisible());
}

void UsersPageTest::withoutRolesTheNameIsTyped() {
    PageDesk desk;
    desk.realm.areRolesTold = false;
    QVERIFY(desk.open());
    desk.choose({1, 2}); // never together
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QVERIFY(!desk.shown<QPushButton>("consequenceAct")->isEnabled());
    desk.sheet()->reject();
    QTRY_VERIFY(!desk.sheet());

    desk.choose({1});
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    auto* act = desk.shown<QPushButton>("consequenceAct");
    auto* typed = desk.shown<QLineEdit>("typedCheck");
    QVERIFY(typed);
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("u2"));
    QVERIFY(!act->isEnabled());
    typed->clear();
    QTest::keyClicks(typed, QStringLiteral("u1"));
    QVERIFY(act->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.realm.acts, (QByteArrayList{"deactivate p1@example.com"}));
}

void UsersPageTest::undoIsJudgedLikeAnyOther() {
    PageDesk desk;
    desk.realm.areRolesTold = false;
    for (const std::size_t number : {1u, 2u, 3u})
        desk.realm.people[number].enabled = false;
    QVERIFY(desk.open());
    const auto activate = [&desk](std::initializer_list<std::size_t> numbers) {
        desk.choose(numbers);
        desk.act("usersActivate");
        QTRY_VERIFY(desk.sheet());
        QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    };
    activate({1});
    QTRY_VERIFY(PageDesk::button(&desk.toast(), QStringLiteral("Undo")));
    PageDesk::button(&desk.toast(), QStringLiteral("Undo"))->click();
    QTRY_VERIFY(desk.sheet()); // nothing is taken back before the name was typed
    QVERIFY(desk.shown<QLineEdit>("typedCheck"));
    desk.sheet()->reject();
    QTRY_VERIFY(!desk.sheet());

    activate({2, 3});
    QTRY_VERIFY(desk.results().isVisible() && !desk.results().isRunning());
    QTRY_VERIFY(desk.shown<QPushButton>("runUndo"));
    desk.shown<QPushButton>("runUndo")->click();
    QTRY_VERIFY(desk.sheet());
    QVERIFY(!desk.shown<QPushButton>("consequenceAct")->isEnabled());
    desk.sheet()->reject();
    QVERIFY(std::none_of(desk.realm.acts.begin(), desk.realm.acts.end(),
                         [](const QByteArray& act) { return act.startsWith("deactivate"); }));
}

void UsersPageTest::whatTheAccountMayNotDoIsGrey() {
    PageDesk desk;
    desk.realm.mayManage = false;
    QVERIFY(desk.open());
    QTRY_VERIFY(desk.account.accountActions.rights().asked);
    for (const QString& text : {QStringLiteral("Unlock…"), QStringLiteral("Delete…")}) {
        auto* action = desk.rowAction(1, text);
        QVERIFY2(action && !action->isEnabled(), qPrintable(text));
        QVERIFY(action->toolTip().contains(QStringLiteral("manage-users")));
    }
    QVERIFY(desk.rowAction(1, QStringLiteral("Deactivate…"))->isEnabled()); // goes by the API as well
}

void UsersPageTest::onAFailedListNothingIsBegun() {
    PageDesk desk;
    QVERIFY(desk.open());
    desk.realm.isListRefused = true;
    desk.page->refresh();
    QTRY_COMPARE(desk.account.users.phase(), models::TableModel::Phase::Failed);
    desk.choose({1});
    desk.rowAction(1, QStringLiteral("Deactivate…"))->trigger();
    QVERIFY(!desk.sheet());
    QVERIFY2(desk.toastText().contains(QStringLiteral("refresh first")), qPrintable(desk.toastText()));
    desk.rowAction(1, QStringLiteral("Edit…"))->trigger();
    QVERIFY(!desk.shown<QDialog>("editUser"));
}

void UsersPageTest::thatNobodyIsLockedIsSaid() {
    PageDesk desk;
    QVERIFY(desk.open());
    const auto* bar = desk.page->findChild<Banner*>(QStringLiteral("usersLocks"));
    const auto* state = desk.page->findChild<StatePanel*>(QStringLiteral("usersState"));
    chooseStatus(desk, QStringLiteral("Locked"));
    QTRY_COMPARE(state->title(), QStringLiteral("Nobody is locked"));
    QTRY_COMPARE(bar->text(), QStringLiteral("Keycloak was asked about 6 people."));
    auto* filter = desk.shown<QLineEdit>("usersFilter");
    filter->setText(QStringLiteral("p1@"));
    QTRY_COMPARE(state->title(), QStringLiteral("None of those asked about is known to be locked"));
    filter->clear();
    chooseStatus(desk, QStringLiteral("any"));
    desk.realm.people[1].locked = true;
    QVERIFY(desk.load());
    chooseStatus(desk, QStringLiteral("Locked"));
    QTRY_COMPARE(desk.account.users.shownCount(), 1);
    QTRY_VERIFY2(bar->text().startsWith(QStringLiteral("1 locked. Keycloak was asked about 6 people. Those it calls")),
                 qPrintable(bar->text()));
}

void UsersPageTest::untilSomebodyWasAskedNoAnswerIsHeard() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    PageDesk desk;
    QVERIFY(desk.open());
    Heard heard(*desk.page);
    QStringList before;
    const QString nobody = QStringLiteral("Nobody is locked");
    chooseStatus(desk, QStringLiteral("Locked"));
    QVERIFY(!heard.texts().isEmpty());
    for (const QString& text : heard.texts())
        QVERIFY2(text.startsWith(QStringLiteral("Asking Keycloak who is locked")), qPrintable(text));
    QTRY_VERIFY(heard.hears(nobody));
    QCOMPARE(heard.texts().last(), nobody); // and not how many were asked

    heard.forget();
    connect(desk.page.get(), &ResourcePage::refreshed, this, [&heard, &before] { before = heard.texts(); });
    desk.page->refresh();
    QTRY_VERIFY(!before.isEmpty());
    QVERIFY2(!before.contains(nobody), qPrintable(before.join(u'\n')));
    QTRY_VERIFY(heard.hears(nobody));
    QCOMPARE(heard.texts().last(), nobody);
}

void UsersPageTest::thatLocksAreNotToldIsHeardLast() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    PageDesk desk;
    desk.realm.areLocksTold = false;
    QVERIFY(desk.open());
    Heard heard(*desk.page);
    chooseStatus(desk, QStringLiteral("Locked"));
    const QString answer = QStringLiteral("Who is locked cannot be told");
    QTRY_VERIFY(heard.hears(answer));
    QCOMPARE(heard.texts().last(), answer);
}

void UsersPageTest::aLockIsNotTakenForADeactivation() {
    PageDesk desk;
    desk.realm.people[1].locked = true;
    desk.realm.ignoresActs = true;
    QVERIFY(desk.open());
    desk.choose({1});
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(desk.results().isVisible() && !desk.results().isRunning()); // something is amiss
    QCOMPARE(desk.realm.acts, (QByteArrayList{"deactivate p1@example.com"}));
    QCOMPARE(desk.results().model().count(RowOutcome::Warning), 1); // by id it reads "enabled: false"
    const QString id = SmallRealm::textId(1);
    QCOMPARE(desk.account.users.userById(id)->status, UserStatus::Locked); // and not inactive, as by id
    desk.realm.ignoresActs = false;
    desk.choose({1});
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.realm.acts.size(), 2);
    QTRY_COMPARE(desk.account.users.userById(id)->status, UserStatus::Inactive);
}

void UsersPageTest::onALowScreenTheFilterBringsTheTableBack() {
    PageDesk desk;
    QVERIFY(desk.open());
    desk.page->resize(640, 330);
    desk.choose({1, 2});
    desk.act("usersActivate"); // both are active: who is left out is in no list
    QTRY_VERIFY(desk.sheet());
    desk.sheet()->reject();
    QTRY_VERIFY(!desk.sheet());
    desk.act("usersDeactivate");
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(desk.results().isVisible() && !desk.results().isRunning());
    QVERIFY(!desk.table().isVisible());
    QVERIFY(desk.results().view().isVisible());
    const auto* counts = desk.shown<QLabel>("runCounts");
    QTRY_VERIFY(counts->width() >= counts->sizeHint().width()); // none of them is cut short

    desk.page->focusFilter();
    QTRY_VERIFY(desk.table().isVisible());
    auto* field = desk.shown<QLineEdit>("usersFilter");
    QVERIFY(field);
    QCOMPARE(desk.page->focusWidget(), field);
    QVERIFY(!desk.results().view().isVisible());
    QVERIFY(desk.shown<QPushButton>("runReport")); // what can be done with them stays in reach
    QTest::keyClicks(field, QStringLiteral("p3@"));
    QTRY_COMPARE(desk.account.users.shownCount(), 1);

    auto* back = desk.shown<QPushButton>("runShowRows");
    QVERIFY(back);
    QTest::keyClick(back, Qt::Key_Space);
    QTRY_VERIFY(desk.results().view().isVisible());
    QVERIFY(!desk.table().isVisible());
    desk.page->resize(1100, 900); // room for both
    QTRY_VERIFY(desk.table().isVisible() && desk.results().view().isVisible());
    QVERIFY(!desk.shown<QPushButton>("runShowRows"));
}

QTEST_MAIN(UsersPageTest)
#include "tst_users_page.moc"
