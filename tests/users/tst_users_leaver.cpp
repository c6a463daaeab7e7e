// Somebody has left: each step, and what is told of it, with the real sandbox behind it.
#include "accountdesk.h"
#include "dialogs/leaverdialog.h"
#include "dialogs/persondialog.h"
#include "pages/useracts.h"
#include "support/clipboard.h"
#include "support/leaverwork.h"
#include "support/prompts.h"
#include "support/settings.h"
#include "support/tabwalk.h"
#include "support/windowparts.h"
#include "widgets/resultslist.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

const QByteArray dana = "dana.whitfield@example.com";

/// With Dana, who has left.
struct Desk : AccountDesk {
    explicit Desk(const QStringList& options = {}) : AccountDesk(QStringList{u"--scenario"_s, u"leaver"_s} + options) {}

    [[nodiscard]] AccessGuard guard() const {
        AccessGuard made(account.ownId());
        account.users.forEach([&made](const User& person) { made.see(person); });
        return made;
    }

    /// Looked up before, as the dialog does it.
    bool lookUp(const std::vector<User>& accounts) {
        work.lookUp(accounts);
        return QTest::qWaitFor([this] { return !work.memberships().isRunning(); }, waitsMs);
    }

    bool wait() {
        return QTest::qWaitFor([this] { return work.isOver(); }, waitsMs);
    }

    [[nodiscard]] LeaverWork::Line line(const QString& start) const {
        const auto lines = work.lines();
        const auto found =
            std::find_if(lines.begin(), lines.end(), [&start](const auto& one) { return one.text.startsWith(start); });
        return found == lines.end() ? LeaverWork::Line{u"no such line: "_s + start, runs::State::Waiting, {}} : *found;
    }

    LeaverWork work{account, {u"staging"_s, {}, u"ana"_s}};
};

/// What the dialog needs around it.
struct DialogDesk : AccountDesk {
    explicit DialogDesk(const QStringList& options = {})
        : AccountDesk(QStringList{u"--scenario"_s, u"leaver"_s} + options) {}

    LeaverDialog* openFor(const User& person) {
        dialog = std::make_unique<LeaverDialog>(account, parts, acts, person);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        return dialog.get();
    }

    template <typename Widget>
    Widget* part(const char* name) const {
        return dialog->findChild<Widget*>(QString::fromLatin1(name));
    }

    DesktopPrompts prompts;
    Clipboard clipboard{*QGuiApplication::clipboard(), clock};
    Settings settings{QString()};
    WindowParts parts{clipboard, prompts, settings, {}};
    QWidget window;
    ResultsList results{&window};
    UserActs acts{account, parts, results, &window};
    std::unique_ptr<LeaverDialog> dialog;
};

} // namespace

class UsersLeaverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoWasInactiveBeforeIsReadAllTheSame();
    void tabGoesAsIsSeenAndActsLast();
    void ctrlEnterActsFromABox();
    void theOwnAccountIsLeftAsItIs();
    void theBuiltInAccountDoesNotLeave();
    void withoutANewOwnerTheyStayWhereNobodyElseIs();
    void twoWhoOwnTheSameWaitForOneNewOwner();
    void aFailedDeactivationIsTriedAgain();
    void stoppedNothingMoreIsSent();
    void anAccountThatWasNotFoundIsAdded();
    void onASmallScreenWhatCameOfEachStepIsSeen();
    void theNewOwnerIsToldByAddressAndId();
    void theNameIsTypedWhereRolesAreNotTold();
};

void UsersLeaverTest::tabGoesAsIsSeenAndActsLast() {
    DialogDesk desk;
    QVERIFY(desk.open());
    auto* dialog = desk.openFor(desk.withEmail(dana));
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QVERIFY(desk.part<QPushButton>("leaverCancel")->hasFocus());
    QCOMPARE(test::tabFault({u"leaverAccounts"_s, u"leaverAdd"_s, u"leaverSignOut"_s, u"leaverTakeOut"_s,
                             u"copyCalls"_s, u"leaverCancel"_s, u"leaverAct"_s}),
             QString());
}

/// On some desktops Enter ticks the box that has the focus, with Ctrl as well.
void UsersLeaverTest::ctrlEnterActsFromABox() {
    DialogDesk desk;
    QVERIFY(desk.open());
    auto* dialog = desk.openFor(desk.withEmail(dana));
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto* box = desk.part<QCheckBox>("leaverSignOut");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(box->isChecked());                                      // as it was
    QTRY_VERIFY(!desk.part<QPushButton>("leaverAct")->isVisible()); // it has begun
}

