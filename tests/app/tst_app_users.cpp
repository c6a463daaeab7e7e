// What an administrator does to people, in the window, against the real sandbox: by the keyboard where keys do it.
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "pages/accesspage.h"
#include "support/heard.h"
#include "usersdesk.h"
#include "widgets/banner.h"
#include "widgets/detailspanel.h"
#include "widgets/filterchoice.h"
#include "widgets/statepanel.h"
#include "widgets/toast.h"

#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTreeView>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

QString note(const UsersDesk& desk) {
    const auto* page = desk.window()->findChild<QWidget*>(QStringLiteral("usersPage"));
    return page->findChild<QLabel*>(QStringLiteral("pageNote"))->text();
}

} // namespace

class TestUsers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deactivatesManyAndTakesThreeBack();
    void onALowScreenResultsTakeTheTablesPlace();
    void onePersonEndsInANoticeWithUndo();
    void onlyWhatIsShownIsSaid();
    void detailsFollowTheKeyboard();
    void choicesNarrowAndSayWhy();
    void lockedPeopleAreLookedUp();
    void whatIsShownIsExported();
    void whoMayNotViewPeopleIsTold();
    void invitesAndHandsOut();
    void whoCannotBeInvitedIsCreatedInKeycloak();
    void aRefusedDeactivationLeavesInvitingAsItWas();
    void manyAreLookedUpInPart();
    void someAreDeleted();
    void activityTellsWhatWasDone();
};

void TestUsers::deactivatesManyAndTakesThreeBack() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    auto& table = desk.users();
    QTRY_VERIFY(table.hasFocus());
    const int shown = desk.model().shownCount();
    QVERIFY(shown > 10);
    QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
    desk.picture(QStringLiteral("many-1-selected"));
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    auto* sheet = desk.sheet();
    QVERIFY(sheet->plainText().contains(QStringLiteral("your own account")));
    QTRY_VERIFY(sheet->isActiveWindow());
    desk.picture(QStringLiteral("many-2-consequences"));
    QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
    auto& results = desk.results();
    QTRY_VERIFY(results.isVisible());
    desk.picture(QStringLiteral("many-3-running"));
    QTRY_VERIFY_WITH_TIMEOUT(!results.isRunning(), patienceMs);
    const int done = results.model().count(RowOutcome::Done);
    QVERIFY2(done > 10, qPrintable(results.countsText()));
    QCOMPARE(done, static_cast<int>(results.model().rows().size()));
    desk.picture(QStringLiteral("many-4-results"));
    // Read back by id: shown without a refresh
    QTRY_VERIFY(countOf(desk.model(), UserStatus::Inactive) >= done);

    desk.prompts.newFile = desk.folder.filePath(QStringLiteral("report.csv"));
    desk.shown<QPushButton>("runReport")->click();
    QTRY_VERIFY(QFile::exists(desk.prompts.newFile));

    auto& view = results.view();
    view.setFocus();
    view.setCurrentIndex(view.model()->index(0, 0));
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    const QString first = results.model().rows()[0].id;
    QTRY_COMPARE(desk.shown<QPushButton>("runUndo")->text(), QStringLiteral("Undo 3"));
    QTest::keyClick(desk.shown<QPushButton>("runUndo"), Qt::Key_Space);
    QTRY_VERIFY(desk.sheet());
    desk.picture(QStringLiteral("many-5-undo"));
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!results.isRunning() && results.model().rows().size() == 3
                                 && results.model().count(RowOutcome::Done) == 3,
                             patienceMs);
    QTRY_COMPARE(desk.model().userById(first)->status, UserStatus::Active);
    desk.picture(QStringLiteral("many-6-undone"));
}

