#include "models/usersmodel.h"
#include "people.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace wallaroo;
using namespace wallaroo::models;
using test::idOf;

namespace {

constexpr qint64 hour = 3'600'000;

/// Ana (administrator, active), Zoë (inactive, never signed in, no e-mail), Bo (locked, nothing told).
std::vector<User> threePeople(const Clock& clock) {
    User ana = test::user({1, "Ana", "Solano", "ana@example.com", "ana"});
    ana.type = UserType::Administrator;
    ana.lastLogin = Moment::at(clock.wallMs() - 2 * hour);
    ana.created = Moment::at(QDateTime(QDate(2024, 3, 3), QTime(23, 30), QTimeZone::utc()).toMSecsSinceEpoch());
    User zoe = test::user({2, "Zo\xC3\xAB", "M\xC3\xBCller", "", "zoe"});
    zoe.status = UserStatus::Inactive;
    zoe.lastLogin = Moment::never();
    zoe.created = Moment::at(QDateTime(QDate(2023, 8, 14), QTime(12, 0), QTimeZone::utc()).toMSecsSinceEpoch());
    zoe.requiredActions = {QStringLiteral("UPDATE_PASSWORD"), QStringLiteral("VERIFY_EMAIL")};
    User bo = test::user({3, "", "", "bo@example.com", "bo.weber"});
    bo.status = UserStatus::Locked;
    return {ana, zoe, bo};
}

} // namespace

class UsersModelTest : public QObject {
    Q_OBJECT

    struct Bench {
        test::FakeClock clock{QDateTime(QDate(2026, 8, 14), QTime(12, 0), QTimeZone::utc()).toMSecsSinceEpoch()};
        UsersModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        void load(std::vector<User> users) {
            model.beginLoad();
            model.append(std::move(users));
            model.endLoad();
        }

        QVariant at(const char* name, int column, int role = Qt::DisplayRole) const {
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.userAt(row).usernameUtf8() == name)
                    return model.index(row, column).data(role);
            }
            return {};
        }

        QString names() const {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row)
                names += model.userAt(row).username();
            return names.join(u' ');
        }
    };