void UsersLeaverTest::whoWasInactiveBeforeIsReadAllTheSame() {
    Desk desk;
    QVERIFY(desk.open());
    const User person = desk.withEmail(dana);
    api::UserChange off;
    off.enabled = false;
    bool isOff = false;
    desk.account.keycloakApi.update(person.id(), off, http::Lane::Interactive, this,
                                    [&isOff](const Result<api::Receipt>& done) { isOff = done.has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(isOff, waitsMs);
    QVERIFY(desk.list());
    const User inactive = desk.withEmail(dana);
    QCOMPARE(inactive.status, UserStatus::Inactive);
    desk.work.start({inactive}, desk.guard(), {true, false, std::nullopt});
    QVERIFY(desk.wait());
    const auto line = desk.line(u"Deactivate "_s);
    QCOMPARE(line.state, runs::State::LeftOut);
    QVERIFY2(line.found.endsWith(u", enabled: false"_s), qPrintable(line.found));
    const QString report = desk.work.reportText();
    QVERIFY2(report.contains(u"account:  enabled: false, left out: "_s), qPrintable(report));
    const auto json = QJsonDocument::fromJson(desk.work.reportJson()).object();
    QVERIFY(json[u"accounts"_s][0][u"account"_s].toString().startsWith(u"enabled: false"_s));
    QVERIFY(!desk.work.isIncomplete());
}

void UsersLeaverTest::theOwnAccountIsLeftAsItIs() {
    Desk desk;
    QVERIFY(desk.open());
    const User own = *desk.account.users.userById(desk.account.ownId().toString());
    const User person = desk.withEmail(dana);
    QVERIFY(desk.lookUp({person, own}));
    desk.work.start({person, own}, desk.guard(), {true, true, own});
    QVERIFY(desk.wait());
    const QString report = desk.work.reportText();
    QVERIFY2(report.contains(u"account:  enabled: true, left out: your own account"_s), qPrintable(report));
    QVERIFY2(report.contains(u"account:  enabled: false\n"_s), qPrintable(report));
    QCOMPARE(desk.line(u"Sign out Dana"_s).state, runs::State::Done);
    for (const auto& line : desk.work.lines())
        QVERIFY2(!line.text.startsWith(u"Sign out Ana"_s) && !line.text.contains(u": take Ana"_s),
                 qPrintable(line.text));
    QCOMPARE(desk.account.session.state(), session::State::SignedIn);
}

void UsersLeaverTest::theBuiltInAccountDoesNotLeave() {
    DialogDesk desk;
    QVERIFY(desk.open());
    const auto all = desk.account.users.all();
    const auto builtIn =
        std::find_if(all.begin(), all.end(), [](const User& one) { return one.usernameUtf8() == "admin"; });
    QVERIFY(builtIn != all.end());
    desk.openFor(*builtIn);
    const auto* leftOut = desk.part<QLabel>("leaverLeftOut");
    QVERIFY(leftOut->isVisible());
    QVERIFY2(leftOut->text().contains(u"(the built-in account)"_s), qPrintable(leftOut->text()));
    QVERIFY(!desk.part<QPushButton>("leaverAct")->isEnabled());
    const auto* accounts = desk.part<QTreeWidget>("leaverAccounts");
    accounts->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!leftOut->isVisible());
}

void UsersLeaverTest::withoutANewOwnerTheyStayWhereNobodyElseIs() {
    Desk desk;
    QVERIFY(desk.open());
    const User person = desk.withEmail(dana);
    QVERIFY(desk.lookUp({person}));
    desk.work.start({person}, desk.guard(), {true, true, std::nullopt});
    QVERIFY(desk.wait());
    const QString report = desk.work.reportText();
    QVERIFY2(report.contains(u"workspace whitfield-scratch: before OWNER, after still a member: nobody else owns it"_s),
             qPrintable(report));
    QVERIFY2(report.contains(u"workspace kyc-screening: before OWNER, after no member (read back)"_s),
             qPrintable(report)); // another one owns it
    QVERIFY(!report.contains(u"is its owner"_s));
}

void UsersLeaverTest::twoWhoOwnTheSameWaitForOneNewOwner() {
    Desk desk;
    QVERIFY(desk.open());
    const std::vector<User> both{desk.withEmail(dana), desk.withEmail("dana.whitfeld@example.com")};
    QVERIFY(desk.lookUp(both));
    const User own = *desk.account.users.userById(desk.account.ownId().toString());
    const runs::Plan plan = desk.work.preview(both, desk.guard(), {true, true, own});
    const auto shared = std::find_if(plan.items.begin(), plan.items.end(),
                                     [](const runs::Item& item) { return item.steps.size() > 2; });
    QVERIFY(shared != plan.items.end()); // kyc-screening
    QCOMPARE(shared->steps.size(), size_t(3));
    for (const size_t step : {size_t(1), size_t(2)}) {
        QCOMPARE(shared->steps[step].kind, u"workspace.remove"_s);
        QCOMPARE(shared->steps[step].needs, 0);
    }
}

void UsersLeaverTest::aFailedDeactivationIsTriedAgain() {
    Desk desk({u"--refuse"_s, u"users/deactivate#1=500:the database is away"_s});
    QVERIFY(desk.open());
    const User person = desk.withEmail(dana);
    desk.work.start({person}, desk.guard(), {true, false, std::nullopt});
    QVERIFY(desk.wait());
    QCOMPARE(desk.line(u"Deactivate "_s).state, runs::State::Failed);
    QVERIFY(desk.work.isIncomplete());
    QVERIFY2(desk.work.reportText().contains(u"account:  enabled: true\n"_s), qPrintable(desk.work.reportText()));
    QCOMPARE(desk.line(u"Sign out "_s).state, runs::State::Done); // what failed holds up nothing else
    desk.work.tryAgain();
    QVERIFY(desk.wait());
    QCOMPARE(desk.line(u"Deactivate "_s).state, runs::State::Done);
    QVERIFY(!desk.work.isIncomplete());
    QVERIFY2(desk.work.reportText().contains(u"account:  enabled: false\n"_s), qPrintable(desk.work.reportText()));
}

void UsersLeaverTest::stoppedNothingMoreIsSent() {
    Desk desk({u"--latency"_s, u"300"_s});
    QVERIFY(desk.open());
    const User person = desk.withEmail(dana);
    desk.work.start({person}, desk.guard(), {true, true, std::nullopt});
    desk.work.stop();
    QVERIFY(desk.wait());
    QVERIFY(desk.work.isIncomplete());
    const auto first = desk.line(u"Deactivate "_s);
    QVERIFY2(first.state == runs::State::NotSent || first.state == runs::State::Unknown,
             qPrintable(QString::number(static_cast<int>(first.state)) + first.text + first.found));
    QCOMPARE(desk.work.lines().size(), 1); // the rest was not even made
    QVERIFY2(desk.work.reportText().contains(u"stopped before they were looked up"_s),
             qPrintable(desk.work.reportText()));
    desk.work.tryAgain();
    QVERIFY(desk.wait());
    QVERIFY2(!desk.work.isIncomplete(), qPrintable(desk.work.reportText()));
    QVERIFY2(desk.work.reportText().contains(u"after no member (read back)"_s), qPrintable(desk.work.reportText()));
}

void UsersLeaverTest::onASmallScreenWhatCameOfEachStepIsSeen() {
    DialogDesk desk;
    QVERIFY(desk.open());
    auto* dialog = desk.openFor(desk.withEmail(dana));
    dialog->resize(620, 370);
    QTRY_COMPARE(dialog->size(), QSize(620, 370));
    auto* act = desk.part<QPushButton>("leaverAct");
    QVERIFY(dialog->rect().contains(QRect(act->mapTo(dialog, QPoint()), act->size())));
    const auto* accounts = desk.part<QTreeWidget>("leaverAccounts");
    QVERIFY(accounts->columnViewportPosition(3) < accounts->viewport()->width()); // what they own
    act->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.part<QPushButton>("leaverReport")->isEnabled(), waitsMs);
    const auto* steps = desk.part<QTreeWidget>("leaverSteps");
    QVERIFY(steps->columnWidth(0) > steps->columnWidth(2)); // what is read there is longest
    for (int row = 0; row < steps->topLevelItemCount(); ++row)
        QVERIFY(!steps->topLevelItem(row)->toolTip(0).isEmpty()); // where it is cut short
    const int needed = steps->fontMetrics().horizontalAdvance(u"under way"_s);
    QVERIFY(steps->columnWidth(1) > needed);
    QVERIFY(steps->columnViewportPosition(1) + steps->columnWidth(1) < steps->viewport()->width());
    dialog->reject();
}