void TestUsers::onALowScreenResultsTakeTheTablesPlace() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.window()->resize(683, 384); // a laptop at 200 %
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    auto& table = desk.users();
    QTRY_VERIFY(table.hasFocus());
    QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
    QVERIFY(table.isVisible());
    QVERIFY(desk.window()->width() <= 683); // what can be done to them needs no wider window
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    auto& results = desk.results();
    QTRY_VERIFY_WITH_TIMEOUT(results.isVisible() && !results.isRunning(), patienceMs);
    QVERIFY(!table.isVisible());
    QTRY_VERIFY2(results.view().height() >= results.view().sizeHintForRow(0) * 5,
                 qPrintable(QString::number(results.view().height())));
    results.view().setFocus();
    QTest::keyClick(&results.view(), Qt::Key_Escape);
    QVERIFY(!results.isVisible());
    QVERIFY(table.isVisible());
}

void TestUsers::onePersonEndsInANoticeWithUndo() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.filter(QStringLiteral("type:user"));
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    auto& table = desk.users();
    QTRY_VERIFY(table.hasFocus());
    QTest::keyClick(&table, Qt::Key_Home);
    const QString id = table.currentIndex().data(models::TableModel::IdRole).toString();
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    QVERIFY(desk.sheet()->plainText().contains(id));
    desk.picture(QStringLiteral("one-1-consequences"));
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.model().userById(id)->status, UserStatus::Inactive, patienceMs);
    auto* toast = desk.window()->findChild<Toast*>(QStringLiteral("usersToast"));
    QTRY_VERIFY(toast->isVisible());
    QVERIFY(!desk.results().isVisible());
    desk.picture(QStringLiteral("one-2-notice"));
    toast->findChild<QPushButton*>()->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.model().userById(id)->status, UserStatus::Active, patienceMs);
}

/// Of three pages that the same answers reach, one is seen.
void TestUsers::onlyWhatIsShownIsSaid() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event for it");
#endif
    UsersDesk desk;
    QVERIFY(desk.open());
    QSignalSpy known(desk.window()->findChild<AccessPage*>(QStringLiteral("accessPage")), &AccessPage::refreshed);
    QCoreApplication::processEvents(); // what is said of the first list
    Heard heard(*desk.window());
    const auto saidOf = [&](const QString& title) {
        QTRY_VERIFY_WITH_TIMEOUT(heard.countOf(title + QStringLiteral(" loaded: ")) == 1, patienceMs);
        if (title == QStringLiteral("Workspaces"))
            QTRY_VERIFY_WITH_TIMEOUT(!known.isEmpty(), patienceMs); // who is in them
        QCoreApplication::processEvents();                          // what follows the answers
        const QString all = heard.texts().join(u'\n');
        QVERIFY2(heard.countOf(QStringLiteral("Loading")) == 1 && heard.countOf(QStringLiteral("loaded")) == 1,
                 qPrintable(all));
        QVERIFY2(!all.contains(QStringLiteral("ccess")) && !all.contains(QStringLiteral(" yet")), qPrintable(all));
        heard.forget();
        known.clear();
    };
    desk.window()->openPage(QStringLiteral("workspaces"));
    saidOf(QStringLiteral("Workspaces"));
    QTest::keyClick(desk.window(), Qt::Key_F5);
    saidOf(QStringLiteral("Workspaces"));
    desk.window()->openPage(QStringLiteral("users"));
    QTest::keyClick(desk.window(), Qt::Key_F5);
    saidOf(QStringLiteral("Users"));
    desk.window()->openPage(QStringLiteral("access"));
    QTest::keyClick(desk.window(), Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(heard.countOf(QStringLiteral("Access loaded: ")) >= 1, patienceMs);
    QCOMPARE(heard.countOf(QStringLiteral("Users loaded: ")), 0);
    QCOMPARE(heard.countOf(QStringLiteral("No workspaces yet")), 0);
}

