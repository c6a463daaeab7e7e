// The page Users by itself: its menus, runs that a crash ended, and what it hands out, with the real sandbox behind it.
#include "accountdesk.h"
#include "dialogs/consequencesheet.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/leaverdialog.h"
#include "pages/tableexport.h"
#include "pages/userspage.h"
#include "runs/journal.h"
#include "runs/leaver.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/settings.h"
#include "support/windowparts.h"
#include "widgets/banner.h"
#include "widgets/filterchoice.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/toast.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

struct Desk : AccountDesk {
    using AccountDesk::AccountDesk;

    bool start() {
        if (!open())
            return false;
        page = std::make_unique<UsersPage>(account, parts);
        page->resize(1000, 700);
        page->show();
        page->refresh();
        return QTest::qWaitFor(
            [this] {
                return account.users.phase() == models::TableModel::Phase::Loaded && account.users.rowCount() > 0;
            },
            waitsMs);
    }

    [[nodiscard]] int rowOf(const QByteArray& email) const {
        return account.users.rowOfId(withEmail(email).id().toString());
    }

    /// Words of a row's menu, as it opens there by mouse or by the menu key.
    QMenu* menuOf(int row) {
        auto* table = page->findChild<ResourceTable*>();
        menu = std::make_unique<QMenu>();
        Q_EMIT table->rowMenuRequested(menu.get(), row);
        return menu.get();
    }

