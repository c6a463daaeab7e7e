// The small models of lists, under Qt's own checks from before their first row on.
#include "dialogs/subjectsmodel.h"
#include "pages/activitymodel.h"
#include "support/fakeclock.h"
#include "widgets/pickermodel.h"
#include "widgets/resultsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

class Watched {
public:
    explicit Watched(QAbstractItemModel& model)
        : m_tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest) {}

private:
    QAbstractItemModelTester m_tester;
};

QStringList column(const QAbstractItemModel& model, int number) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, number).data().toString();
    return texts;
}

} // namespace

class TestListModels final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void results() {
        ResultsModel model;
        const Watched watched(model);
        QCOMPARE(model.rowCount(), 0);
        model.setRows({{u"1"_s, u"Ana"_s, u"ana@example.com"_s}, {u"2"_s, u"Bo"_s, u"bo@example.com"_s}});
        QCOMPARE(column(model, ResultsModel::Name), (QStringList{u"Ana"_s, u"Bo"_s}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setOutcome(u"2"_s, RowOutcome::Failed, u"refused"_s);
        model.setOutcome(u"nobody"_s, RowOutcome::Done, {});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(column(model, ResultsModel::Why), (QStringList{{}, u"refused"_s}));
        QCOMPARE(model.idsWith(RowOutcome::Failed), QStringList{u"2"_s});
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.count(RowOutcome::Failed), 0);
    }

    void activity() {
        const test::FakeClock clock;
        ActivityModel model(clock);
        const Watched watched(model);
        QCOMPARE(model.rowCount(), 0);
        runs::ActionRecord record;
        record.action = u"user.deactivate"_s;
        record.outcome = u"done"_s;
        record.subject = u"Ana"_s;
        auto other = record;
        other.subject = u"Bo"_s;
        model.setRecords({record, other});
        QCOMPARE(model.rowCount(), 2);
        model.setFilter(u"bo"_s);
        QCOMPARE(column(model, ActivityModel::Subject), QStringList{u"Bo"_s});
        QCOMPARE(model.totalCount(), 2);
        model.setFilter(u"nobody"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 2);
        model.setRecords({});
        QCOMPARE(model.rowCount(), 0);
    }

    void picker() {
        PickerModel model({{7, u"Ana"_s, u"ana@example.com"_s}, {9, u"Bo"_s, u"bo@example.com"_s}}, true);
        const Watched watched(model);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.ticked(), std::vector<quint32>{9});
        model.setFilter(u"ana"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.numberAt(0), 7u);
        model.tickAllShown(true);
        QCOMPARE(model.ticked(), (std::vector<quint32>{7, 9})); // the hidden one, too
        model.setFilter(u"nobody"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        model.setTicked(9, false);
        QCOMPARE(model.ticked(), std::vector<quint32>{7});
    }

    void subjects() {
        SubjectsModel model({{u"1"_s, u"Ana"_s, u"ana@example.com"_s}, {u"2"_s, u"Bo"_s, {}}});
        const Watched watched(model);
        QCOMPARE(column(model, SubjectsModel::Name), (QStringList{u"Ana"_s, u"Bo"_s}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNote(u"2"_s, u"fraud: sole owner"_s, true);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(column(model, SubjectsModel::Note), (QStringList{{}, u"fraud: sole owner"_s}));
    }
};

QTEST_MAIN(TestListModels)
#include "tst_widgets_models.moc"