void TestUsers::detailsFollowTheKeyboard() {
    UsersDesk desk;
    QVERIFY(desk.open());
    auto& table = desk.users();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Home);
    QTest::keyClick(&table, Qt::Key_Return);
    auto* panel = named<DetailsPanel>(desk.window(), QStringLiteral("Details"));
    QVERIFY(panel);
    const QString first = panel->plainText();
    QVERIFY(first.contains(table.currentIndex().data(models::TableModel::IdRole).toString()));
    QVERIFY(table.hasFocus()); // walking on needs no other key
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(panel->plainText() != first);
    QVERIFY(panel->plainText().contains(table.currentIndex().data(models::TableModel::IdRole).toString()));
    QTRY_VERIFY_WITH_TIMEOUT(!panel->plainText().contains(QStringLiteral("looking…"))
                                 && !panel->plainText().contains(QStringLiteral("asking Keycloak…")),
                             patienceMs);
    desk.picture(QStringLiteral("details"));
    QTest::keyClick(&table, Qt::Key_Escape);
    QTest::keyClick(&table, Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QTRY_VERIFY(table.hasFocus());
}

void TestUsers::choicesNarrowAndSayWhy() {
    UsersDesk desk;
    QVERIFY(desk.open());
    auto* status = named<FilterChoice>(desk.window(), QStringLiteral("Status"));
    QVERIFY(status);
    const int all = desk.model().shownCount();
    for (auto* action : status->menu()->actions()) {
        if (action->text() == QStringLiteral("Inactive"))
            action->trigger();
    }
    QCOMPARE(desk.model().shownCount(), countOf(desk.model(), UserStatus::Inactive));
    QCOMPARE(desk.model().totalCount(), all);
    QVERIFY(named<FilterChoice>(desk.window(), QStringLiteral("Type")));
    QVERIFY(named<FilterChoice>(desk.window(), QStringLiteral("Signed in")));
    desk.picture(QStringLiteral("filtered"));
}

void TestUsers::lockedPeopleAreLookedUp() {
    UsersDesk desk;
    QVERIFY(desk.open());
    auto* bar = desk.window()->findChild<Banner*>(QStringLiteral("usersLocks"));
    QVERIFY(bar);
    const int all = desk.model().totalCount();
    QCOMPARE(countOf(desk.model(), UserStatus::Locked), 0); // no list tells it
    desk.choose(QStringLiteral("Status"), QStringLiteral("Locked"));
    QVERIFY(bar->isVisible());
    auto* state = desk.window()->findChild<StatePanel*>(QStringLiteral("usersState"));
    QVERIFY(!state->isVisible() || state->state() == StatePanel::State::Loading); // not: nobody is
    desk.picture(QStringLiteral("locks-under-way"));
    QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(QStringLiteral("Keycloak was asked about")), patienceMs);
    QVERIFY2(bar->text().contains(QLocale().toString(std::min(all, 1000))), qPrintable(bar->text()));
    QCOMPARE(desk.model().shownCount(), countOf(desk.model(), UserStatus::Locked));
    desk.picture(QStringLiteral("locks"));
    // What is found stays found, and what the filter lets in is asked about as well
    const int found = countOf(desk.model(), UserStatus::Locked);
    desk.shown<QPushButton>("usersRefresh")->click();
    QTRY_VERIFY_WITH_TIMEOUT(
        desk.isLoaded("usersTable") && bar->text().contains(QStringLiteral("Keycloak was asked about")), patienceMs);
    QCOMPARE(countOf(desk.model(), UserStatus::Locked), found);
    auto* filter = named<QLineEdit>(desk.window(), QStringLiteral("Filter users"));
    filter->setText(QStringLiteral("email:ana"));
    const auto left = desk.model().idsUnder({}).size();
    QVERIFY(left > 0 && left < all);
    QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(QStringLiteral(" about %1 p").arg(left)), patienceMs);
    filter->clear();
    QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(QStringLiteral(" about %1 p").arg(all)), patienceMs);
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    QVERIFY(!bar->isVisible());
}