    QAction* action(const QString& text) const {
        for (auto* one : menu->actions()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

    template <typename Widget>
    Widget* shown(const char* name) const {
        for (auto* widget : page->findChildren<Widget*>(QString::fromLatin1(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    /// What the list of results says above its rows and in each.
    QString outcomes() const {
        const auto* results = page->findChild<ResultsList*>();
        QString all = results->countsText();
        for (const ResultRow& row : results->model().rows())
            all += u"\n"_s + row.name + u": "_s + row.why;
        return all;
    }

    DesktopPrompts prompts;
    Clipboard clipboard{*QGuiApplication::clipboard(), clock};
    Settings settings{QString()};
    WindowParts parts{clipboard, prompts, settings, {}};
    std::unique_ptr<UsersPage> page;
    std::unique_ptr<QMenu> menu;
};

} // namespace

class UsersHandingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMenuIsAboutTheRowOrItsSelection();
    void aLeaverWhoseRunWasKilledGoesOnInTheDialog();
    void passwordsAreHandedOutOnceEach();
    void whoHadToChooseAPasswordBeforeIsTriedAgain();
    void anOfferStaysWhenItsNoticeIsGone();
    void whereUsersAreNotManagedKeycloakDeactivates();
    void whoIsCreatedAsAdministratorIsGivenTheRole();
    void anExportSaysWhatItDoesNotKnow();
};

void UsersHandingTest::theMenuIsAboutTheRowOrItsSelection() {
    Desk desk;
    QVERIFY(desk.start());
    auto& users = desk.account.users;
    users.setSelected(1, 2, true);
    desk.menuOf(1);                    // one of the two
    QVERIFY(!desk.action(u"Edit…"_s)); // which is about one
    desk.action(u"Deactivate…"_s)->trigger();
    QTRY_VERIFY(desk.shown<ConsequenceSheet>("consequenceSheet"));
    const QString both = desk.shown<ConsequenceSheet>("consequenceSheet")->plainText();
    for (const int row : {1, 2})
        QVERIFY(both.contains(users.index(row, 0).data(models::TableModel::IdRole).toString()));
    desk.shown<ConsequenceSheet>("consequenceSheet")->reject();
    QTRY_VERIFY(!desk.shown<ConsequenceSheet>("consequenceSheet"));
    desk.menuOf(4); // outside of it: about that row alone, whatever is selected
    QVERIFY(desk.action(u"Edit…"_s));
    desk.action(u"Sign out everywhere…"_s)->trigger();
    QTRY_VERIFY(desk.shown<ConsequenceSheet>("consequenceSheet"));
    const QString one = desk.shown<ConsequenceSheet>("consequenceSheet")->plainText();
    QVERIFY(one.contains(users.index(4, 0).data(models::TableModel::IdRole).toString()));
    QVERIFY(!one.contains(users.index(1, 0).data(models::TableModel::IdRole).toString()));
    desk.shown<ConsequenceSheet>("consequenceSheet")->reject();
}

void UsersHandingTest::aLeaverWhoseRunWasKilledGoesOnInTheDialog() {
    Desk desk({u"--scenario"_s, u"leaver"_s});
    QVERIFY(desk.start());
    const User dana = desk.withEmail("dana.whitfield@example.com");
    AccessGuard guard(desk.account.ownId());
    desk.account.users.forEach([&guard](const User& person) { guard.see(person); });
    const Instance& instance = desk.account.session.profile().instance;
    const QString instanceId = instance.apiBase.toString() + u' ' + instance.authBase.toString();
    const auto plan = runs::leaverDeactivatePlan({instance.label(), instanceId, u"ana"_s}, {dana}, guard);
    {
        const auto journal = runs::RunJournal::begin(desk.account.runFolder(), plan, desk.clock.wallMs());
        QVERIFY(journal); // and nobody is left to write the end of it
    }
    desk.page->offerInterrupted();
    auto* banner = desk.shown<Banner>("interruptedRun");
    QVERIFY(banner);
    QVERIFY2(banner->text().contains(u"Remove access of 1 accounts"_s), qPrintable(banner->text())); // no catalogue
    Q_EMIT banner->actionTriggered(0);
    QTRY_VERIFY(desk.shown<QPushButton>("runResume"));
    desk.shown<QPushButton>("runResume")->click();
    auto* toast = desk.page->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible(), waitsMs);
    Q_EMIT toast->actionTriggered();
    QTRY_VERIFY(desk.shown<LeaverDialog>("leaver"));
    auto* dialog = desk.shown<LeaverDialog>("leaver");
    QVERIFY2(dialog->windowTitle().contains(dana.displayName()), qPrintable(dialog->windowTitle()));
    const auto* accounts = dialog->findChild<QTreeWidget*>(u"leaverAccounts"_s);
    QVERIFY2(accounts->topLevelItem(0)->text(0).contains(u"inactive"_s),
             qPrintable(accounts->topLevelItem(0)->text(0)));
    dialog->reject();
}

void UsersHandingTest::passwordsAreHandedOutOnceEach() {
    Desk desk({u"--refuse"_s, u"users/*/reset-password#1=500:the database is away"_s});
    QVERIFY(desk.start());
    desk.account.users.setSelected(1, 3, true);
    desk.menuOf(1);
    desk.action(u"Temporary password…"_s)->trigger();
    QTRY_VERIFY(desk.shown<ConsequenceSheet>("consequenceSheet"));
    desk.shown<ConsequenceSheet>("consequenceSheet")->accept();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), waitsMs);
    auto* first = desk.shown<HandOutDialog>("handOut");
    QCOMPARE(first->uncopied(), 2); // the third was refused
    for (int i = 0; i < 2; ++i)
        first->findChild<QPushButton*>(u"handOutCopy"_s)->click();
    QCOMPARE(first->uncopied(), 0);
    first->reject();
    QTRY_VERIFY(!desk.shown<HandOutDialog>("handOut"));
    QTRY_VERIFY2_WITH_TIMEOUT(desk.shown<QPushButton>("runRetry"), qPrintable(desk.outcomes()), waitsMs);
    desk.shown<QPushButton>("runRetry")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), waitsMs);
    auto* second = desk.shown<HandOutDialog>("handOut");
    QCOMPARE(second->uncopied(), 1); // those from before are no news
    second->findChild<QPushButton*>(u"handOutCopy"_s)->click();
    second->reject();
}