void UsersLeaverTest::anAccountThatWasNotFoundIsAdded() {
    DialogDesk desk;
    QVERIFY(desk.open());
    auto* dialog = desk.openFor(desk.withEmail(dana));
    auto* accounts = desk.part<QTreeWidget>("leaverAccounts");
    QCOMPARE(accounts->topLevelItemCount(), 4);
    desk.part<QPushButton>("leaverAdd")->click();
    QTRY_VERIFY(dialog->findChild<PersonDialog*>());
    auto* choice = dialog->findChild<PersonDialog*>();
    auto* filter = choice->findChild<QLineEdit*>();
    filter->setText(desk.withEmail("dana.whitfeld@example.com").id().toString()); // rule 39: by the id
    auto* list = choice->findChild<QListView*>();
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(list->model()->index(0, 0).data().toString().contains(filter->text()));
    list->setCurrentIndex(list->model()->index(0, 0));
    choice->accept();
    QTRY_COMPARE(accounts->topLevelItemCount(), 5);
    auto* added = accounts->topLevelItem(4);
    QCOMPARE(added->text(1), u"added by you"_s);
    QCOMPARE(added->checkState(0), Qt::Checked);
    QTRY_VERIFY2_WITH_TIMEOUT(added->text(3).contains(u"returns-outlook"_s) || added->text(3).contains(u"member of"_s),
                              qPrintable(added->text(3)), waitsMs); // looked up, too
    QCOMPARE(desk.part<QPushButton>("leaverAct")->text(), u"Remove access of 2 accounts"_s);
}

