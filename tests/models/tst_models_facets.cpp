#include "models/usersmodel.h"
#include "people.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::models;

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;

User randomPerson(QRandomGenerator& random, int number, qint64 now) {
    static const QByteArray names[] = {"Ana", "bo", "M\xC3\xBCller", "Zoe 7", "Zoe 10", ""};
    const auto moment = [&] {
        switch (random.bounded(4)) {
        case 0:
            return Moment();
        case 1:
            return Moment::never();
        default:
            return Moment::at(now - random.bounded(6) * 30 * day);
        }
    };
    User person = test::user({number,
                              names[random.bounded(6)],
                              names[random.bounded(6)],
                              random.bounded(3) ? "p" + QByteArray::number(random.bounded(9)) + "@example.com" : ""_ba,
                              {}});
    person.status = static_cast<UserStatus>(random.bounded(3));
    person.type = random.bounded(4) == 0 ? UserType::Administrator : UserType::NotTold;
    person.lastLogin = moment();
    person.created = moment();
    if (random.bounded(3) == 0)
        person.requiredActions = {u"UPDATE_PASSWORD"_s};
    return person;
}

UserFacets randomFacets(QRandomGenerator& random) {
    UserFacets facets;
    if (random.bounded(2))
        facets.statuses.insert(static_cast<UserStatus>(random.bounded(3)));
    if (random.bounded(2))
        facets.types.insert(static_cast<UserType>(random.bounded(3)));
    facets.signedIn = static_cast<UserFacets::When>(random.bounded(5));
    facets.signedInDays = random.bounded(1, 150);
    if (random.bounded(2))
        facets.created = static_cast<UserFacets::When>(random.bounded(5));
    if (random.bounded(3) == 0)
        facets.actionPending = random.bounded(2) == 0;
    return facets;
}

/// The value of a key as a number; nothing when it is missing.
std::optional<qint64> numberOf(const User& person, int column) {
    const auto ms = [](Moment moment) { return moment.isTold() ? std::optional(moment.ms()) : std::nullopt; };
    switch (column) {
    case UsersModel::Status:
        return static_cast<qint64>(person.status);
    case UsersModel::Type:
        return person.type == UserType::Administrator ? 0 : 1;
    case UsersModel::LastSignIn:
        return ms(person.lastLogin);
    default:
        return ms(person.created);
    }
}

} // namespace

/// What narrows and orders people beside the words of the filter; against the plainest way to say it.
class FacetsTest : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock;
        UsersModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        void load(std::vector<User> users) {
            model.beginLoad();
            model.append(std::move(users));
            model.endLoad();
        }

        [[nodiscard]] QByteArrayList shown() const {
            QByteArrayList ids;
            for (int row = 0; row < model.rowCount(); ++row)
                ids << model.userAt(row).id().toUtf8();
            return ids;
        }

        [[nodiscard]] const User& person(int number) const {
            return *model.userById(QString::fromLatin1(test::idOf(number)));
        }
    };

