#include "domain/workspace.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

class TestWorkspace final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void knowsDefaultWorkspaces_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isDefault");
        QTest::newRow("by mail") << u"mira.solano@example.com - Default Workspace"_s << true;
        QTest::newRow("older, with v-") << u"v-mira.solano@example.com - Default Workspace"_s << true;
        QTest::newRow("without mail") << u"admin - Default Workspace"_s << true;
        QTest::newRow("made by a person") << u"demand-forecast"_s << false;
        QTest::newRow("a person's default") << u"default-workspace"_s << false;
        QTest::newRow("nobody's") << u" - Default Workspace"_s << false;
        QTest::newRow("bare") << u"Default Workspace"_s << false;
        QTest::newRow("something behind") << u"mira@example.com - Default Workspace 2"_s << false;
        QTest::newRow("empty") << QString() << false;
    }

    void knowsDefaultWorkspaces() {
        QFETCH(const QString, name);
        Workspace workspace;
        workspace.name = name;
        QTEST(workspace.isDefault(), "isDefault");
    }

    void everyMemberCountsInEquality() {
        const Workspace plain{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, 2, 3};
        QCOMPARE(plain, (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, 2, 3}));
        QVERIFY(plain != (Workspace{WorkspaceId(2), u"a"_s, u"b"_s, Moment::at(1), false, 2, 3}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::never(), false, 2, 3}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), true, 2, 3}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, 2, 4}));
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
