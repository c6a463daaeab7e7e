#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "people.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace wallaroo;
using namespace wallaroo::models;

class WorkspacesModelTest : public QObject {
    Q_OBJECT

    static Workspace workspace(qint64 id, const char* name, const QString& createdBy = {}) {
        Workspace made;
        made.id = WorkspaceId(id);
        made.name = QString::fromUtf8(name);
        made.createdBy = createdBy;
        return made;
    }

    /// fraud (by Ana, 1,200 models), churn (by e-mail, archived), two default ones, one of them archived.
    static std::vector<Workspace> fiveWorkspaces() {
        Workspace fraud = workspace(12, "fraud", QString::fromLatin1(test::idOf(1)));
        fraud.models = QList<qint64>(1200, 5);
        fraud.pipelines = QList<qint64>(7, 5);
        fraud.created = Moment::at(QDateTime(QDate(2024, 3, 3), QTime(12, 0), QTimeZone::utc()).toMSecsSinceEpoch());
        Workspace churn = workspace(3, "churn", QStringLiteral("bo@example.com"));
        churn.archived = true;
        Workspace anas = workspace(1, "ana@example.com - Default Workspace", QString::fromLatin1(test::idOf(1)));
        Workspace bos = workspace(2, "v-bo@example.com - Default Workspace");
        bos.archived = true;
        return {fraud, churn, anas, bos, workspace(100, "Zoos")};
    }

    struct Bench {
        test::FakeClock clock;
        WorkspacesModel model{clock};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

        void load(std::vector<Workspace> workspaces) {
            model.beginLoad();
            model.append(std::move(workspaces));
            model.endLoad();
        }

        QString names() const {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row)
                names += model.workspaceAt(row).name.section(u' ', 0, 0);
            return names.join(u' ');
        }

        QVariant at(qint64 id, int column, int role = Qt::DisplayRole) const {
            return model.index(model.rowOfId(QString::number(id)), column).data(role);
        }
    };