void UsersHandingTest::whoHadToChooseAPasswordBeforeIsTriedAgain() {
    Desk desk({u"--refuse"_s, u"users/*/reset-password#1=500:the database is away"_s});
    QVERIFY(desk.start());
    const auto all = desk.account.users.all();
    const auto asked = std::find_if(all.begin(), all.end(),
                                    [](const User& one) { return one.requiredActions.contains(u"UPDATE_PASSWORD"_s); });
    QVERIFY(asked != all.end());
    desk.menuOf(desk.account.users.rowOfId(asked->id().toString()));
    desk.action(u"Temporary password…"_s)->trigger();
    QTRY_VERIFY(desk.shown<ConsequenceSheet>("consequenceSheet"));
    desk.shown<ConsequenceSheet>("consequenceSheet")->accept();
    // They read as asked for a new password, as before: that is not this one
    QTRY_VERIFY2_WITH_TIMEOUT(desk.shown<QPushButton>("runRetry"), qPrintable(desk.outcomes()), waitsMs);
    QVERIFY(!desk.shown<HandOutDialog>("handOut"));
    desk.shown<QPushButton>("runRetry")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), waitsMs);
    QCOMPARE(desk.shown<HandOutDialog>("handOut")->uncopied(), 1);
    desk.shown<HandOutDialog>("handOut")->reject();
}

void UsersHandingTest::anOfferStaysWhenItsNoticeIsGone() {
    Desk desk({u"--scenario"_s, u"enterprise"_s});
    QVERIFY(desk.start());
    desk.page->startMainAction();
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    desk.shown<InviteDialog>("inviteDialog")->setText(u"email,admin\nbo.new@example.com,no\ncy.new@example.com,yes"_s);
    desk.shown<InviteDialog>("inviteDialog")->accept();
    auto* toast = desk.page->findChild<Toast*>(u"usersToast"_s);
    QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible(), waitsMs);
    toast->dismiss();
    auto* offer = desk.shown<QPushButton>("runOffer");
    QVERIFY(offer);
    QCOMPARE(offer->text(), u"Create in Keycloak…"_s);
    offer->click();
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    auto* dialog = desk.shown<InviteDialog>("inviteDialog");
    QCOMPARE(dialog->way(), InviteDialog::Way::Keycloak);
    QCOMPARE(dialog->invitees().size(), size_t(2)); // nothing typed is lost
    QVERIFY(dialog->invitees()[1].isAdmin);
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), waitsMs);
    QVERIFY(!desk.shown<QPushButton>("runOffer")); // it was about the run before
    for (int i = 0; i < 2; ++i)
        desk.shown<HandOutDialog>("handOut")->findChild<QPushButton*>(u"handOutCopy"_s)->click();
    desk.shown<HandOutDialog>("handOut")->reject();
}

void UsersHandingTest::whereUsersAreNotManagedKeycloakDeactivates() {
    Desk desk({u"--scenario"_s, u"enterprise"_s});
    QVERIFY(desk.start());
    auto& users = desk.account.users;
    QStringList ids;
    users.forEach([&ids](const User& one) {
        if (ids.size() < 2 && one.status == UserStatus::Active && one.type != UserType::Administrator
            && !one.email().isEmpty())
            ids << one.id().toString();
    });
    QCOMPARE(ids.size(), 2);
    for (const QString& id : ids)
        users.setSelected(users.rowOfId(id), users.rowOfId(id), true);
    desk.menuOf(users.rowOfId(ids.first()));
    desk.action(u"Deactivate…"_s)->trigger();
    QTRY_VERIFY(desk.shown<ConsequenceSheet>("consequenceSheet"));
    desk.shown<ConsequenceSheet>("consequenceSheet")->accept();
    for (const QString& id : ids)
        QTRY_COMPARE_WITH_TIMEOUT(users.userById(id)->status, UserStatus::Inactive, waitsMs);
    const auto* results = desk.page->findChild<ResultsList*>();
    QTRY_COMPARE(results->model().count(RowOutcome::Done), 2);
    for (const ResultRow& row : results->model().rows())
        QCOMPARE(row.why, u"through Keycloak"_s);
    QCOMPARE(desk.account.accountActions.way(), api::AccountActions::Way::Keycloak);
}