void UsersLeaverTest::theNewOwnerIsToldByAddressAndId() {
    DialogDesk desk;
    QVERIFY(desk.open());
    auto* dialog = desk.openFor(desk.withEmail(dana));
    auto* owner = desk.part<QPushButton>("leaverOwner");
    QVERIFY(owner->text().contains(u"(you)"_s));
    QVERIFY(owner->toolTip().contains(desk.account.ownId().toString()));
    desk.part<QCheckBox>("leaverTakeOut")->setChecked(true);
    owner->click();
    QTRY_VERIFY(dialog->findChild<PersonDialog*>());
    auto* choice = dialog->findChild<PersonDialog*>();
    const User heir = desk.withEmail("dana.whitfeld@example.com");
    choice->findChild<QLineEdit*>()->setText(heir.email());
    auto* list = choice->findChild<QListView*>();
    QTRY_COMPARE(list->model()->rowCount(), 1);
    list->setCurrentIndex(list->model()->index(0, 0));
    choice->accept();
    QTRY_VERIFY2(owner->text().contains(heir.email()), qPrintable(owner->text()));
    QVERIFY(owner->toolTip().contains(heir.id().toString()));
    QVERIFY(owner->accessibleDescription().contains(heir.id().toString()));
}

void UsersLeaverTest::theNameIsTypedWhereRolesAreNotTold() {
    DialogDesk desk;
    QVERIFY(desk.open());
    std::vector<User> roleless = desk.account.users.all(); // a list that tells no roles
    for (User& person : roleless)
        person.type = UserType::NotTold;
    desk.account.users.clear();
    desk.account.users.beginLoad();
    desk.account.users.append(std::move(roleless));
    desk.account.users.endLoad();
    const User person = desk.withEmail(dana);
    desk.openFor(person);
    auto* typed = desk.part<QLineEdit>("leaverTyped");
    auto* act = desk.part<QPushButton>("leaverAct");
    QVERIFY(typed->isVisible());
    QVERIFY(!act->isEnabled());
    typed->setText(person.username().chopped(1));
    QVERIFY(!act->isEnabled());
    typed->setText(person.username());
    QVERIFY(act->isEnabled());
    // Two at once cannot be vouched for by one name
    desk.part<QTreeWidget>("leaverAccounts")->topLevelItem(1)->setCheckState(0, Qt::Checked);
    QVERIFY(!typed->isVisible());
    QVERIFY(!act->isEnabled());
    desk.part<QTreeWidget>("leaverAccounts")->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
    QVERIFY(act->isEnabled());
    act->click(); // and nothing holds it up any more
    const auto* steps = desk.part<QTreeWidget>("leaverSteps");
    QTRY_VERIFY_WITH_TIMEOUT(steps->topLevelItemCount() > 0 && steps->topLevelItem(0)->text(1) == u"done"_s, waitsMs);
}

QTEST_MAIN(UsersLeaverTest)
#include "tst_users_leaver.moc"
