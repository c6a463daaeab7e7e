#include "models/accessdesk.h"
#include "models/membersmodel.h"
#include "support/fakeclock.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using models::MembersModel;

namespace {

struct Bench : test::AccessDesk {
    test::FakeClock clock;
    MembersModel model{matrix, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QStringList column(int column) const {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.index(row, column).data().toString();
        return texts;
    }
};

} // namespace

class TestMembersModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void ownersFirstThenByName() {
        Bench bench;
        bench.answer(12, {test::collaborator(4), test::collaborator(1), test::owner(3), test::owner(2)});
        bench.model.setWorkspace(bench.workspace(12));
        QCOMPARE(bench.column(MembersModel::Name),
                 (QStringList{u"Bo Lind"_s, u"Cleo Adeyemi"_s, u"Ana Solano"_s, u"Dana Weber"_s}));
        QCOMPARE(bench.column(MembersModel::Role),
                 (QStringList{u"Owner"_s, u"Owner"_s, u"Collaborator"_s, u"Collaborator"_s}));
        QCOMPARE(bench.column(MembersModel::Status)[1], u"Inactive"_s);
        QCOMPARE(bench.column(MembersModel::LastSignIn)[0], u"not told"_s); // never "never"
        QCOMPARE(bench.model.rowOf(bench.person(3)), 1);
        QCOMPARE(bench.model.personAt(0), bench.person(2));
    }

    void followsTheMatrix() {
        Bench bench;
        bench.model.setWorkspace(bench.workspace(12));
        QCOMPARE(bench.model.rowCount(), 0);
        bench.answer(12, {test::owner(1)});
        QCOMPARE(bench.model.rowCount(), 1);
        bench.answer(7, {test::owner(1), test::owner(2)}); // another's
        QCOMPARE(bench.model.rowCount(), 1);
        bench.matrix.setFailed(WorkspaceId(12), Error{ErrorKind::Refused, u"no"_s, {}, {}, 0, std::nullopt, {}, {}});
        QCOMPARE(bench.model.rowCount(), 0);
        bench.matrix.clear();
        QVERIFY(!bench.model.workspace());
    }

    void strangersAreShownById() {
        Bench bench;
        bench.answer(12, {{UserId::fromString(u"f:1"_s), MemberRole::NotTold}});
        bench.model.setWorkspace(bench.workspace(12));
        QCOMPARE(bench.column(MembersModel::Name), QStringList{u"f:1"_s});
        QCOMPARE(bench.column(MembersModel::Role), QStringList{u"Role not told"_s});
        QCOMPARE(bench.column(MembersModel::Status), QStringList{u"not known"_s});
    }

    /// Security rules, row 40: what is new is shown as it came.
    void aRoleThatIsNewIsShownAsItCame() {
        Bench bench;
        bench.answer(12, {{test::userId(2), MemberRole::NotTold, u"VIEWER\u202e"_s}});
        bench.model.setWorkspace(bench.workspace(12));
        QCOMPARE(bench.column(MembersModel::Role), QStringList{u"VIEWER⟨U+202E⟩"_s});
        bench.answer(12, {{test::userId(2), MemberRole::NotTold}});
        QCOMPARE(bench.column(MembersModel::Role), QStringList{u"Role not told"_s});
    }

    void tenThousandMembers() {
        Bench bench;
        std::vector<User> people;
        std::vector<Member> members;
        for (int i = 1; i <= 10'000; ++i) {
            people.push_back(test::plainUser(i));
            members.push_back(test::collaborator(i));
        }
        bench.matrix.setPeople(people);
        bench.answer(12, members);
        bench.model.setWorkspace(bench.workspace(12));
        QCOMPARE(bench.model.rowCount(), 10'000);
        QCOMPARE(bench.column(MembersModel::Name).first(), u"Person 1"_s);
    }
};

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCoreApplication app(argc, argv);
    TestMembersModel test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_models_members.moc"
