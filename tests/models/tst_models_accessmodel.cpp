#include "models/accessdesk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::AccessModel;
using PeopleKind = AccessModel::PeopleKind;
using WorkspaceKind = AccessModel::WorkspaceKind;

namespace {

struct Bench : test::AccessDesk {
    AccessModel model{matrix};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QString heads(Qt::Orientation orientation) const {
        QStringList heads;
        const int count = orientation == Qt::Vertical ? model.rowCount() : model.columnCount();
        for (int i = 0; i < count; ++i)
            heads << model.headerData(i, orientation, Qt::DisplayRole).toString();
        return heads.join(u", "_s);
    }

    QString people() const { return heads(Qt::Vertical); }

    QString workspaces() const { return heads(Qt::Horizontal); }

    QString at(int number, qint64 id, int role = Qt::DisplayRole) const {
        return model.index(model.rowOf(person(number)), model.columnOf(workspace(id))).data(role).toString();
    }
};

} // namespace

class TestAccessModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void bothSidesByName() {
        Bench bench;
        QCOMPARE(bench.people(), u"Ana Solano, Bo Lind, Cleo Adeyemi, Dana Weber"_s);
        QCOMPARE(bench.workspaces(), u"churn, fraud (ID 3), fraud (ID 12)"_s);
        bench.model.setShowArchived(true);
        bench.model.setShowDefault(true);
        QCOMPARE(bench.workspaces(),
                 u"ana@example.com - Default Workspace, attic, churn, fraud (ID 3), fraud (ID 12)"_s);
        QCOMPARE(bench.model.allWorkspaces(), 5);
    }

    void namesInAllScripts() {
        Bench bench;
        bench.matrix.setPeople({test::user({5, "Łukasz", "Nowak", "l@example.com", "l"}),
                                test::user({6, "ana", "solano", "second@example.com", "second"}),
                                test::user({2, "Émile", "Roux", "e@example.com", "e"}),
                                test::user({1, "Ana", "Solano", "ana@example.com", "ana"}),
                                test::user({7, "Zoë", "Ong", "z@example.com", "z"}),
                                test::user({8, "Dana 10", "Weber", "d10@example.com", "d10"}),
                                test::user({9, "Dana 9", "Weber", "d9@example.com", "d9"})});
        bench.answer(12, {test::owner(11)}); // whom no list names
        QTRY_COMPARE(bench.model.rowCount(), 8);
        const QString unnamed = bench.model.headerData(7, Qt::Vertical, Qt::DisplayRole).toString();
        QCOMPARE(bench.people(),
                 u"Ana Solano, ana solano, Dana 9 Weber, Dana 10 Weber, Émile Roux, Łukasz Nowak, Zoë Ong, "_s
                     + unnamed);
    }

    void unwatchedItCatchesUp() {
        Bench bench;
        bench.answerAll();
        bench.model.setWatched(false);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.matrix.setPeople({test::user({1, "Zora", "Solano", "ana@example.com", "ana"}),
                                test::user({2, "Bo", "Lind", "bo@example.com", "bo"})});
        bench.answer(12, {test::collaborator(1)});
        QTest::qWait(0);
        QCOMPARE(reset.count() + changed.count(), 0);
        bench.model.setWatched(true);
        QCOMPARE(bench.people(), u"Bo Lind, Cleo Adeyemi, Zora Solano"_s); // Cleo is a member, though not listed
        QCOMPARE(bench.at(1, 12), u"collaborator"_s);
        reset.clear();
        bench.model.setWatched(false);
        bench.model.setWatched(true);
        QCOMPARE(reset.count(), 0); // nothing came meanwhile
    }

    void unwatchedItForgetsWhatIsGone() {
        Bench bench;
        bench.model.setWatched(false);
        bench.matrix.clear();
        QCOMPARE(bench.model.rowCount(), 0);
        QCOMPARE(bench.model.columnCount(), 0);
    }

    void cellsSpeak() {
        Bench bench;
        QCOMPARE(bench.at(1, 12), u"not known"_s);
        bench.answerAll();
        QCOMPARE(bench.at(1, 12), u"owner"_s);
        QCOMPARE(bench.at(2, 12), u"collaborator"_s);
        QCOMPARE(bench.at(4, 12), u"no access"_s);
        QCOMPARE(bench.at(1, 12, Qt::AccessibleTextRole), u"Ana Solano in fraud (ID 12): owner"_s);
        bench.matrix.setStale(WorkspaceId(12));
        QCOMPARE(bench.at(1, 12), u"owner, to be confirmed"_s);
    }

    void anAnswerChangesOneColumn() {
        Bench bench;
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        bench.answer(12, {test::owner(1)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().column(), 2);
        QCOMPARE(changed.front().at(1).toModelIndex(), bench.model.index(3, 2));
        QCOMPARE(reset.count(), 0);
        bench.answer(1, {test::owner(1)}); // not shown
        QCOMPARE(changed.count(), 1);
    }

    void filters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("people");
        QTest::newRow("name") << u"ana sol"_s << u"Ana Solano"_s;
        QTest::newRow("case and accents") << u"ANÁ"_s << u"Ana Solano, Dana Weber"_s;
        QTest::newRow("e-mail") << u"bo@"_s << u"Bo Lind"_s;
        QTest::newRow("nobody") << u"zz"_s << QString();
        QTest::newRow("not across texts") << u"solanoana"_s << QString();
        QTest::newRow("blank") << u"  "_s << u"Ana Solano, Bo Lind, Cleo Adeyemi, Dana Weber"_s;
    }

    void filters() {
        QFETCH(const QString, text);
        Bench bench;
        bench.model.setPeopleFilter(text);
        QTEST(bench.people(), "people");
    }

    void workspacesByNameAndId() {
        Bench bench;
        bench.model.setWorkspaceFilter(u"fraud"_s);
        QCOMPARE(bench.workspaces(), u"fraud (ID 3), fraud (ID 12)"_s);
        bench.model.setWorkspaceFilter(u"fraud 12"_s);
        QCOMPARE(bench.workspaces(), u"fraud (ID 12)"_s);
        QVERIFY(bench.model.hasFilter());
    }

    void kinds() {
        Bench bench;
        bench.answerAll();
        bench.model.setPeopleKind(PeopleKind::Inactive);
        QCOMPARE(bench.people(), u"Cleo Adeyemi"_s);
        bench.model.setPeopleKind(PeopleKind::WithoutAccess);
        QCOMPARE(bench.people(), u"Dana Weber"_s);
        bench.matrix.setStale(WorkspaceId(7)); // she may be there by now
        QTRY_COMPARE(bench.people(), QString());
        bench.answerAll();
        bench.model.setPeopleKind(PeopleKind::InactiveWithAccess);
        QCOMPARE(bench.people(), u"Cleo Adeyemi"_s);
        bench.model.setPeopleKind(PeopleKind::WithAccess);
        bench.model.setWorkspaceFilter(u"churn"_s);
        QCOMPARE(bench.people(), u"Ana Solano, Cleo Adeyemi"_s);
        bench.model.setPeopleKind(PeopleKind::All);
        bench.model.setWorkspaceFilter({});
        bench.model.setWorkspaceKind(WorkspaceKind::WithoutActiveOwner);
        QCOMPARE(bench.workspaces(), u"churn"_s);
        bench.model.setWorkspaceKind(WorkspaceKind::SoleOwner);
        QCOMPARE(bench.workspaces(), u"fraud (ID 12)"_s);
        bench.model.setWorkspaceKind(WorkspaceKind::Empty);
        QCOMPARE(bench.workspaces(), QString());
    }

    void kindsFollowAnswers() {
        Bench bench;
        bench.model.setWorkspaceKind(WorkspaceKind::SoleOwner);
        QCOMPARE(bench.workspaces(), QString());
        bench.answer(12, {test::owner(1)});
        QTRY_COMPARE(bench.workspaces(), u"fraud (ID 12)"_s);
    }

    void strangersComeAndGo() {
        Bench bench;
        bench.answer(12, {{UserId::fromString(u"f:1"_s), MemberRole::Owner}});
        QTRY_COMPARE(bench.people(), u"Ana Solano, Bo Lind, Cleo Adeyemi, Dana Weber, f:1"_s);
        bench.answer(12, {});
        bench.model.setPeopleFilter({});
        QCOMPARE(bench.people(), u"Ana Solano, Bo Lind, Cleo Adeyemi, Dana Weber"_s);
    }

    void finds() {
        Bench bench;
        QCOMPARE(bench.model.findPerson(u"cleo"_s, 0), 2);
        QCOMPARE(bench.model.findPerson(u"weber"_s, 0), 3); // not at the beginning, but nobody else
        QCOMPARE(bench.model.findPerson(u"ana"_s, 1), 0);   // wraps; "Dana" only contains it
        QCOMPARE(bench.model.findPerson(u"nobody"_s, 0), -1);
        QCOMPARE(bench.model.findWorkspace(u"fraud"_s, 2), 2);
        QCOMPARE(bench.model.findWorkspace(u"12"_s, 0), 2);
    }

    void hostileNames() {
        Bench bench;
        bench.matrix.setWorkspaces({test::workspaceNamed(4, "a\nb<b>\xE2\x80\xAE")});
        QTRY_COMPARE(bench.model.columnCount(), 1);
        const QString head = bench.workspaces();
        QVERIFY(!head.contains(u'\n') && !head.contains(QChar(0x202E)));
        QVERIFY(bench.model.headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
    }

    void tables() {
        Bench bench;
        bench.answer(12, {test::owner(1), test::collaborator(2)});
        bench.answer(7, {});
        bench.model.setWorkspaceFilter(u"12"_s);
        Table matrix = bench.model.matrixTable();
        QCOMPARE(matrix.head, (QStringList{u"Name"_s, u"E-mail"_s, u"User ID"_s, u"Status"_s, u"fraud (ID 12)"_s}));
        QCOMPARE(matrix.rows.size(), size_t(4));
        QCOMPARE(matrix.rows[0].last(), u"owner"_s);
        QCOMPARE(matrix.rows[2][3], u"Inactive"_s);
        QCOMPARE(matrix.rows[2].last(), u"no access"_s);
        bench.model.setWorkspaceFilter({});
        const Table longForm = bench.model.longTable();
        QCOMPARE(longForm.rows.size(), size_t(3)); // two members, and fraud (3) is not known
        QCOMPARE(longForm.rows[0], (QStringList{u"3"_s, u"fraud"_s, {}, {}, {}, {}, u"not known"_s}));
        QCOMPARE(longForm.rows[1][2], u"Ana Solano"_s);
        QCOMPARE(longForm.from.completeness,
                 u"4 of 4 people, 3 of 3 workspaces that this account may see; not known for 1 workspaces: 3"_s);
        bench.answer(3, {});
        QVERIFY(bench.model.completeness().endsWith(u"complete"_s));
    }

    void emptyAndCleared() {
        Bench bench;
        bench.answerAll();
        bench.matrix.clear();
        QCOMPARE(bench.model.rowCount(), 0);
        QCOMPARE(bench.model.columnCount(), 0);
        QCOMPARE(bench.model.findPerson(u"ana"_s, 0), -1);
        QVERIFY(bench.model.matrixTable().rows.empty());
    }
};

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCoreApplication app(argc, argv);
    TestAccessModel test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models_accessmodel.moc"