private Q_SLOTS:

    void columnsAreNamed() {
        const Bench bench;
        QStringList titles;
        QStringList hidden;
        for (int column = 0; column < bench.model.columnCount(); ++column) {
            titles += bench.model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            if (!bench.model.columns()[column].shownAtFirst)
                hidden += titles.last();
        }
        QCOMPARE(titles,
                 (QStringList{QStringLiteral("Name"), QStringLiteral("E-mail"), QStringLiteral("User name"),
                              QStringLiteral("Status"), QStringLiteral("Type"), QStringLiteral("Last sign-in"),
                              QStringLiteral("Created"), QStringLiteral("ID"), QStringLiteral("Required actions")}));
        QCOMPARE(hidden,
                 (QStringList{QStringLiteral("User name"), QStringLiteral("ID"), QStringLiteral("Required actions")}));
        QCOMPARE(bench.model.headerData(UsersModel::LastSignIn, Qt::Horizontal, Qt::InitialSortOrderRole).toInt(),
                 static_cast<int>(Qt::DescendingOrder));
        QVERIFY(!bench.model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
        QVERIFY(!bench.model.headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
    }

    void cells_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("copied");
        QTest::addColumn<int>("tone");
        const auto row = [](const char* who, int column, const char* shown, const char* copied, TableModel::Tone tone) {
            QTest::addRow("%s %d", who, column) << QByteArray(who) << column << QString::fromUtf8(shown)
                                                << QString::fromUtf8(copied) << static_cast<int>(tone);
        };
        using Tone = TableModel::Tone;
        row("ana", UsersModel::Name, "Ana Solano", "Ana Solano", Tone::Normal);
        row("ana", UsersModel::Email, "ana@example.com", "ana@example.com", Tone::Secondary);
        row("ana", UsersModel::Status, "Active", "Active", Tone::Normal);
        row("ana", UsersModel::Type, "Administrator", "Administrator", Tone::Secondary);
        row("ana", UsersModel::LastSignIn, "2 h ago", "2026-08-14T10:00:00Z", Tone::Secondary);
        row("ana", UsersModel::Created, "4 Mar 2024", "2024-03-03T23:30:00Z", Tone::Secondary); // Berlin's day
        row("ana", UsersModel::Id, idOf(1).constData(), idOf(1).constData(), Tone::Secondary);
        row("ana", UsersModel::RequiredActions, "", "", Tone::Secondary);
        row("zoe", UsersModel::Name, "Zoë Müller", "Zoë Müller", Tone::Normal);
        row("zoe", UsersModel::Email, "", "", Tone::Secondary);
        row("zoe", UsersModel::Status, "Inactive", "Inactive", Tone::Normal);
        row("zoe", UsersModel::Type, "User", "User", Tone::Secondary); // others of the answer had roles
        row("zoe", UsersModel::LastSignIn, "never", "never", Tone::Secondary);
        row("zoe", UsersModel::RequiredActions, "Update password, Verify email", "UPDATE_PASSWORD, VERIFY_EMAIL",
            Tone::Secondary);
        row("bo.weber", UsersModel::Name, "bo.weber", "bo.weber", Tone::Normal);
        row("bo.weber", UsersModel::Status, "Locked", "Locked", Tone::Normal);
        row("bo.weber", UsersModel::LastSignIn, "not told", "", Tone::Faint);
        row("bo.weber", UsersModel::Created, "not told", "", Tone::Faint);
    }

    void cells() {
        QFETCH(QByteArray, who);
        QFETCH(int, column);
        QFETCH(QString, shown);
        QFETCH(QString, copied);
        QFETCH(int, tone);
        Bench bench;
        bench.load(threePeople(bench.clock));
        QCOMPARE(bench.at(who.constData(), column).toString(), shown);
        QCOMPARE(bench.at(who.constData(), column, TableModel::CopyRole).toString(), copied);
        QCOMPARE(bench.at(who.constData(), column, TableModel::ToneRole).toInt(), tone);
    }

    void marks() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        const auto mark = [&](const char* who, int column) {
            return bench.at(who, column, TableModel::MarkRole).value<TableModel::Mark>();
        };
        QCOMPARE(mark("ana", UsersModel::Status), TableModel::Mark::Active);
        QCOMPARE(mark("zoe", UsersModel::Status), TableModel::Mark::Inactive);
        QCOMPARE(mark("bo.weber", UsersModel::Status), TableModel::Mark::Locked);
        QCOMPARE(mark("ana", UsersModel::Name), TableModel::Mark::None);
    }

    void aNameOfSeveralScriptsIsMarked() {
        Bench bench;
        // A Cyrillic A in the name, a Cyrillic o in the address
        bench.load({test::user({1, "\xD0\x90na", "Solano", "ana@example.com", "ana"}),
                    test::user({2, "Bo", "Weber", "b\xD0\xBE@example.com", "bo"}),
                    test::user({3, "Zo\xC3\xAB", "M\xC3\xBCller", "zoe@example.com", "zoe"})});
        const auto isMarked = [&](const char* who, int column) {
            const bool hasMark = bench.at(who, column, TableModel::MarkRole).value<TableModel::Mark>()
                                 == TableModel::Mark::SeveralScripts;
            const QString spoken = bench.at(who, column, Qt::AccessibleDescriptionRole).toString();
            const QString tip = bench.at(who, column, Qt::ToolTipRole).toString();
            const QString words = QStringLiteral("Letters of several scripts");
            return hasMark && spoken.contains(words) && tip.contains(words)
                   && tip.contains(bench.at(who, column).toString());
        };
        QVERIFY(isMarked("ana", UsersModel::Name));
        QVERIFY(!isMarked("ana", UsersModel::Email));
        QVERIFY(!isMarked("bo", UsersModel::Name));
        QVERIFY(isMarked("bo", UsersModel::Email));
        for (const int column : {UsersModel::Name, UsersModel::Email, UsersModel::Username}) {
            QCOMPARE(bench.at("zoe", column, TableModel::MarkRole).value<TableModel::Mark>(), TableModel::Mark::None);
            QVERIFY(bench.at("zoe", column, Qt::AccessibleDescriptionRole).toString().isEmpty());
        }
    }

    void typesAreNotToldWhereNobodyHadRoles() {
        Bench bench;
        bench.load(test::plainUsers(1, 2));
        QCOMPARE(bench.at("user1", UsersModel::Type).toString(), QStringLiteral("not told"));
        QCOMPARE(bench.at("user1", UsersModel::Type, TableModel::ToneRole).value<TableModel::Tone>(),
                 TableModel::Tone::Faint);
        bench.model.setFilter(QStringLiteral("type:\"not told\""));
        QCOMPARE(bench.model.rowCount(), 2);
    }

    void typesOfEarlierRowsAreToldByALaterOne() {
        Bench bench;
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.model.beginLoad();
        bench.model.append(test::plainUsers(1, 2));
        QCOMPARE(bench.at("user1", UsersModel::Type).toString(), QStringLiteral("not told"));
        bench.model.setFilter(QStringLiteral("type:user"));
        QCOMPARE(bench.model.rowCount(), 0);
        User admin = test::plainUser(3);
        admin.type = UserType::Administrator;
        bench.model.append({admin});
        QCOMPARE(bench.names(), QStringLiteral("user1 user2")); // found without typing again
        QCOMPARE(bench.at("user1", UsersModel::Type).toString(), QStringLiteral("User"));
        QVERIFY(!changed.isEmpty());
        bench.model.endLoad();
    }

    void anAnswerWithoutRolesTakesTypesBack() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        QCOMPARE(bench.at("zoe", UsersModel::Type).toString(), QStringLiteral("User"));
        auto people = threePeople(bench.clock);
        people[0].type = UserType::NotTold;
        bench.load(people);
        QCOMPARE(bench.at("zoe", UsersModel::Type).toString(), QStringLiteral("not told"));
    }

    void aFailedAnswerTakesNothingBack() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        bench.model.beginLoad();
        bench.model.failLoad();
        QCOMPARE(bench.at("zoe", UsersModel::Type).toString(), QStringLiteral("User"));
    }

    void toolTipsAreLiteral() {
        Bench bench;
        bench.load({test::user({1, "<b>Eve</b> &amp;", "<img src=x>", "", "eve"})});
        QCOMPARE(bench.at("eve", UsersModel::Name, Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>&lt;b&gt;Eve&lt;/b&gt; &amp;amp; &lt;img src=x&gt;</qt>"));
        QCOMPARE(bench.at("eve", UsersModel::Email, Qt::ToolTipRole).toString(), QString());
    }

    void toolTipsOfDatesAreExact() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        QCOMPARE(bench.at("ana", UsersModel::LastSignIn, Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>14 Aug 2026, 12:00:00 CEST<br/>14 Aug 2026, 10:00:00 UTC</qt>"));
        QCOMPARE(bench.at("ana", UsersModel::LastSignIn, Qt::AccessibleDescriptionRole).toString(),
                 QStringLiteral("14 Aug 2026, 12:00:00 CEST\n14 Aug 2026, 10:00:00 UTC"));
    }

    void hostileNamesAreOneVisibleLine() {
        Bench bench;
        bench.load({test::user({1, "a\nb", "admin\xE2\x80\xAEgro.exe", "", "x"})});
        QCOMPARE(bench.at("x", UsersModel::Name).toString(), QStringLiteral("a\u240Ab admin\u27E8U+202E\u27E9gro.exe"));
        bench.model.setFilter(QStringLiteral("u+202e"));
        QCOMPARE(bench.model.rowCount(), 1);
    }

    void aMegabyteOfName() {
        Bench bench;
        bench.load({test::user({1, QByteArray(1'000'000, 'x'), "", "", "long"})});
        QVERIFY(bench.at("long", UsersModel::Name).toString().size() <= 520);
    }

    void sorts_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("order");
        QTest::addColumn<QString>("names");
        const auto row = [](int column, Qt::SortOrder order, const char* names) {
            QTest::addRow("%d %d", column, order) << column << static_cast<int>(order) << QString::fromLatin1(names);
        };
        row(UsersModel::Name, Qt::AscendingOrder, "ana bo.weber zoe");
        row(UsersModel::Name, Qt::DescendingOrder, "zoe bo.weber ana");
        row(UsersModel::Email, Qt::AscendingOrder, "ana bo.weber zoe");  // none is last
        row(UsersModel::Email, Qt::DescendingOrder, "bo.weber ana zoe"); // here too
        row(UsersModel::Username, Qt::DescendingOrder, "zoe bo.weber ana");
        row(UsersModel::Status, Qt::AscendingOrder, "ana zoe bo.weber");
        row(UsersModel::Type, Qt::AscendingOrder, "ana bo.weber zoe");
        row(UsersModel::LastSignIn, Qt::AscendingOrder, "zoe ana bo.weber"); // never, then 2 h ago, then not told
        row(UsersModel::LastSignIn, Qt::DescendingOrder, "ana zoe bo.weber");
        row(UsersModel::Created, Qt::AscendingOrder, "zoe ana bo.weber");
        row(UsersModel::Id, Qt::DescendingOrder, "bo.weber zoe ana");
        row(UsersModel::RequiredActions, Qt::AscendingOrder, "zoe ana bo.weber");
        row(-1, Qt::DescendingOrder, "ana bo.weber zoe");
    }

    void sorts() {
        QFETCH(int, column);
        QFETCH(int, order);
        QFETCH(QString, names);
        Bench bench;
        bench.load(threePeople(bench.clock));
        bench.model.sort(column, static_cast<Qt::SortOrder>(order));
        QCOMPARE(bench.names(), names);
    }

    void filters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* text, const char* names) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(names);
        };
        row("", "ana bo.weber zoe");
        row("solano", "ana");
        row("ZOË", "zoe");
        row("zoe muller", "zoe");
        row("example.com", "ana bo.weber");
        row("username:bo", "bo.weber");
        row("5d1f0000-0000-4000-8000-000000000002", "zoe");
        row("id:0003", "bo.weber");
        row("locked", "bo.weber");
        row("status:inactive", "zoe");
        row("administrator", "ana");
        row("type:user", "bo.weber zoe");
        row("never", "zoe");
        row("signed-in:2026-08-14", "ana");
        row("2026-08-14", "ana");
        row("\"14 aug 2026\"", "ana");
        row("created:2024", "ana");
        row("created:2024-03-04", "ana");
        row("h ago", ""); // what changes by itself is not searched
        row("ago", "");
        row("update_password", "zoe");
        row("\"update password\"", "zoe");
        row("actions:verify", "zoe");
        row("ana locked", "");
        row("status:ana", "");
    }

    void filters() {
        QFETCH(QString, text);
        QFETCH(QString, names);
        Bench bench;
        bench.load(threePeople(bench.clock));
        bench.model.setFilter(text);
        QCOMPARE(bench.names(), names);
        QCOMPARE(bench.model.totalCount(), 3);
        QCOMPARE(bench.model.filter(), text);
    }

    void matchesAreToldForWhatIsShown() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        using Ranges = QList<QPair<int, int>>;
        const auto matches = [&](const char* who, int column) {
            return bench.at(who, column, TableModel::MatchesRole).value<Ranges>();
        };
        QCOMPARE(matches("ana", UsersModel::Name), Ranges());
        bench.model.setFilter(QStringLiteral("an 2"));
        QCOMPARE(matches("ana", UsersModel::Name), (Ranges{{0, 2}, {7, 2}}));
        QCOMPARE(matches("ana", UsersModel::Email), (Ranges{{0, 2}}));
        QCOMPARE(matches("ana", UsersModel::Created), (Ranges{{6, 1}, {8, 1}})); // 4 Mar 2024
        QCOMPARE(matches("ana", UsersModel::LastSignIn), Ranges());              // of "2 h ago" nothing was searched
        bench.model.setFilter(QStringLiteral("email:an"));
        QCOMPARE(matches("ana", UsersModel::Name), Ranges());
        QCOMPARE(matches("ana", UsersModel::Email), (Ranges{{0, 2}}));
    }

    void findsTheNextRow() {
        Bench bench;
        bench.load({test::user({1, "Ana", "A", "z@x", "a"}), test::user({2, "Ana", "B", "y@x", "b"}),
                    test::user({3, "Zo\xC3\xAB", "C", "x@x", "c"})});
        QCOMPARE(bench.model.findRow(QStringLiteral("ana"), 0), 0);
        QCOMPARE(bench.model.findRow(QStringLiteral("ana"), 1), 1);
        QCOMPARE(bench.model.findRow(QStringLiteral("ana"), 2), 0); // round
        QCOMPARE(bench.model.findRow(QStringLiteral("ana"), 3), 0);
        QCOMPARE(bench.model.findRow(QStringLiteral("Zoe c"), 0), 2);
        QCOMPARE(bench.model.findRow(QStringLiteral("b"), 0), -1); // begins, not holds
        QCOMPARE(bench.model.findRow(QString(), 0), -1);
        bench.model.sort(UsersModel::Email, Qt::AscendingOrder);
        QCOMPARE(bench.model.findRow(QStringLiteral("y"), 0), 1); // the sorted column counts
    }

    void rowsAreFoundById() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        QCOMPARE(bench.model.rowOfId(QString::fromLatin1(idOf(2))), 2);
        QCOMPARE(bench.model.index(2, 0).data(TableModel::IdRole).toString(), QString::fromLatin1(idOf(2)));
        QCOMPARE(bench.model.rowOfId(QStringLiteral("nobody")), -1);
        bench.model.setFilter(QStringLiteral("ana"));
        QCOMPARE(bench.model.rowOfId(QString::fromLatin1(idOf(2))), -1);
        QVERIFY(bench.model.userById(QString::fromLatin1(idOf(2))) != nullptr); // hidden is not gone
        QVERIFY(bench.model.userById(QStringLiteral("nobody")) == nullptr);
    }

    void copiesCellsExactly() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        const auto table = bench.model.copyTable({0}, {UsersModel::Email, UsersModel::Name, UsersModel::LastSignIn});
        QCOMPARE(table.size(), 2);
        QCOMPARE(table[0],
                 (QStringList{QStringLiteral("E-mail"), QStringLiteral("Name"), QStringLiteral("Last sign-in")}));
        QCOMPARE(table[1], (QStringList{QStringLiteral("ana@example.com"), QStringLiteral("Ana Solano"),
                                        QStringLiteral("2026-08-14T10:00:00Z")}));
    }

    void invalidIndexesSayNothing() {
        Bench bench;
        bench.load(threePeople(bench.clock));
        QVERIFY(!bench.model.data(QModelIndex(), Qt::DisplayRole).isValid());
        QVERIFY(!bench.model.index(0, 0).data(Qt::EditRole).isValid());
        QCOMPARE(bench.model.rowCount(bench.model.index(0, 0)), 0);
        QCOMPARE(bench.model.columnCount(bench.model.index(0, 0)), 0);
    }
};

int main(int argc, char** argv) {
    qputenv("TZ", "Europe/Berlin");
    QCoreApplication app(argc, argv);
    UsersModelTest users;
    return QTest::qExec(&users, argc, argv);
}

#include "tst_models_users.moc"