void UsersHandingTest::whoIsCreatedAsAdministratorIsGivenTheRole() {
    Desk desk({u"--refuse"_s, u"users/*/role-mappings/realm#1=403/json:the role is not yours to give"_s});
    QVERIFY(desk.start());
    QTRY_VERIFY_WITH_TIMEOUT(desk.account.accountActions.rights().asked, waitsMs);
    desk.account.accountActions.setInviteWay(api::AccountActions::Way::Keycloak);
    desk.page->startMainAction();
    QTRY_VERIFY(desk.shown<InviteDialog>("inviteDialog"));
    auto* dialog = desk.shown<InviteDialog>("inviteDialog");
    dialog->setText(u"email,admin\nbo.new@example.com,no\ncy.new@example.com,yes"_s);
    const auto* preview = dialog->findChild<QTreeWidget*>(u"invitePreview"_s);
    QVERIFY(!preview->topLevelItem(0)->text(3).contains(u"administrator"_s));
    QVERIFY(preview->topLevelItem(1)->text(3).contains(u"made administrator"_s));
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(desk.shown<HandOutDialog>("handOut"), waitsMs);
    auto* first = desk.shown<HandOutDialog>("handOut");
    QCOMPARE(first->uncopied(), 2); // the account is there, and its password with it
    for (int i = 0; i < 2; ++i)
        first->findChild<QPushButton*>(u"handOutCopy"_s)->click();
    first->reject();
    const auto* results = desk.page->findChild<ResultsList*>();
    QCOMPARE(results->model().count(RowOutcome::Done), 1);
    QVERIFY2(desk.outcomes().contains(u"cy.new@example.com: Created, but not as administrator"_s),
             qPrintable(desk.outcomes()));
    QVERIFY(!desk.shown<QPushButton>("runUndo")); // nobody would be gone
    const auto typeOf = [&desk](const QByteArray& email) {
        return desk.account.users.shownType(desk.withEmail(email));
    };
    QTRY_COMPARE_WITH_TIMEOUT(typeOf("cy.new@example.com"), UserType::User, waitsMs);
    desk.shown<QPushButton>("runRetry")->click();
    QTRY_VERIFY2_WITH_TIMEOUT(results->model().count(RowOutcome::Done) == 2 && !results->isRunning(),
                              qPrintable(desk.outcomes()), waitsMs);
    QTRY_COMPARE_WITH_TIMEOUT(typeOf("cy.new@example.com"), UserType::Administrator, waitsMs);
    QCOMPARE(typeOf("bo.new@example.com"), UserType::User);
    QVERIFY(!desk.shown<HandOutDialog>("handOut")); // no new password was made
}

void UsersHandingTest::anExportSaysWhatItDoesNotKnow() {
    Desk desk({u"--refuse"_s, u"attack-detection/*=500:the database is away"_s});
    QVERIFY(desk.start());
    const auto* made = desk.page->findChild<TableExport*>();
    const auto completeness = [made] { return made->made(false).from.completeness; };
    QVERIFY2(!completeness().contains(u"as of"_s) && !completeness().contains(u"not"_s), qPrintable(completeness()));
    const QString time = QDateTime::fromMSecsSinceEpoch(desk.clock.wallMs()).toUTC().toString(u"HH:mm"_s);
    desk.clock.advance(3 * 3'600'000);
    desk.account.users.beginLoad();
    QVERIFY2(completeness().contains(u"not all loaded"_s), qPrintable(completeness()));
    desk.account.users.failLoad(); // the old rows stand there still
    QVERIFY2(completeness().contains(u"as of %1 UTC: reading it again failed"_s.arg(time)), qPrintable(completeness()));
    desk.account.users.beginLoad();
    desk.account.users.endLoad();

    QVERIFY(desk.list());
    const auto actions = desk.page->findChild<FilterChoice*>(u"usersStatus"_s)->menu()->actions();
    for (auto* action : actions) {
        if (action->text() == u"Locked"_s)
            action->trigger();
    }
    const int people = desk.account.users.totalCount();
    QTRY_VERIFY2_WITH_TIMEOUT(
        completeness().contains(u"of %1 people it is not known whether they are locked"_s.arg(people)),
        qPrintable(completeness()), waitsMs);
}

QTEST_MAIN(UsersHandingTest)
#include "tst_users_handing.moc"
