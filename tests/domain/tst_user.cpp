#include "domain/user.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

User mira() {
    User user(UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"),
              {"mira.solano", "mira.solano@example.com", "Mira", "Solanó"});
    user.type = UserType::Administrator;
    user.emailVerified = true;
    user.created = Moment::at(1'746'021'845'120);
    user.lastLogin = Moment::at(1'765'790'412'003);
    user.requiredActions = {u"UPDATE_PASSWORD"_s};
    return user;
}

} // namespace

class TestUser final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void textsComeBack() {
        const User user = mira();
        QCOMPARE(user.id().toString(), u"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_s);
        QCOMPARE(user.username(), u"mira.solano"_s);
        QCOMPARE(user.email(), u"mira.solano@example.com"_s);
        QCOMPARE(user.firstName(), u"Mira"_s);
        QCOMPARE(user.lastName(), u"Solanó"_s);
        QCOMPARE(user.lastNameUtf8().size(), 7);
    }

    void textsMayBeEmptyOneByOne() {
        for (int full = 0; full < 16; ++full) {
            const auto text = [full](int bit, const char* value) {
                return full & bit ? QByteArrayView(value) : QByteArrayView();
            };
            const User user(UserId::fromUtf8("x"), {text(1, "u"), text(2, "ee"), text(4, "fff"), text(8, "llll")});
            QCOMPARE(user.username(), full & 1 ? u"u"_s : QString());
            QCOMPARE(user.email(), full & 2 ? u"ee"_s : QString());
            QCOMPARE(user.firstName(), full & 4 ? u"fff"_s : QString());
            QCOMPARE(user.lastName(), full & 8 ? u"llll"_s : QString());
        }
    }

    void textsMayHoldNulAndAMegabyte() {
        const QByteArray big(1'000'000, 'x');
        const User user(UserId::fromUtf8("x"), {QByteArrayView("a\0b", 3), big, {}, "end"});
        QCOMPARE(user.usernameUtf8(), QByteArrayView("a\0b", 3));
        QCOMPARE(user.emailUtf8().size(), 1'000'000);
        QCOMPARE(user.lastName(), u"end"_s);
    }

    void emptyUserHasNoTexts() {
        const User user;
        QVERIFY(user.id().isEmpty());
        QCOMPARE(user.username(), QString());
        QCOMPARE(user.lastName(), QString());
        QCOMPARE(user.displayName(), QString());
        QVERIFY(!user.lastLogin.isTold());
        QCOMPARE(user.type, UserType::NotTold);
    }

    void displayName_data() {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<QString>("shown");
        QTest::newRow("both") << "Mira"_ba
                              << "Solano"_ba << u"Mira Solano"_s;
        QTest::newRow("first") << "Mira"_ba
                               << ""_ba << u"Mira"_s;
        QTest::newRow("last") << ""_ba
                              << "Solano"_ba << u"Solano"_s;
        QTest::newRow("neither") << ""_ba
                                 << ""_ba << u"mira"_s;
    }

    void displayName() {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, last);
        QTEST(User(UserId::fromUtf8("x"), {"mira", "mira@example.com", first, last}).displayName(), "shown");
    }

    void everyMemberCountsInEquality() {
        QCOMPARE(mira(), mira());
        const auto differs = [](const auto& change) {
            User user = mira();
            change(user);
            return !(user == mira());
        };
        QVERIFY(differs([](User& u) { u.status = UserStatus::Inactive; }));
        QVERIFY(differs([](User& u) { u.type = UserType::User; }));
        QVERIFY(differs([](User& u) { u.emailVerified = false; }));
        QVERIFY(differs([](User& u) { u.lastLogin = Moment::never(); }));
        QVERIFY(differs([](User& u) { u.created = Moment(); }));
        QVERIFY(differs([](User& u) { u.requiredActions.clear(); }));
        // the same letters, cut elsewhere
        QVERIFY(
            !(User(UserId::fromUtf8("x"), {"ab", "c", {}, {}}) == User(UserId::fromUtf8("x"), {"a", "bc", {}, {}})));
        QVERIFY(!(User(UserId::fromUtf8("x"), {"a", {}, {}, {}}) == User(UserId::fromUtf8("y"), {"a", {}, {}, {}})));
    }

    void notToldIsNotNever() {
        QVERIFY(!Moment().isTold());
        QVERIFY(!Moment().isKnown());
        QVERIFY(Moment::never().isTold());
        QVERIFY(Moment::never().isNever());
        QVERIFY(!Moment::never().isKnown());
        QVERIFY(Moment::at(0).isKnown());
        QCOMPARE(Moment::at(0).ms(), 0);
        QVERIFY(!(Moment() == Moment::never()));
        QVERIFY(!Moment::at(-5).isTold());
    }
};

QTEST_APPLESS_MAIN(TestUser)
#include "tst_user.moc"
