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

    void knowsWhoseDefaultWorkspaceItIs() {
        Workspace workspace;
        workspace.name = u"joana@x.com - Default Workspace"_s;
        QVERIFY(workspace.isDefaultOf(u"Joana@X.com"_s));
        QVERIFY(!workspace.isDefaultOf(u"ana@x.com"_s));
        QVERIFY(!workspace.isDefaultOf({}));
        workspace.name = u"v-ana@x.com - Default Workspace"_s;
        QVERIFY(workspace.isDefaultOf(u"ana@x.com"_s));
        workspace.name = u"ana@x.com"_s;
        QVERIFY(!workspace.isDefaultOf(u"ana@x.com"_s));
    }

    void namesOfNewOnes_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<NameFault>("fault");
        QTest::newRow("good") << u"fraud-watch-2"_s << NameFault::None;
        QTest::newRow("one letter") << u"a"_s << NameFault::None;
        QTest::newRow("digits only") << u"2026"_s << NameFault::None;
        QTest::newRow("empty") << QString() << NameFault::Empty;
        QTest::newRow("upper case") << u"Fraud"_s << NameFault::UpperCase;
        QTest::newRow("upper case, not ASCII") << u"\u00C4rger"_s << NameFault::UpperCase;
        QTest::newRow("space") << u"fraud watch"_s << NameFault::Space;
        QTest::newRow("line break") << u"fraud\nwatch"_s << NameFault::Space;
        QTest::newRow("no-break space") << u"fraud\u00A0watch"_s << NameFault::Space;
        QTest::newRow("underscore") << u"fraud_watch"_s << NameFault::OtherCharacter;
        QTest::newRow("letter that is not a-z") << u"betrug-\u00FC"_s << NameFault::OtherCharacter;
        QTest::newRow("look-alike") << u"fr\u0430ud"_s << NameFault::OtherCharacter;
        QTest::newRow("zero-width") << u"fraud\u200B"_s << NameFault::OtherCharacter;
        QTest::newRow("dash first") << u"-fraud"_s << NameFault::DashAtStart;
        QTest::newRow("dash last") << u"fraud-"_s << NameFault::DashAtEnd;
        QTest::newRow("dash alone") << u"-"_s << NameFault::DashAtStart;
        QTest::newRow("longest") << QString(longestWorkspaceName, u'a') << NameFault::None;
        QTest::newRow("too long") << QString(longestWorkspaceName + 1, u'a') << NameFault::TooLong;
        QTest::newRow("a default workspace's") << u"ana@example.com - Default Workspace"_s << NameFault::OtherCharacter;
    }

    void namesOfNewOnes() {
        QFETCH(const QString, name);
        QTEST(faultOfNewName(name), "fault");
    }

    void everyMemberCountsInEquality() {
        const Workspace plain{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, {2}, {3}};
        QCOMPARE(plain, (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, {2}, {3}}));
        QVERIFY(plain != (Workspace{WorkspaceId(2), u"a"_s, u"b"_s, Moment::at(1), false, {2}, {3}}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::never(), false, {2}, {3}}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), true, {2}, {3}}));
        QVERIFY(plain != (Workspace{WorkspaceId(1), u"a"_s, u"b"_s, Moment::at(1), false, {2}, {4}}));
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