void TestUsers::whatIsShownIsExported() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.filter(QStringLiteral("type:user"));
    desk.choose(QStringLiteral("Status"), QStringLiteral("Inactive"));
    const int shown = desk.model().shownCount();
    QVERIFY(shown > 0 && shown < desk.model().totalCount());
    auto* menu = desk.shown<QPushButton>("usersExport")->menu();
    const auto exported = [&](const QString& text, const QString& file) {
        desk.prompts.newFile = desk.folder.filePath(file);
        Q_EMIT menu->aboutToShow();
        for (auto* action : menu->actions()) {
            if (action->text() == text && action->isEnabled())
                action->trigger();
        }
        QFile made(desk.prompts.newFile);
        const bool isThere = QTest::qWaitFor([&made] { return made.exists() && made.size() > 0; }, patienceMs);
        return isThere && made.open(QIODevice::ReadOnly) ? QString::fromUtf8(made.readAll()) : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(note(desk), QString(), patienceMs); // Keycloak lets this account view users
    const QString csv = exported(QStringLiteral("What is shown…"), QStringLiteral("people.csv"));
    for (const QString& wanted :
         {QStringLiteral("ana.solano@example.com"), QStringLiteral("127.0.0.1"),
          QStringLiteral("type:user; Status: Inactive"), QStringLiteral("%1 of %2").arg(shown).arg(60)})
        QVERIFY2(csv.contains(wanted), qPrintable(wanted + QStringLiteral("\n--- in ---\n") + csv));
    const QString first = desk.model().index(0, 0).data(models::TableModel::IdRole).toString();
    const QString second = desk.model().index(1, 0).data(models::TableModel::IdRole).toString();
    QVERIFY(csv.contains(first) && csv.contains(second)); // though that column is hidden
    QTest::keyClick(&desk.users(), Qt::Key_Home);
    QTest::keyClick(&desk.users(), Qt::Key_Space);
    const QString json = exported(QStringLiteral("What is selected…"), QStringLiteral("people.json"));
    QVERIFY(QJsonDocument::fromJson(json.toUtf8()).isObject());
    QVERIFY2(json.contains(first) && !json.contains(second), qPrintable(json));
    const auto copied = [&](const QString& text) {
        Q_EMIT menu->aboutToShow();
        for (auto* action : menu->actions()) {
            if (action->text() == text)
                action->trigger();
        }
        return QGuiApplication::clipboard()->text();
    };
    const QString cells = copied(QStringLiteral("Copy what is shown"));
    QVERIFY2(cells.contains(QStringLiteral("# instance: 127.0.0.1"))
                 && cells.contains(QStringLiteral("# filter: type:user")),
             qPrintable(cells));
    QVERIFY2(cells.contains(QStringLiteral("\nName\tE-mail\t")) && cells.contains(first) && cells.contains(second),
             qPrintable(cells));
    QVERIFY(!copied(QStringLiteral("Copy what is selected")).contains(second));
}

void TestUsers::whoMayNotViewPeopleIsTold() {
    UsersDesk desk;
    desk.sandboxOptions << QStringLiteral("--scenario") << QStringLiteral("partial-view");
    QVERIFY(desk.open());
    QTest::keyClick(&desk.users(), Qt::Key_F5); // the second round has what the first asked for
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QCOMPARE(note(desk), QStringLiteral("visible to you"));
}

void TestUsers::invitesAndHandsOut() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.users().setFocus();
    QTest::keyClick(&desk.users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    auto* dialog = desk.shown<InviteDialog>("inviteDialog");
    auto* text = dialog->findChild<QPlainTextEdit*>();
    QTest::keyClicks(text, QStringLiteral("brand.new@example.com other.new@example.com"));
    desk.picture(QStringLiteral("invite"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), patienceMs);
    QCOMPARE(desk.shown<HandOutDialog>("handOut")->uncopied(), 2);
    desk.picture(QStringLiteral("handout"));
    QTest::keyClick(desk.shown<HandOutDialog>("handOut"), Qt::Key_Escape);
    QTest::keyClick(desk.shown<HandOutDialog>("handOut"), Qt::Key_Escape);
    QTRY_VERIFY(!desk.shown<HandOutDialog>("handOut"));
    const auto isThere = [&desk] {
        bool found = false;
        desk.model().forEach(
            [&](const User& user) { found = found || user.email() == QLatin1String("brand.new@example.com"); });
        return found;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patienceMs);
}

