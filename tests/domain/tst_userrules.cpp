#include "domain/dormant.h"
#include "domain/protection.h"
#include "domain/userfacets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

constexpr qint64 now = 1'735'689'600'000;
constexpr qint64 day = 24LL * 3600 * 1000;

User person(int number, UserType type, UserStatus status = UserStatus::Active) {
    const QByteArray id = "5d1f0000-0000-4000-8000-" + QByteArray::number(number).rightJustified(12, '0');
    User made(UserId::fromUtf8(id), {"user", {}, {}, {}});
    made.type = type;
    made.status = status;
    return made;
}

AccessGuard guardOf(const std::vector<User>& everybody, int own) {
    AccessGuard guard(person(own, UserType::User).id());
    for (const User& user : everybody)
        guard.see(user);
    return guard;
}

const auto admin = UserType::Administrator;
const auto user = UserType::User;
const auto untold = UserType::NotTold;

} // namespace

/// Who may not lose access, and what a list is narrowed to.
class TestUserRules final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void theOwnAccountIsProtected() {
        const std::vector<User> all{person(0, admin), person(1, admin), person(2, user)};
        const auto verdicts = guardOf(all, 0).judge(all);
        QCOMPARE(verdicts, (std::vector{Protection::OwnAccount, Protection::None, Protection::None}));
    }

    void theLastActiveAdministratorIsProtected() {
        const std::vector<User> all{person(1, admin), person(2, admin, UserStatus::Inactive), person(3, user)};
        const AccessGuard guard = guardOf(all, 99);
        QCOMPARE(guard.judge(all[0]), Protection::LastAdministrator);
        QCOMPARE(guard.judge(all[1]), Protection::None); // has no access to lose
        QCOMPARE(guard.judge(all[2]), Protection::None);
    }

    void allAdministratorsAtOnceAreProtectedTogether() {
        const std::vector<User> all{person(1, admin), person(2, admin), person(3, user)};
        const AccessGuard guard = guardOf(all, 99);
        QCOMPARE(guard.judge(all[0]), Protection::None);
        QCOMPARE(guard.judge(all),
                 (std::vector{Protection::LastAdministrator, Protection::LastAdministrator, Protection::None}));
    }

    void aLockedAdministratorIsNotWhoPutsItRight() {
        const std::vector<User> all{person(1, admin), person(2, admin, UserStatus::Locked)};
        QCOMPARE(guardOf(all, 99).judge(all[0]), Protection::LastAdministrator);
    }

    void theBuiltInAccountIsProtectedWhateverItsState() {
        std::vector<User> all{person(0, admin), person(1, admin), person(2, admin), person(3, user)};
        for (const char* name : {"admin", "Admin"}) {
            all[1] = User(all[1].id(), {name, {}, {}, {}});
            all[1].type = admin;
            const AccessGuard guard = guardOf(all, 0);
            QCOMPARE(guard.judge(all[1]), Protection::BuiltIn);
            QCOMPARE(guard.judge(all), (std::vector{Protection::OwnAccount, Protection::BuiltIn, Protection::None,
                                                    Protection::None})); // with it somebody is left
            QCOMPARE(guardOf(all, 1).judge(all[1]), Protection::OwnAccount);
            all[1].status = UserStatus::Inactive; // deletion would take it all the same
            QCOMPARE(guardOf(all, 0).judge(all[1]), Protection::BuiltIn);
            all[1].status = UserStatus::Active;
        }
        const User untoldOne(all[1].id(), {"admin", {}, {}, {}}); // where no role is told
        QCOMPARE(guardOf({untoldOne}, 0).judge(untoldOne), Protection::BuiltIn);
        const User alike(all[1].id(), {"admin2", {}, {}, {}});
        QVERIFY(guardOf(all, 0).judge(alike) != Protection::BuiltIn);
    }

    void whereRolesAreNotToldItCannotTell() {
        const std::vector<User> all{person(1, untold), person(2, untold)};
        QCOMPARE(guardOf(all, 99).judge(all), (std::vector{Protection::CannotTell, Protection::CannotTell}));
    }

    void whoReadsAsNotToldIsKnownFromTheList() {
        const std::vector<User> all{person(1, admin), person(2, untold)}; // the list told somebody's
        const AccessGuard guard = guardOf(all, 99);
        User byId = person(1, untold); // an answer by id tells no role
        QCOMPARE(guard.judge(byId), Protection::LastAdministrator);
        QCOMPARE(guard.judge(person(2, untold)), Protection::None);
    }

    /// Whatever is chosen: carried out, an active administrator is left, if there was one.
    void somebodyIsAlwaysLeft() {
        QRandomGenerator random(11);
        for (int round = 0; round < 2000; ++round) {
            std::vector<User> all;
            for (int i = 0; i < 8; ++i)
                all.push_back(
                    person(i, random.bounded(3) == 0 ? admin : user, static_cast<UserStatus>(random.bounded(3))));
            const auto isPower = [](const User& u) { return u.type == admin && u.status == UserStatus::Active; };
            std::vector<User> chosen;
            for (const User& one : all) {
                if (random.bounded(2) == 0)
                    chosen.push_back(one);
            }
            const auto verdicts = guardOf(all, random.bounded(10)).judge(chosen);
            auto left = std::count_if(all.begin(), all.end(), isPower);
            const bool hadOne = left > 0;
            for (std::size_t i = 0; i < chosen.size(); ++i)
                left -= verdicts[i] == Protection::None && isPower(chosen[i]) ? 1 : 0;
            QCOMPARE(left > 0, hadOne);
        }
    }

    // --- facets ---

    void moments_data() {
        QTest::addColumn<int>("when");
        QTest::addColumn<bool>("recent");
        QTest::addColumn<bool>("old");
        QTest::addColumn<bool>("never");
        QTest::addColumn<bool>("notTold");
        using When = UserFacets::When;
        const auto row = [](const char* name, When when, bool recent, bool old, bool never, bool notTold) {
            QTest::newRow(name) << static_cast<int>(when) << recent << old << never << notTold;
        };
        row("any", When::Any, true, true, true, true);
        row("within", When::Within, true, false, false, false);
        row("not within", When::NotWithin, false, true, true, false); // not told is not "never"
        row("never", When::Never, false, false, true, false);
        row("not told", When::NotTold, false, false, false, true);
    }

    void moments() {
        QFETCH(int, when);
        UserFacets facets;
        facets.signedIn = static_cast<UserFacets::When>(when);
        facets.signedInDays = 30;
        const auto matches = [&facets](Moment moment) {
            User one = person(1, user);
            one.lastLogin = moment;
            return facets.matches(one, user, now);
        };
        QTEST(matches(Moment::at(now - 29 * day)), "recent");
        QTEST(matches(Moment::at(now - 31 * day)), "old");
        QTEST(matches(Moment::never()), "never");
        QTEST(matches(Moment()), "notTold");
    }

    void statusTypeAndActions() {
        UserFacets facets;
        QVERIFY(facets.isEmpty());
        facets.statuses = {UserStatus::Inactive, UserStatus::Locked};
        facets.types = {admin};
        facets.actionPending = true;
        QVERIFY(!facets.isEmpty());
        User one = person(1, admin, UserStatus::Locked);
        one.requiredActions = {u"UPDATE_PASSWORD"_s};
        QVERIFY(facets.matches(one, admin, now));
        QVERIFY(!facets.matches(one, user, now));
        one.status = UserStatus::Active;
        QVERIFY(!facets.matches(one, admin, now));
        facets.statuses.clear();
        one.requiredActions.clear();
        QVERIFY(!facets.matches(one, admin, now));
        facets.actionPending = false;
        QVERIFY(facets.matches(one, admin, now));
    }

    void savedFiltersComeBack() {
        QRandomGenerator random(12);
        const auto sets = [&random](auto& set, auto... values) {
            (void(random.bounded(2) ? set.insert(values) : set.end()), ...);
        };
        for (int round = 0; round < 500; ++round) {
            SavedFilter filter{u"name %1"_s.arg(round), u"status:active \"x y\""_s, {}};
            sets(filter.facets.statuses, UserStatus::Active, UserStatus::Inactive, UserStatus::Locked);
            sets(filter.facets.types, admin, user, untold);
            filter.facets.signedIn = static_cast<UserFacets::When>(random.bounded(5));
            filter.facets.created = static_cast<UserFacets::When>(random.bounded(5));
            if (filter.facets.signedIn != UserFacets::When::Any)
                filter.facets.signedInDays = random.bounded(1, 4000);
            if (filter.facets.created != UserFacets::When::Any)
                filter.facets.createdDays = random.bounded(1, 4000);
            if (random.bounded(2))
                filter.facets.actionPending = random.bounded(2) == 0;
            const QByteArray text = QJsonDocument(toJson(filter)).toJson();
            const auto read = savedFilterFrom(QJsonDocument::fromJson(text).object());
            QVERIFY(read.has_value());
            QCOMPARE(*read, filter);
        }
    }

    // --- dormant people ---

    void dormantIsWhoCouldAndDoesNot() {
        const auto one = [](int number, Moment login, Moment created, UserStatus status = UserStatus::Active) {
            User made = person(number, user, status);
            made.lastLogin = login;
            made.created = created;
            return made;
        };
        const Moment old = Moment::at(now - 200 * day);
        const Moment older = Moment::at(now - 300 * day);
        const Moment recent = Moment::at(now - 10 * day);
        const std::vector<User> all{
            one(1, old, older),                       // away
            one(2, recent, older),                    // was here
            one(3, Moment::never(), older),           // never came
            one(4, Moment::never(), recent),          // was invited the other day
            one(5, Moment(), older),                  // not told: not proposed
            one(6, old, older, UserStatus::Inactive), // cannot sign in as it is
            one(7, old, older),                       // who asks
            one(8, Moment::never(), Moment()),        // never came, and nobody knows since when
        };
        const Dormant dormant = dormantPeople(all, 90, now, person(7, user).id());
        QVERIFY(dormant.isTold);
        QCOMPARE(dormant.notTold, 2);
        QCOMPARE(dormant.people.size(), std::size_t(2));
        QCOMPARE(dormant.people[0].id(), person(3, user).id()); // the longest away first
        QCOMPARE(dormant.people[1].id(), person(1, user).id());
        QCOMPARE(dormantPeople(all, 250, now, {}).people.size(), std::size_t(1));
    }

    void whereNothingIsToldNobodyIsProposed() {
        std::vector<User> all{person(1, user), person(2, user)};
        QVERIFY(!dormantPeople(all, 1, now, {}).isTold);
        all[0].lastLogin = all[1].lastLogin = Moment::never(); // for everybody: this server does not know
        all[0].created = all[1].created = Moment::at(1);
        const Dormant dormant = dormantPeople(all, 1, now, {});
        QVERIFY(!dormant.isTold);
        QVERIFY(dormant.people.empty());
    }

    void whatIsUnknownInASavedFilterIsAny() {
        QVERIFY(!savedFilterFrom({}).has_value());
        QVERIFY(!savedFilterFrom({{u"name"_s, u"  "_s}}).has_value());
        const auto read = savedFilterFrom({{u"name"_s, u"x"_s},
                                           {u"status"_s, QJsonArray{u"asleep"_s, u"active"_s, 7}},
                                           {u"signedIn"_s, QJsonObject{{u"when"_s, u"at noon"_s}, {u"days"_s, -5}}},
                                           {u"created"_s, u"yesterday"_s}});
        QVERIFY(read.has_value());
        QCOMPARE(read->facets.statuses, QSet<UserStatus>{UserStatus::Active});
        QCOMPARE(read->facets.signedIn, UserFacets::When::Any);
        QCOMPARE(read->facets.signedInDays, 1);
        QCOMPARE(read->facets.created, UserFacets::When::Any);
    }
};

QTEST_APPLESS_MAIN(TestUserRules)
#include "tst_userrules.moc"
