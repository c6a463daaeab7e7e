#include "models/accessdesk.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "support/fakeclock.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::TableModel;
using models::WorkspacesModel;
using Facet = WorkspacesModel::Facet;

namespace {

/// The workspaces of the access desk in the table, with the matrix behind it.
struct Bench {
    test::AccessDesk access;
    test::FakeClock clock;
    WorkspacesModel model{clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Bench() {
        model.setMatrix(access.matrix);
        model.beginLoad();
        std::vector<Workspace> workspaces;
        for (models::AccessMatrix::Number number = 0; number < access.matrix.workspaceCount(); ++number)
            workspaces.push_back(access.matrix.workspace(number));
        workspaces[1].models = {5}; // churn
        model.append(std::move(workspaces));
        model.endLoad();
    }

    QVariant at(const char* id, int column, int role = Qt::DisplayRole) const {
        return model.index(model.rowOfId(QString::fromLatin1(id)), column).data(role);
    }

    /// The ids of what is shown, by name and number.
    QString ids(Facet facet) {
        model.setFacet(facet);
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.index(row, 0).data(TableModel::IdRole).toString();
        ids.sort();
        return ids.join(u' ');
    }
};

} // namespace

/// What the table of workspaces knows of their members: owners, counts, and filters by them.
class TestOwners final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void ownersAndCounts() {
        Bench bench;
        QCOMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"not known"_s);
        QCOMPARE(bench.at("12", WorkspacesModel::Members).toString(), u"not known"_s);
        bench.access.answerAll();
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"Ana Solano"_s);
        QCOMPARE(bench.at("12", WorkspacesModel::Members).toString(), u"2"_s);
        QCOMPARE(bench.at("7", WorkspacesModel::Owners).toString(), u"Cleo Adeyemi (inactive)"_s);
        QCOMPARE(bench.at("3", WorkspacesModel::Owners).toString(), u"Ana Solano, Bo Lind"_s);
        bench.access.answer(12, {});
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"none"_s);
        bench.access.answer(12, {{test::userId(1), MemberRole::NotTold}}); // perhaps the owner
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"not known"_s);
        bench.access.answer(12, {});
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"none"_s);
        bench.access.matrix.setFailed(WorkspaceId(12), Error{ErrorKind::ServerFailed, u"It failed."_s, {}, {}});
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(), u"not known"_s);
    }

    void aNameFromRightToLeftKeepsItsMark() {
        Bench bench;
        std::vector<User> people{
            test::user({1, "\u0646\u0648\u0631", "\u062D\u062F\u0627\u062F", "nur@example.com", "nur"}),
            test::user({2, "Bo", "Lind", "bo@example.com", "bo"})};
        people[0].status = UserStatus::Inactive;
        bench.access.matrix.setPeople(people);
        bench.access.answer(12, {test::owner(1), test::owner(2)});
        const QString name = u"\u0646\u0648\u0631 \u062D\u062F\u0627\u062F"_s;
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(),
                     u"Bo Lind, \u2068%1\u2069 (inactive)"_s.arg(name));
        QCOMPARE(bench.at("12", WorkspacesModel::Owners, TableModel::CopyRole).toString(),
                 u"Bo Lind, %1 (inactive)"_s.arg(name)); // no marks in a spreadsheet
    }

    void manyOwnersAreCountedAndCopiedWhole() {
        Bench bench;
        std::vector<Member> owners;
        for (int i = 1; i <= 60; ++i)
            owners.push_back(test::owner(i));
        bench.access.matrix.setPeople(test::plainUsers(1, 60));
        bench.access.answer(12, owners);
        QTRY_COMPARE(bench.at("12", WorkspacesModel::Owners).toString(),
                     u"Person 1, Person 10, Person 11 and 57 more"_s);
        const QString copied = bench.at("12", WorkspacesModel::Owners, TableModel::CopyRole).toString();
        QCOMPARE(copied.count(u"Person"_s), 60);
        QVERIFY(copied.size() > 512);
    }

    void filters() {
        Bench bench;
        bench.access.answerAll();
        QCOMPARE(bench.ids(Facet::All), u"12 3 7"_s);
        QCOMPARE(bench.ids(Facet::WithoutActiveOwner), u"7"_s);
        QCOMPARE(bench.ids(Facet::SoleOwner), u"12"_s);
        QCOMPARE(bench.ids(Facet::Empty), u"12 3"_s);
        QCOMPARE(bench.ids(Facet::DuplicateName), u"12 3"_s);
        bench.model.setMe(test::userId(2), u"bo@example.com"_s);
        QCOMPARE(bench.ids(Facet::Mine), u"12 3"_s); // a member is enough
        bench.model.setShowArchived(true);
        bench.model.setShowDefault(true);
        QCOMPARE(bench.ids(Facet::All), u"1 12 3 5 7"_s);
    }

    void filtersTellForHowManyTheyDoNotKnow() {
        Bench bench;
        QCOMPARE(bench.ids(Facet::SoleOwner), QString());
        QCOMPARE(bench.model.facetNotKnown(), 3);
        bench.access.answerAll();
        QTRY_COMPARE(bench.model.rowCount(), 1);
        QCOMPARE(bench.model.facetNotKnown(), 0);
        bench.access.matrix.setFailed(WorkspaceId(7), Error{ErrorKind::ServerFailed, u"It failed."_s, {}, {}});
        QTRY_COMPARE(bench.model.facetNotKnown(), 1);
    }

    void foundByTheirOwners() {
        Bench bench;
        bench.access.answerAll();
        bench.model.setFilter(u"owners:lind"_s);
        QTRY_COMPARE(bench.model.rowCount(), 1);
        QCOMPARE(bench.model.index(0, 0).data(TableModel::IdRole).toString(), u"3"_s);
    }
};

QTEST_GUILESS_MAIN(TestOwners)
#include "tst_models_owners.moc"