private Q_SLOTS:

    void narrowsAsTheNaiveWayDoes() {
        QRandomGenerator random(21);
        Bench bench;
        std::vector<User> people;
        for (int i = 0; i < 300; ++i)
            people.push_back(randomPerson(random, i, bench.clock.wallMs()));
        bench.load(people);
        for (int round = 0; round < 200; ++round) {
            const UserFacets facets = randomFacets(random);
            const QString words = random.bounded(3) == 0 ? u"ana"_s : QString();
            if (round % 2)
                bench.model.setFilter(words);
            bench.model.setFacets(facets);
            if (round % 2 == 0)
                bench.model.setFilter(words);
            QSet<QByteArray> expected;
            for (const User& person : people) {
                const UserType type = person.type == UserType::NotTold ? UserType::User : person.type;
                const bool named = words.isEmpty() || person.displayName().contains(u"ana"_s, Qt::CaseInsensitive)
                                   || person.username().contains(u"ana"_s, Qt::CaseInsensitive);
                if (named && facets.matches(person, type, bench.clock.wallMs()))
                    expected.insert(person.id().toUtf8());
            }
            const QByteArrayList shown = bench.shown();
            QCOMPARE(QSet<QByteArray>(shown.begin(), shown.end()), expected);
            QCOMPARE(bench.model.totalCount(), 300); // "37 of 300": narrowed away is not gone
        }
    }

    void twoKeysAreAStableSortByTheFirstOfTheSecond() {
        QRandomGenerator random(22);
        Bench bench;
        std::vector<User> people;
        for (int i = 0; i < 400; ++i)
            people.push_back(randomPerson(random, i, bench.clock.wallMs()));
        bench.load(people);
        static const int firsts[] = {UsersModel::Status, UsersModel::Type, UsersModel::LastSignIn, UsersModel::Created};
        for (int round = 0; round < 60; ++round) {
            const int first = firsts[random.bounded(4)];
            const int second = random.bounded(static_cast<int>(UsersModel::ColumnCount));
            const auto order = [&random] { return random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder; };
            const TableModel::SortKeys keys{{first, order()}, {second, order()}};
            bench.model.sortBy({keys[1]});
            QByteArrayList expected = bench.shown();
            std::stable_sort(expected.begin(), expected.end(), [&](const QByteArray& a, const QByteArray& b) {
                const auto x = numberOf(*bench.model.userById(QString::fromLatin1(a)), first);
                const auto y = numberOf(*bench.model.userById(QString::fromLatin1(b)), first);
                if (!x || !y)
                    return x.has_value() && !y.has_value();
                return keys[0].second == Qt::AscendingOrder ? *x < *y : *x > *y;
            });
            if (first == second) // the same column twice is one key
                continue;
            bench.model.sortBy(keys);
            QCOMPARE(bench.shown(), expected);
            QCOMPARE(bench.model.sortKeys(), keys);
        }
    }

    void rowsThatComeAreOrderedByBothKeys() {
        Bench bench;
        bench.model.sortBy({{UsersModel::Status, Qt::AscendingOrder}, {UsersModel::Name, Qt::DescendingOrder}});
        bench.load({test::plainUser(1), test::plainUser(3)});
        User late = test::plainUser(2);
        bench.model.beginLoad();
        bench.model.append({test::plainUser(1), late, test::plainUser(3)});
        bench.model.endLoad();
        QCOMPARE(bench.shown(), (QByteArrayList{test::idOf(3), test::idOf(2), test::idOf(1)}));
    }

    void aPlainSortForgetsTheSecondKey() {
        Bench bench;
        bench.load(test::plainUsers(1, 3));
        bench.model.sortBy({{UsersModel::Status, Qt::AscendingOrder}, {UsersModel::Created, Qt::DescendingOrder}});
        bench.model.sort(UsersModel::Email, Qt::DescendingOrder);
        QCOMPARE(bench.model.sortKeys(), (TableModel::SortKeys{{UsersModel::Email, Qt::DescendingOrder}}));
        bench.model.sortBy({{99, Qt::AscendingOrder}, {-1, Qt::AscendingOrder}});
        QCOMPARE(bench.model.sortKeys(), (TableModel::SortKeys{{UsersModel::Name, Qt::AscendingOrder}}));
    }

    void typesThatBecomeKnownAreSievedAnew() {
        Bench bench;
        UserFacets facets;
        facets.types = {UserType::User};
        bench.model.setFacets(facets);
        bench.load(test::plainUsers(1, 3));
        QCOMPARE(bench.model.rowCount(), 0); // not told who is what
        User admin = test::plainUser(4);
        admin.type = UserType::Administrator;
        bench.model.beginLoad();
        auto people = test::plainUsers(1, 3);
        people.push_back(admin);
        bench.model.append(people);
        bench.model.endLoad();
        QCOMPARE(bench.model.rowCount(), 3);
        QVERIFY(bench.model.areTypesTold());
        QCOMPARE(bench.model.shownType(bench.person(1)), UserType::User);
    }

    // --- people read again after a change ---

    void anAnswerByIdChangesOnlyWhatItCarries() {
        Bench bench;
        User ana = test::plainUser(1);
        ana.type = UserType::Administrator;
        ana.lastLogin = Moment::at(5);
        ana.created = Moment::at(4);
        bench.load({ana, test::plainUser(2)});
        User byId = test::user({1, "Ana", "New", "p1@example.com", {}});
        byId.status = UserStatus::Inactive;
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.model.takeAnswers({byId});
        const User& now = bench.person(1);
        QCOMPARE(now.lastName(), u"New"_s);
        QCOMPARE(now.status, UserStatus::Inactive);
        QCOMPARE(now.type, UserType::Administrator); // was told, stays
        QCOMPARE(now.lastLogin, Moment::at(5));      // "not told" is not "never"
        QCOMPARE(now.created, Moment::at(4));
        QVERIFY(!changed.isEmpty());
        const int row = bench.model.rowOfId(QString::fromLatin1(test::idOf(1)));
        QVERIFY(bench.model.index(row, 0).data(TableModel::ChangedRole).toBool());
        QCOMPARE(bench.model.phase(), TableModel::Phase::Loaded);
    }

    void whoIsNewIsAddedAndTheSelectionStays() {
        Bench bench;
        bench.load(test::plainUsers(1, 2));
        bench.model.setSelected(0, 1, true);
        bench.model.takeAnswers({test::plainUser(7)});
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(bench.model.selectedCount(), 2);
    }

    void aChangeMovesARowOutOfTheSieve() {
        Bench bench;
        UserFacets facets;
        facets.statuses = {UserStatus::Active};
        bench.load(test::plainUsers(1, 3));
        bench.model.setFacets(facets);
        User byId = test::plainUser(2);
        byId.status = UserStatus::Inactive;
        bench.model.takeAnswers({byId});
        QCOMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.model.totalCount(), 3);
    }

    void aLockIsNotADeactivation() {
        Bench bench;
        bench.load({test::plainUser(1)});
        const QString id = QString::fromLatin1(test::idOf(1));
        bench.model.setLocked(id, true);
        QCOMPARE(bench.person(1).status, UserStatus::Locked);
        User byId = test::plainUser(1);
        byId.status = UserStatus::Inactive; // so Keycloak says while the lock is on
        bench.model.takeAnswers({byId});
        QCOMPARE(bench.person(1).status, UserStatus::Locked);
        bench.load({test::plainUser(1)}); // the list says "enabled"
        QCOMPARE(bench.person(1).status, UserStatus::Locked);
        bench.model.setLocked(id, false);
        QCOMPARE(bench.person(1).status, UserStatus::Active);
        bench.load({test::plainUser(1)});
        QCOMPARE(bench.person(1).status, UserStatus::Active);
        bench.model.setLocked(u"nobody"_s, true);
    }

    void aDeactivationIsSeenThroughALock() {
        Bench bench;
        bench.load({test::plainUser(1)});
        const QString id = QString::fromLatin1(test::idOf(1));
        bench.model.setLocked(id, true);
        User byId = test::plainUser(1);
        byId.status = UserStatus::Inactive;
        bench.model.takeAnswers({byId});
        QCOMPARE(bench.person(1).status, UserStatus::Locked);
        bench.model.setInactive(id); // the call was answered
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        bench.model.setLocked(id, true); // Keycloak is asked once more: the lock is there still
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        bench.model.setLocked(id, false);
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        bench.model.setInactive(u"nobody"_s);
    }

    void anAnswerMayTellALock() {
        Bench bench;
        bench.load({test::plainUser(1)});
        User answer = test::plainUser(1);
        answer.status = UserStatus::Inactive; // by id
        bench.model.takeAnswers({answer});
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        answer.status = UserStatus::Locked; // as the list said otherwise
        bench.model.takeAnswers({answer});
        QCOMPARE(bench.person(1).status, UserStatus::Locked);
        QCOMPARE(bench.model.lockedIds().size(), 1);
    }

    void whatAnAnswerLeavesOutStays() {
        Bench bench;
        User known = test::plainUser(1);
        known.emailVerified = true;
        known.requiredActions = {u"UPDATE_PASSWORD"_s};
        bench.load({known});
        User answer = test::plainUser(1);
        answer.isVerificationTold = false;
        answer.areActionsTold = false;
        bench.model.takeAnswers({answer});
        QVERIFY(bench.person(1).emailVerified);
        QCOMPARE(bench.person(1).requiredActions, known.requiredActions);
        answer.isVerificationTold = true;
        answer.areActionsTold = true;
        bench.model.takeAnswers({answer}); // told: none, and not
        QVERIFY(!bench.person(1).emailVerified);
        QVERIFY(bench.person(1).requiredActions.isEmpty());
    }

    void aDeactivationIsNotALock() {
        Bench bench;
        User off = test::plainUser(1);
        off.status = UserStatus::Inactive;
        bench.load({off, test::plainUser(2)});
        const QString listed = QString::fromLatin1(test::idOf(1));
        const QString byId = QString::fromLatin1(test::idOf(2));
        bench.model.setLocked(listed, true);
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        User answer = test::plainUser(2);
        answer.status = UserStatus::Inactive; // deactivated, or locked: by id that cannot be told
        bench.model.takeAnswers({answer});
        QCOMPARE(bench.person(2).status, UserStatus::Inactive);
        bench.model.setLocked(byId, true);
        QCOMPARE(bench.person(2).status, UserStatus::Locked);
        QCOMPARE(bench.model.lockedIds().size(), 2);
        User deactivated = test::plainUser(2);
        deactivated.status = UserStatus::Inactive;
        bench.load({off, deactivated}); // the list knows
        QCOMPARE(bench.person(2).status, UserStatus::Inactive);
        bench.model.setLocked(byId, false);
        bench.model.setLocked(listed, false);
        QCOMPARE(bench.person(1).status, UserStatus::Inactive);
        QCOMPARE(bench.person(2).status, UserStatus::Inactive);
        QVERIFY(bench.model.lockedIds().isEmpty());
    }

    void whoWouldBeLeftIsToldWithoutChoosingIt() {
        Bench bench;
        bench.load(test::plainUsers(1, 5));
        UserFacets locked;
        locked.statuses = {UserStatus::Locked};
        bench.model.setFacets(locked);
        QCOMPARE(bench.model.rowCount(), 0);
        QSignalSpy resets(&bench.model, &QAbstractItemModel::modelReset);
        const QString third = QString::fromLatin1(test::idOf(3));
        QCOMPARE(bench.model.idsUnder({}).size(), 5);
        QCOMPARE(bench.model.idsUnder({}).value(2), third);
        QVERIFY(bench.model.idsUnder(locked).isEmpty());
        bench.model.sort(UsersModel::Name, Qt::DescendingOrder);
        QCOMPARE(bench.model.idsUnder({}).value(4), QString::fromLatin1(test::idOf(1)));
        bench.model.setFilter(u"Person 3"_s);
        QCOMPARE(bench.model.idsUnder({}), QStringList{third});
        QCOMPARE(resets.size(), 0);
    }

    void everybodyCanBeVisited() {
        Bench bench;
        bench.load(test::plainUsers(1, 5));
        bench.model.setFilter(u"Person 3"_s);
        int seen = 0;
        bench.model.forEach([&seen](const User&) { ++seen; });
        QCOMPARE(seen, 5);
    }
};

QTEST_MAIN(FacetsTest)
#include "tst_models_facets.moc"
