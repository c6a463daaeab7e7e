#include "api/decoding.h"
#include "api/workspacereader.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using Workspaces = test::Decoded<api::WorkspaceReader>;

namespace {

Workspaces decode(const QByteArray& body) {
    return test::decode<api::WorkspaceReader>(body);
}

Workspaces decodeOne(const QByteArray& members) {
    return decode("{\"workspaces\":[{" + members + "}]}");
}

Workspace workspaceWith(const QByteArray& member) {
    const Workspaces workspaces = decodeOne(R"("id":12,"name":"demand-forecast",)" + member);
    return workspaces.result && workspaces.rows.size() == 1 ? workspaces.rows.front() : Workspace();
}

const Moment aprilDay = Moment::at(1'746'021'846'120);

} // namespace

class TestWorkspaceList final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void readsAllMembers() {
        const Workspaces workspaces = decode(
            R"({"workspaces":[{"id":1,"name":"mira.solano@example.com - Default Workspace",)"
            R"("created_at":"2025-04-30T14:04:06.120331+00:00","created_by":"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911",)"
            R"("archived":false,"models":[],"pipelines":[]},)"
            R"({"id":12,"name":"demand-forecast","created_at":"2025-04-30T14:04:06.12Z","created_by":"mira@example.com",)"
            R"("archived":true,"models":[32,31],"pipelines":[7],"users":[{"id":5}]}],"next":null})");
        QVERIFY(workspaces.result);
        QCOMPARE(workspaces.rows.size(), std::size_t(2));
        QCOMPARE(workspaces.rows[0], (Workspace{WorkspaceId(1),
                                                u"mira.solano@example.com - Default Workspace"_s,
                                                u"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_s,
                                                aprilDay,
                                                false,
                                                {},
                                                {}}));
        QCOMPARE(
            workspaces.rows[1],
            (Workspace{WorkspaceId(12), u"demand-forecast"_s, u"mira@example.com"_s, aprilDay, true, {32, 31}, {7}}));
    }

    void optionalMembersMayBeMissingOrMistyped_data() {
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("missing") << R"("x":1)"_ba;
        QTest::newRow("null")
            << R"("created_at":null,"created_by":null,"archived":null,"models":null,"pipelines":null)"_ba;
        QTest::newRow("mistyped")
            << R"("created_at":{},"created_by":5,"archived":"true","models":7,"pipelines":{"a":1})"_ba;
        QTest::newRow("empty creator") << R"("created_by":"")"_ba;
    }

    void optionalMembersMayBeMissingOrMistyped() {
        QFETCH(const QByteArray, member);
        QCOMPARE(workspaceWith(member),
                 (Workspace{WorkspaceId(12), u"demand-forecast"_s, QString(), Moment(), false, {}, {}}));
    }

    void spellingsOfTheGuide_data() {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("by");
        QTest::newRow("right") << R"("created_at":"2025-04-30T14:04:06.12Z","created_by":"a")"_ba << u"a"_s;
        QTest::newRow("the guide's") << R"("create_at":"2025-04-30T14:04:06.12Z","create_by":"b")"_ba << u"b"_s;
        QTest::newRow("both, right first")
            << R"("created_at":1746021846120,"create_at":5,"created_by":"a","create_by":"b")"_ba << u"a"_s;
        QTest::newRow("both, right last")
            << R"("create_at":5,"created_at":1746021846120,"create_by":"b","created_by":"a")"_ba << u"a"_s;
        QTest::newRow("right ones null")
            << R"("created_at":null,"create_at":1746021846120,"created_by":null,"create_by":"b")"_ba << u"b"_s;
    }

    void spellingsOfTheGuide() {
        QFETCH(const QByteArray, member);
        const Workspace workspace = workspaceWith(member);
        QCOMPARE(workspace.created, aprilDay);
        QTEST(workspace.createdBy, "by");
    }

    void ids_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<qint64>("number");
        QTest::newRow("number") << "12"_ba << 12LL;
        QTest::newRow("text") << "\"12\""_ba << 12LL;
        QTest::newRow("whole double") << "12.0"_ba << 12LL;
        QTest::newRow("2^63-1") << "9223372036854775807"_ba << 9'223'372'036'854'775'807LL;
        QTest::newRow("zero") << "0"_ba << 0LL;
    }

    void ids() {
        QFETCH(const QByteArray, id);
        const Workspaces workspaces = decodeOne("\"name\":\"n\",\"id\":" + id);
        QCOMPARE(workspaces.rows.size(), std::size_t(1));
        QTEST(workspaces.rows.front().id.number(), "number");
    }

    void unreadable_data() {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("why");
        QTest::newRow("no id") << R"({"name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("null id") << R"({"id":null,"name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("fraction") << R"({"id":1.5,"name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("2^63") << R"({"id":9223372036854775808,"name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("1e400") << R"({"id":1e400,"name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("words as id") << R"({"id":"one","name":"n"})"_ba << u"`id` is missing"_s;
        QTest::newRow("no name") << R"({"id":1})"_ba << u"`name` is missing"_s;
        QTest::newRow("number as name") << R"({"id":1,"name":5})"_ba << u"`name` is missing"_s;
        QTest::newRow("null") << "null"_ba << u"it is no object"_s;
        QTest::newRow("list") << "[1]"_ba << u"it is no object"_s;
    }

    void unreadable() {
        QFETCH(const QByteArray, record);
        QFETCH(const QString, why);
        const Workspaces workspaces =
            decode(R"({"workspaces":[{"id":7,"name":"a"},)" + record + R"(,{"id":8,"name":""}]})");
        QVERIFY(workspaces.result);
        QCOMPARE(workspaces.rows.size(), std::size_t(2));
        QCOMPARE(workspaces.summary.unreadable, 1);
        QCOMPARE(workspaces.summary.firstUnreadable, u"workspaces[1]: "_s + why);
    }

    void duplicates() {
        const Workspaces workspaces =
            decode(R"({"workspaces":[{"id":7,"name":"a"},{"id":"7","name":"b"},{"id":8,"name":"a"}]})");
        QCOMPARE(workspaces.rows.size(), std::size_t(2)); // equal names are allowed, equal ids are not
        QCOMPARE(workspaces.rows[0].name, u"a"_s);
        QCOMPARE(workspaces.summary.duplicates, 1);
    }

    void lastOfEqualMembersCounts() {
        const Workspace workspace = workspaceWith(R"("models":[1,2,3],"models":[1],"archived":true,"archived":5)");
        QCOMPARE(workspace.models, QList<qint64>{1});
        QVERIFY(!workspace.archived);
    }

    void elementsAreCountedWhateverTheyAre() {
        QCOMPARE(workspaceWith(R"("models":[1,"2",null,{"id":3},[4,5]],"pipelines":[[],[]])").models,
                 (QList<qint64>{1, 2, Workspace::unreadId, Workspace::unreadId, Workspace::unreadId}));
        QCOMPARE(workspaceWith(R"("pipelines":[[],[]])").pipelines,
                 (QList<qint64>{Workspace::unreadId, Workspace::unreadId}));
    }
};

QTEST_APPLESS_MAIN(TestWorkspaceList)
#include "tst_workspacelist.moc"