void TestUsers::whoCannotBeInvitedIsCreatedInKeycloak() {
    UsersDesk desk;
    desk.sandboxOptions << QStringLiteral("--scenario") << QStringLiteral("enterprise");
    QVERIFY(desk.open());
    desk.users().setFocus();
    QTest::keyClick(&desk.users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    QCOMPARE(desk.shown<InviteDialog>("inviteDialog")->way(), InviteDialog::Way::Invitation);
    desk.shown<InviteDialog>("inviteDialog")
        ->setText(QStringLiteral(
            "email,first name,last name\nbrand.new@example.com,Brand,\"New, the first\"\nother.new@example.com,,\n"));
    QTest::keyClick(desk.shown<InviteDialog>("inviteDialog"), Qt::Key_Return, Qt::ControlModifier);
    auto* toast = desk.window()->findChild<Toast*>(QStringLiteral("usersToast"));
    QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>(toast, QStringLiteral("Create in Keycloak…")), patienceMs);
    desk.picture(QStringLiteral("create-1-refused"));
    QTest::keyClick(named<QPushButton>(toast, QStringLiteral("Create in Keycloak…")), Qt::Key_Space);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    auto* dialog = desk.shown<InviteDialog>("inviteDialog");
    QCOMPARE(dialog->way(), InviteDialog::Way::Keycloak);
    QCOMPARE(dialog->invitees().size(), size_t(2)); // nothing typed is lost, names neither
    QCOMPARE(dialog->invitees()[0].firstName, QStringLiteral("Brand"));
    QCOMPARE(dialog->invitees()[0].lastName, QStringLiteral("New, the first"));
    dialog->findChild<QPushButton*>(QStringLiteral("copyCalls"))->menu()->actions().first()->trigger();
    const QString calls = QGuiApplication::clipboard()->text();
    QVERIFY2(calls.contains(QStringLiteral("/admin/realms/master/users"))
                 && calls.contains(QStringLiteral("$PASSWORD")),
             qPrintable(calls));
    desk.picture(QStringLiteral("create-2"));
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), patienceMs);
    QCOMPARE(desk.shown<HandOutDialog>("handOut")->uncopied(), 2);
    QTest::keyClick(desk.shown<HandOutDialog>("handOut"), Qt::Key_Escape);
    QTest::keyClick(desk.shown<HandOutDialog>("handOut"), Qt::Key_Escape);
    QTRY_VERIFY(!desk.shown<HandOutDialog>("handOut"));
    // From now on it is known: nobody is sent to a refusal again
    desk.window()->activateWindow();
    QTRY_VERIFY(desk.window()->isActiveWindow()); // a shortcut is nobody's before
    desk.users().setFocus();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    QTest::keyClick(&desk.users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    QCOMPARE(desk.shown<InviteDialog>("inviteDialog")->way(), InviteDialog::Way::Keycloak);
    desk.shown<InviteDialog>("inviteDialog")->reject();
}