private Q_SLOTS:

    void leavesOutDefaultAndArchivedOnes() {
        Bench bench;
        bench.load(fiveWorkspaces());
        QCOMPARE(bench.names(), QStringLiteral("fraud Zoos"));
        QCOMPARE(bench.model.totalCount(), 2); // of which "2 of 2" is shown
        QCOMPARE(bench.model.defaultCount(), 2);
        QCOMPARE(bench.model.archivedCount(), 2);
        QCOMPARE(bench.model.hiddenDefaultCount(), 2);
        QCOMPARE(bench.model.hiddenArchivedCount(), 1);
        QCOMPARE(bench.model.rowOfId(QStringLiteral("3")), -1);
    }

    void showsThemOnRequest() {
        Bench bench;
        bench.load(fiveWorkspaces());
        QSignalSpy counts(&bench.model, &TableModel::countsChanged);
        bench.model.setShowArchived(true);
        QCOMPARE(bench.names(), QStringLiteral("churn fraud Zoos"));
        QCOMPARE(bench.model.hiddenArchivedCount(), 0);
        QCOMPARE(counts.count(), 1);
        bench.model.setShowDefault(true);
        QCOMPARE(bench.names(), QStringLiteral("ana@example.com churn fraud v-bo@example.com Zoos"));
        QCOMPARE(bench.model.totalCount(), 5);
        QCOMPARE(bench.model.hiddenDefaultCount(), 0);
        QVERIFY(bench.model.showsDefault() && bench.model.showsArchived());
        bench.model.setShowArchived(false);
        QCOMPARE(bench.names(), QStringLiteral("ana@example.com fraud Zoos"));
        QCOMPARE(bench.model.hiddenArchivedCount(), 2);
        bench.model.setShowArchived(false); // nothing new
        QCOMPARE(counts.count(), 3);
    }

    void showsThemWithinTheFilter() {
        Bench bench;
        bench.load(fiveWorkspaces());
        bench.model.setFilter(QStringLiteral("u"));
        QCOMPARE(bench.names(), QStringLiteral("fraud"));
        bench.model.setShowArchived(true);
        QCOMPARE(bench.names(), QStringLiteral("churn fraud"));
        bench.model.setFilter(QStringLiteral("status:archived"));
        QCOMPARE(bench.names(), QStringLiteral("churn"));
    }

    void oneThatBecomesArchivedLeavesTheTable() {
        Bench bench;
        bench.load(fiveWorkspaces());
        auto workspaces = fiveWorkspaces();
        workspaces[0].archived = true;
        bench.load(workspaces);
        QCOMPARE(bench.names(), QStringLiteral("Zoos"));
        QCOMPARE(bench.model.archivedCount(), 3);
        bench.load({workspaces[0], workspaces[1]});
        QCOMPARE(bench.model.archivedCount(), 2);
        QCOMPARE(bench.model.defaultCount(), 0);
        bench.model.clear();
        QCOMPARE(bench.model.archivedCount(), 0);
    }

    void cells_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("copied");
        const auto row = [](int column, const char* shown, const char* copied) {
            QTest::addRow("%d", column) << column << QString::fromUtf8(shown) << QString::fromUtf8(copied);
        };
        row(WorkspacesModel::Name, "fraud", "fraud");
        row(WorkspacesModel::CreatedBy, test::idOf(1).constData(), test::idOf(1).constData());
        row(WorkspacesModel::Models, "1,200", "1200");
        row(WorkspacesModel::Pipelines, "7", "7");
        row(WorkspacesModel::Created, "3 Mar 2024", "2024-03-03T12:00:00Z");
        row(WorkspacesModel::Status, "Active", "Active");
        row(WorkspacesModel::Id, "12", "12");
    }

    void cells() {
        QFETCH(int, column);
        QFETCH(QString, shown);
        QFETCH(QString, copied);
        Bench bench;
        bench.load(fiveWorkspaces());
        QCOMPARE(bench.at(12, column).toString(), shown);
        QCOMPARE(bench.at(12, column, TableModel::CopyRole).toString(), copied);
    }

    void unknownCreatorsAndDatesAreNotTold() {
        Bench bench;
        bench.load(fiveWorkspaces());
        QCOMPARE(bench.at(100, WorkspacesModel::CreatedBy).toString(), QStringLiteral("not told"));
        QCOMPARE(bench.at(100, WorkspacesModel::CreatedBy, TableModel::CopyRole).toString(), QString());
        QCOMPARE(bench.at(100, WorkspacesModel::CreatedBy, TableModel::ToneRole).value<TableModel::Tone>(),
                 TableModel::Tone::Faint);
        QCOMPARE(bench.at(100, WorkspacesModel::Created).toString(), QStringLiteral("not told"));
    }

    void statusHasAMark() {
        Bench bench;
        bench.load(fiveWorkspaces());
        bench.model.setShowArchived(true);
        QCOMPARE(bench.at(12, WorkspacesModel::Status, TableModel::MarkRole).value<TableModel::Mark>(),
                 TableModel::Mark::Active);
        QCOMPARE(bench.at(3, WorkspacesModel::Status, TableModel::MarkRole).value<TableModel::Mark>(),
                 TableModel::Mark::Archived);
    }

    void creatorsAreResolved() {
        Bench bench;
        bench.model.setPeople([](const QString& createdBy) {
            return createdBy == QString::fromLatin1(test::idOf(1)) ? QStringLiteral("Ana Solano") : QString();
        });
        bench.load(fiveWorkspaces());
        bench.model.setShowArchived(true);
        QCOMPARE(bench.at(12, WorkspacesModel::CreatedBy).toString(), QStringLiteral("Ana Solano"));
        QCOMPARE(bench.at(3, WorkspacesModel::CreatedBy).toString(), QStringLiteral("bo@example.com"));
        QCOMPARE(bench.at(12, WorkspacesModel::CreatedBy, Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>Ana Solano<br/>%1</qt>").arg(QString::fromLatin1(test::idOf(1))));
        bench.model.setFilter(QStringLiteral("created-by:solano"));
        QCOMPARE(bench.names(), QStringLiteral("fraud"));
        bench.model.setFilter(QStringLiteral("created-by:5d1f0000"));
        QCOMPARE(bench.names(), QStringLiteral("fraud"));
    }

    void creatorsAreResolvedWhenPeopleArrive() {
        Bench bench;
        UsersModel users{bench.clock};
        bench.model.setPeople(users);
        bench.load(fiveWorkspaces());
        bench.model.sort(WorkspacesModel::CreatedBy, Qt::AscendingOrder);
        bench.model.setFilter(QStringLiteral("solano"));
        QCOMPARE(bench.model.rowCount(), 0);
        users.beginLoad();
        users.append({test::user({1, "Ana", "Solano", "ana@example.com", "ana"})});
        users.endLoad();
        QCOMPARE(bench.names(), QStringLiteral("fraud"));
        QCOMPARE(bench.at(12, WorkspacesModel::CreatedBy).toString(), QStringLiteral("Ana Solano"));
        users.beginLoad();
        users.append({test::user({1, "Ana", "Weber", "ana@example.com", "ana"})});
        users.endLoad();
        bench.model.setFilter(QString());
        QCOMPARE(bench.at(12, WorkspacesModel::CreatedBy).toString(), QStringLiteral("Ana Weber"));
    }

    void creatorsAreResolvedWhicheverFormCame_data() {
        QTest::addColumn<QString>("createdBy");
        QTest::addColumn<QString>("shown");
        QTest::addRow("id") << QString::fromLatin1(test::idOf(1)) << QStringLiteral("Ana Solano");
        QTest::addRow("e-mail") << QStringLiteral("Ana@Example.com") << QStringLiteral("Ana Solano");
        QTest::addRow("user name") << QStringLiteral("ana") << QStringLiteral("Ana Solano");
        QTest::addRow("two people's") << QStringLiteral("shared@example.com") << QStringLiteral("shared@example.com");
        QTest::addRow("nobody's") << QStringLiteral("gone@example.com") << QStringLiteral("gone@example.com");
        QTest::addRow("empty") << QString() << QStringLiteral("not told");
    }

    void creatorsAreResolvedWhicheverFormCame() {
        QFETCH(const QString, createdBy);
        Bench bench;
        UsersModel users{bench.clock};
        bench.model.setPeople(users);
        users.beginLoad();
        users.append({test::user({1, "Ana", "Solano", "ana@example.com", "ana"}),
                      test::user({2, "Bo", "Lind", "shared@example.com", "bo"}),
                      test::user({3, "Cleo", "Adeyemi", "shared@example.com", "cleo"})});
        users.endLoad();
        auto workspaces = fiveWorkspaces();
        for (Workspace& workspace : workspaces)
            workspace.createdBy = createdBy;
        bench.load(std::move(workspaces));
        QTEST(bench.at(12, WorkspacesModel::CreatedBy).toString(), "shown");
        const User* creator = bench.model.creatorOf(*bench.model.workspaceById(WorkspaceId(12)));
        QCOMPARE(creator != nullptr, bench.at(12, WorkspacesModel::CreatedBy).toString() == u"Ana Solano");
        users.beginLoad(); // the address is another's by now
        users.append({test::user({4, "Dana", "Weber", "shared@example.com", "dana"})});
        users.endLoad();
        QVERIFY(createdBy != u"shared@example.com"
                || bench.at(12, WorkspacesModel::CreatedBy).toString() == u"Dana Weber");
    }

    void sorts_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("names");
        QTest::addRow("name") << int(WorkspacesModel::Name)
                              << QStringLiteral("ana@example.com churn fraud v-bo@example.com Zoos");
        QTest::addRow("id by number") << int(WorkspacesModel::Id)
                                      << QStringLiteral("ana@example.com v-bo@example.com churn fraud Zoos");
        QTest::addRow("status") << int(WorkspacesModel::Status)
                                << QStringLiteral("ana@example.com fraud Zoos churn v-bo@example.com");
        QTest::addRow("created, missing last")
            << int(WorkspacesModel::Created) << QStringLiteral("fraud ana@example.com churn v-bo@example.com Zoos");
        QTest::addRow("creator, missing last")
            << int(WorkspacesModel::CreatedBy) << QStringLiteral("ana@example.com fraud churn v-bo@example.com Zoos");
    }

    void sorts() {
        QFETCH(int, column);
        QFETCH(QString, names);
        Bench bench;
        bench.load(fiveWorkspaces());
        bench.model.setShowDefault(true);
        bench.model.setShowArchived(true);
        bench.model.sort(column, Qt::AscendingOrder);
        QCOMPARE(bench.names(), names);
    }

    void mostModelsFirst() {
        Bench bench;
        bench.load(fiveWorkspaces());
        QCOMPARE(bench.model.columns()[WorkspacesModel::Models].firstOrder, Qt::DescendingOrder);
        bench.model.sort(WorkspacesModel::Models, Qt::DescendingOrder);
        QCOMPARE(bench.names(), QStringLiteral("fraud Zoos"));
    }

    void twoOfOneNameStayApart() {
        Bench bench;
        bench.load({workspace(20, "fraud"), workspace(3, "fraud"), workspace(100, "fraud")});
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(bench.model.workspaceAt(0).id.number(), 3); // by number
        QCOMPARE(bench.model.workspaceAt(2).id.number(), 100);
        QCOMPARE(bench.at(20, WorkspacesModel::Name).toString(), QStringLiteral("fraud (ID 20)"));
        QCOMPARE(bench.at(20, WorkspacesModel::Name, TableModel::CopyRole).toString(), QStringLiteral("fraud"));
        bench.model.setFilter(QStringLiteral("id:20"));
        QCOMPARE(bench.model.rowCount(), 1);
    }

    void idsThatAreNoNumbersAreNobodys() {
        Bench bench;
        bench.load(fiveWorkspaces());
        QCOMPARE(bench.model.rowOfId(QStringLiteral("twelve")), -1);
        QCOMPARE(bench.model.rowOfId(QString()), -1);
        QVERIFY(bench.model.rowOfId(QStringLiteral("12")) >= 0);
    }

    void hostileNamesAreOneVisibleLine() {
        Bench bench;
        bench.load({workspace(1, "a\tb\n<b>")});
        QCOMPARE(bench.at(1, WorkspacesModel::Name).toString(), QStringLiteral("a\u2409b\u240A<b>"));
        QCOMPARE(bench.at(1, WorkspacesModel::Name, Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>a\u2409b\u240A&lt;b&gt;</qt>"));
    }
};

int main(int argc, char** argv) {
    qputenv("TZ", "Europe/Berlin");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCoreApplication app(argc, argv);
    WorkspacesModelTest workspaces;
    return QTest::qExec(&workspaces, argc, argv);
}

#include "tst_models_workspaces.moc"
