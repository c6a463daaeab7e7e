// Who is proposed as dormant, and what is said of the others.
#include "dialogs/dormantdialog.h"
#include "models/people.h"
#include "secrets/memorystore.h"
#include "support/account.h"
#include "support/fakeclock.h"

#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr int own = 9;

session::Profile profile() {
    auto made = session::Profile::make();
    made.instance = {QUrl(u"https://fake.invalid"_s), QUrl(u"https://fake.invalid/auth"_s)};
    made.username = u"p9@example.com"_s;
    return made;
}

struct Desk {
    User person(int number, Moment lastLogin, int madeDaysAgo = 1000) const {
        User made = plainUser(number);
        made.lastLogin = lastLogin;
        if (madeDaysAgo >= 0)
            made.created = ago(madeDaysAgo);
        return made;
    }

    [[nodiscard]] Moment ago(int days) const { return Moment::at(clock.wallMs() - days * dayMs); }

    void open(std::vector<User> people) {
        account.users.beginLoad();
        account.users.append(std::move(people));
        account.users.endLoad();
        dialog = std::make_unique<DormantDialog>(account);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        list = dialog->findChild<QTreeWidget*>(u"dormantList"_s);
        summary = dialog->findChild<QLabel*>(u"dormantSummary"_s);
    }

    [[nodiscard]] QStringList names() const {
        QStringList texts;
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            texts << list->topLevelItem(row)->text(0);
        return texts;
    }

    FakeClock clock;
    secrets::MemoryStore store;
    Account account{profile(), store, clock};
    std::unique_ptr<DormantDialog> dialog;
    QTreeWidget* list = nullptr;
    QLabel* summary = nullptr;
};

} // namespace

class UsersDormantTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void whereNobodysSignInIsToldNobodyIsProposed_data() {
        QTest::addColumn<bool>("isNull");
        QTest::newRow("null for all") << true;
        QTest::newRow("absent for all") << false;
    }

    void whereNobodysSignInIsToldNobodyIsProposed() {
        QFETCH(bool, isNull);
        Desk desk;
        const Moment none = isNull ? Moment::never() : Moment();
        desk.open({desk.person(1, none), desk.person(2, none), desk.person(own, none)});
        QCOMPARE(desk.names(), QStringList());
        QVERIFY2(desk.summary->text().contains(u"does not tell when people last signed in"_s),
                 qPrintable(desk.summary->text()));
        QVERIFY(!desk.dialog->findChild<QPushButton*>(u"dormantAct"_s)->isEnabled());
    }

    void theOwnAccountIsNotProposed() {
        Desk desk;
        desk.open({desk.person(1, desk.ago(200)), desk.person(own, desk.ago(300)), desk.person(2, desk.ago(1))});
        QCOMPARE(desk.names(), QStringList(u"Person 1"_s));
    }

    void aLockedPersonIsProposedAnInactiveOneNot() {
        Desk desk;
        User locked = desk.person(1, desk.ago(300));
        locked.status = UserStatus::Locked;
        User inactive = desk.person(2, desk.ago(400));
        inactive.status = UserStatus::Inactive;
        desk.open({locked, inactive, desk.person(3, desk.ago(200))});
        QCOMPARE(desk.names(), QStringList({u"Person 1 (locked)"_s, u"Person 3"_s}));
    }

    void neverCountsFromTheDayOfTheirMaking() {
        Desk desk;
        desk.open({desk.person(1, Moment::never(), 200), desk.person(2, Moment::never(), 10),
                   desk.person(3, Moment::never(), -1), desk.person(4, Moment()), desk.person(5, desk.ago(1))});
        QCOMPARE(desk.names(), QStringList(u"Person 1"_s));
        QVERIFY2(desk.list->topLevelItem(0)->text(2).startsWith(u"never, made "_s),
                 qPrintable(desk.list->topLevelItem(0)->text(2)));
        QVERIFY2(desk.summary->text().contains(u"Of 2 others it is not told"_s), qPrintable(desk.summary->text()));
    }

    void theDaysDecide() {
        Desk desk;
        desk.open({desk.person(1, desk.ago(50)), desk.person(2, desk.ago(200))});
        QCOMPARE(desk.names(), QStringList(u"Person 2"_s));
        desk.dialog->findChild<QSpinBox*>(u"dormantDays"_s)->setValue(30);
        QCOMPARE(desk.names(), QStringList({u"Person 2"_s, u"Person 1"_s})); // the longest away first
        QVERIFY(desk.dialog->chosen().isEmpty());
        QCOMPARE(desk.dialog->findChild<QPushButton*>(u"dormantAct"_s)->text(), u"Deactivate…"_s);
        desk.dialog->findChild<QPushButton*>(u"dormantAll"_s)->click();
        QCOMPARE(desk.dialog->chosen().size(), 2);
    }
};

QTEST_MAIN(UsersDormantTest)
#include "tst_users_dormant.moc"