void TestUsers::aRefusedDeactivationLeavesInvitingAsItWas() {
    UsersDesk desk;
    desk.sandboxOptions << QStringLiteral("--refuse") << QStringLiteral("users/deactivate=404:Not Found");
    QVERIFY(desk.open());
    desk.filter(QStringLiteral("type:user"));
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    QTest::keyClick(&desk.users(), Qt::Key_Home);
    QTest::keyClick(&desk.users(), Qt::Key_Space);
    const QString id = desk.users().currentIndex().data(models::TableModel::IdRole).toString();
    QTest::keyClick(&desk.users(), Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.model().userById(id)->status, UserStatus::Inactive, patienceMs); // by Keycloak
    QTRY_VERIFY(desk.window()->findChild<Toast*>(QStringLiteral("usersToast"))->isVisible()); // and the run is over
    desk.window()->activateWindow();
    QTRY_VERIFY(desk.window()->isActiveWindow());
    desk.users().setFocus();
    QTest::keyClick(&desk.users(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    QCOMPARE(desk.shown<InviteDialog>("inviteDialog")->way(), InviteDialog::Way::Invitation);
    desk.shown<InviteDialog>("inviteDialog")->reject();
}

void TestUsers::manyAreLookedUpInPart() {
    UsersDesk desk;
    desk.sandboxOptions << QStringLiteral("--users") << QStringLiteral("180");
    QVERIFY(desk.open());
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    QTRY_VERIFY(desk.users().hasFocus());
    QTest::keyClick(&desk.users(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&desk.users(), Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    auto* told = desk.sheet()->findChild<QLabel*>(QStringLiteral("consequenceLookup"));
    QTRY_VERIFY2_WITH_TIMEOUT(
        told->text().contains(QStringLiteral("Workspaces were looked up for the first 100 people.")),
        qPrintable(told->text()), patienceMs);
    desk.sheet()->reject();
}

void TestUsers::someAreDeleted() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.filter(QStringLiteral("type:user"));
    auto& table = desk.users();
    QTest::keyClick(&table, Qt::Key_Home);
    QTest::keyClick(&table, Qt::Key_Space);
    QTest::keyClick(&table, Qt::Key_Down);
    QTest::keyClick(&table, Qt::Key_Space);
    const QStringList gone = desk.model().selectedIds();
    QCOMPARE(gone.size(), 2);
    const int before = desk.model().totalCount();
    QTest::keyClick(&table, Qt::Key_Delete); // which deactivates: deletion has no key
    QTRY_VERIFY(desk.sheet());
    QVERIFY(desk.sheet()->plainText().startsWith(QStringLiteral("Deactivate")));
    desk.sheet()->reject();
    QTRY_VERIFY(!desk.sheet());
    desk.moreAction(QStringLiteral("Delete…"))->trigger();
    QTRY_VERIFY(desk.sheet());
    for (const QString& id : gone)
        QVERIFY(desk.sheet()->plainText().contains(id));
    desk.picture(QStringLiteral("delete-consequences"));
    QTRY_VERIFY(desk.sheet()->isActiveWindow());
    QTest::keyClick(desk.sheet(), Qt::Key_Return); // Enter is the safe button's
    QTRY_VERIFY(!desk.sheet());
    desk.moreAction(QStringLiteral("Delete…"))->trigger();
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(desk.results().isVisible() && !desk.results().isRunning(), patienceMs);
    QCOMPARE(desk.results().model().count(RowOutcome::Done), 2);
    QVERIFY(!desk.shown<QPushButton>("runUndo")); // nothing takes it back
    // The selected who are gone stay, greyed, until the next refresh
    QTRY_VERIFY_WITH_TIMEOUT(desk.isLoaded("usersTable"), patienceMs);
    const_cast<models::UsersModel&>(desk.model()).clearSelection();
    desk.shown<QPushButton>("usersRefresh")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.model().totalCount(), before - 2, patienceMs);
}

void TestUsers::activityTellsWhatWasDone() {
    UsersDesk desk;
    QVERIFY(desk.open());
    desk.filter(QStringLiteral("type:user"));
    desk.choose(QStringLiteral("Status"), QStringLiteral("Active"));
    auto& table = desk.users();
    QTRY_VERIFY(table.hasFocus());
    QTest::keyClick(&table, Qt::Key_Home);
    const QString id = table.currentIndex().data(models::TableModel::IdRole).toString();
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_VERIFY(desk.sheet());
    QTest::keyClick(desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.model().userById(id)->status, UserStatus::Inactive, patienceMs);
    desk.window()->openPage(QStringLiteral("activity"));
    auto* view = desk.shown<QTreeView>("activityView");
    QVERIFY(view);
    QCOMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 1).data().toString(), QStringLiteral("Deactivated"));
    desk.picture(QStringLiteral("activity"));
    QTest::keyClick(desk.window(), Qt::Key_F, Qt::ControlModifier);
    auto* filter = named<QLineEdit>(desk.window(), QStringLiteral("Filter activity"));
    QTest::keyClicks(filter, QStringLiteral("nothing like this"));
    QVERIFY(!view->isVisible());
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(view->isVisible());
}

QTEST_MAIN(TestUsers)
#include "tst_app_users.moc"
