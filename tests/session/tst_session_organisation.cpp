#include "session/jsonlines.h"
#include "session/organisation.h"
#include "session/profilejson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::session;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray good = "{\n"
                        "  \"version\": 1,\n"
                        "  \"profiles\": [\n"
                        "    { \"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11\", \"name\": \"Production\", "
                        "\"instance\": \"wallaroo.example.com\",\n"
                        "      \"colour\": \"#B3261E\", \"readOnly\": true, \"way\": \"browser\" },\n"
                        "    { \"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b12\", \"api\": \"https://api.example.com\", "
                        "\"auth\": \"https://keycloak.example.com/auth\" }\n"
                        "  ],\n"
                        "  \"settings\": { \"waysIn\": [\"password\", \"browser\"], \"clipboardSeconds\": 30, "
                        "\"idleMinutes\": 5, \"sandboxOffered\": false, \"deletionOffered\": true }\n"
                        "}";

} // namespace

class TestOrganisation : public QObject {
    Q_OBJECT

private:
    QString write(const QString& name, const QByteArray& json) {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    Organisation read(const QByteArray& json) {
        Organisation organisation;
        readOrganisationFile(write(u"one.json"_s, json), organisation);
        return organisation;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:

    void cleanup() {
        QDir folder(m_folder.path());
        const QStringList names = folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
        for (const QString& name : names) // a link is not followed
            QVERIFY(folder.remove(name) || QDir(folder.filePath(name)).removeRecursively());
    }

    void readsProfilesAndSettings() {
        const Organisation read = this->read(good);
        QCOMPARE(read.problems.size(), 0);
        QCOMPARE(read.profiles.size(), 2);
        const Profile& first = read.profiles.at(0);
        QVERIFY(first.organisation);
        QVERIFY(first.readOnly);
        QCOMPARE(first.name, u"Production"_s);
        QCOMPARE(first.colour, u"#b3261e"_s);
        QCOMPARE(first.way, Way::DeviceBrowser);
        QCOMPARE(first.instance.apiBase, QUrl(u"https://wallaroo.example.com"_s));
        QCOMPARE(first.instance.authBase, QUrl(u"https://wallaroo.example.com/auth"_s));
        QCOMPARE(read.profiles.at(1).instance.apiBase, QUrl(u"https://api.example.com"_s));
        QCOMPARE(read.waysIn, (QList<Way>{Way::Password, Way::DeviceBrowser}));
        QCOMPARE(read.clipboardSeconds, 30);
        QCOMPARE(read.idleMinutes, 5);
        QCOMPARE(read.sandboxOffered, false);
        QCOMPARE(read.deletionOffered, true);
    }

    void namesFileLineAndReason_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("cut") << QByteArray("{ \"version\": 1,\n  \"settings\": {\n") << 3 << u"not JSON"_s;
        QTest::newRow("empty") << QByteArray() << 1 << u"not JSON"_s;
        QTest::newRow("comma too many") << QByteArray("{ \"version\": 1,\n  \"settings\": {},\n}") << 3
                                        << u"not JSON"_s;
        QTest::newRow("list") << QByteArray("[]") << 1 << u"not a JSON object"_s;
        QTest::newRow("newer") << QByteArray("{\n\"version\": 2}") << 2 << u"version is not 1"_s;
        QTest::newRow("no version") << QByteArray("{\"settings\": {}}") << 1 << u"version is not 1"_s;
        QTest::newRow("unknown member") << QByteArray("{\"version\": 1,\n\n\"colours\": 1}") << 3
                                        << u"unknown: colours"_s;
        QTest::newRow("unknown setting") << QByteArray("{\"version\": 1,\n\"settings\": {\n\"fontSize\": 8}}") << 3
                                         << u"unknown: fontSize"_s;
        QTest::newRow("number as text") << QByteArray(
            "{\"version\": 1,\n\"settings\": {\n\"clipboardSeconds\": \"30\"}}")
                                        << 3 << u"10 to 600"_s;
        QTest::newRow("number too large")
            << QByteArray("{\"version\": 1, \"settings\": {\n\"idleMinutes\": 481}}") << 2 << u"1 to 480"_s;
        QTest::newRow("fraction") << QByteArray("{\"version\": 1, \"settings\": {\n\"clipboardSeconds\": 30.5}}") << 2
                                  << u"10 to 600"_s;
        QTest::newRow("switch") << QByteArray("{\"version\": 1, \"settings\": {\n\"sandboxOffered\": 0}}") << 2
                                << u"neither true nor false"_s;
        QTest::newRow("no way") << QByteArray("{\"version\": 1, \"settings\": {\n\"waysIn\": []}}") << 2
                                << u"every way is offered unless another file"_s;
        QTest::newRow("unknown way") << QByteArray(
            "{\"version\": 1, \"settings\": {\"waysIn\": [\n\"password\",\n\"owl\"]}}")
                                     << 3 << u"unknown way to sign in: owl"_s;
        QTest::newRow("profile without id")
            << QByteArray("{\"version\": 1, \"profiles\": [\n{\"instance\": \"wallaroo.example.com\"}]}") << 2
            << u"needs an id"_s;
        QTest::newRow("plain http") << QByteArray(
            "{\"version\": 1, \"profiles\": [{\"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11\",\n"
            "\"instance\": \"http://wallaroo.example.com\"}]}")
                                    << 2 << u"not encrypted"_s;
        QTest::newRow("wrong type") << QByteArray(
            "{\"version\": 1, \"profiles\": [{\"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11\",\n"
            "\"instance\": \"wallaroo.example.com\",\n\"readOnly\": \"yes\"}]}")
                                    << 3 << u"wrong type"_s;
        QTest::newRow("secret") << QByteArray(
            "{\"version\": 1,\n\"profiles\": [],\n\"clientSecret\": \"not-a-real-secret\"}")
                                << 3 << u"holds a secret"_s;
    }

    void namesFileLineAndReason() {
        QFETCH(QByteArray, json);
        QFETCH(int, line);
        QFETCH(QString, reason);
        const Organisation read = this->read(json);
        QCOMPARE(read.problems.size(), 1);
        const OrganisationProblem& problem = read.problems.first();
        QCOMPARE(problem.line, line);
        QVERIFY2(problem.reason.contains(reason), qPrintable(problem.reason));
        QCOMPARE(problem.text(), u"%1:%2: %3"_s.arg(m_folder.filePath(u"one.json"_s)).arg(line).arg(problem.reason));
        QVERIFY(!problem.text().contains("not-a-real-secret"_L1));
        QCOMPARE(read.profiles.size(), 0);
    }

    void whatIsRightBesideWhatIsWrongCounts() {
        QByteArray json = good;
        json.replace("\"clipboardSeconds\": 30", "\"clipboardSeconds\": 3");
        const Organisation read = this->read(json);
        QCOMPARE(read.problems.size(), 1);
        QCOMPARE(read.problems.first().line, 8);
        QVERIFY(!read.clipboardSeconds);
        QCOMPARE(read.idleMinutes, 5);
        QCOMPARE(read.profiles.size(), 2);
    }

    void aMistypedWayOpensNoOther() {
        Organisation read = this->read("{\"version\": 1, \"settings\": {\"waysIn\": [\"browzer\", \"device\"]}}");
        QCOMPARE(read.problems.size(), 1);
        QCOMPARE(read.waysIn, QList<Way>{*wayNamed(u"device"_s)});
        QVERIFY(!read.allows(Way::Password));
        // Where none is known, what another file says goes on counting.
        readOrganisationFile(write(u"two.json"_s, "{\"version\": 1, \"settings\": {\n\"waysIn\": [\n\"browzer\"]}}"),
                             read);
        QCOMPARE(read.problems.size(), 3);
        QCOMPARE(read.problems.at(1).line, 3);
        QCOMPARE(read.problems.at(2).line, 2);
        QVERIFY(read.problems.at(2).reason.contains("does not count"_L1));
        QCOMPARE(read.waysIn, QList<Way>{*wayNamed(u"device"_s)});
    }

    void theEnvironmentTakesNoLockAway() {
        const QByteArray before = qgetenv("XDG_CONFIG_DIRS");
        const auto back = qScopeGuard([&] { qputenv("XDG_CONFIG_DIRS", before); });
        const QString machine = m_folder.filePath(u"machine"_s);
        const QString own = m_folder.filePath(u"own"_s);
        QVERIFY(QDir(machine).mkpath(u"wallaroo-admin"_s) && QDir(own).mkpath(u"wallaroo-admin"_s));
        write(u"machine/wallaroo-admin/10.json"_s,
              "{\"version\": 1, \"profiles\": [{\"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11\", \"instance\": "
              "\"wallaroo.example.com\"}], \"settings\": {\"waysIn\": [\"browser\"]}}");
        write(u"own/wallaroo-admin/99.json"_s,
              "{\"version\": 1, \"profiles\": [{\"id\": \"6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11\", \"instance\": "
              "\"evil.example.com\"}], \"settings\": {\"waysIn\": [\"password\"], \"idleMinutes\": 9}}");
        for (const QString& dirs : {own, own + u':' + machine, machine + u':' + own, u"/nowhere"_s, QString()}) {
            qputenv("XDG_CONFIG_DIRS", dirs.toUtf8());
            const QStringList folders = organisationFolders(machine);
            QCOMPARE(folders.last(), machine + u"/wallaroo-admin"_s);
            QCOMPARE(folders.count(folders.last()), 1);
            const Organisation read = readOrganisation(folders);
            QVERIFY(read.problems.isEmpty());
            QCOMPARE(read.waysIn, QList<Way>{Way::DeviceBrowser});
            QCOMPARE(read.idleMinutes.has_value(), dirs.contains(own));
            QCOMPARE(read.profiles.size(), 1);
            QCOMPARE(read.profiles.first().instance.apiBase, QUrl(u"https://wallaroo.example.com"_s));
            QCOMPARE(organisationFolders().last(), u"/etc/xdg/wallaroo-admin"_s);
        }
    }

    void whatCannotBeLookedIntoIsAMistake() {
        write(u"no-folder"_s, "x");
        const QString gone = m_folder.filePath(u"gone"_s);
        const QString link = m_folder.filePath(u"link"_s);
        QVERIFY(QFile::link(gone, link));
        const QString site = m_folder.filePath(u"site"_s);
        QVERIFY(QDir(site).mkpath(u"."_s) && QFile::link(gone, site + u"/10.json"_s));
        const QStringList bad{m_folder.filePath(u"no-folder"_s), link};
        const Organisation read = readOrganisation({bad[0], gone, bad[1], site});
        QCOMPARE(read.problems.size(), 3);
        QCOMPARE(read.problems.at(0).file, bad[0]);
        QCOMPARE(read.problems.at(1).file, bad[1]);
        QVERIFY(read.problems.at(1).reason.startsWith("cannot be read: "_L1));
        QCOMPARE(read.problems.at(2).file, site + u"/10.json"_s);
    }

    void aClosedFolderIsAMistake() {
        const QString closed = m_folder.filePath(u"closed"_s);
        QVERIFY(QDir(closed).mkpath(u"."_s) && QFile::setPermissions(closed, {}));
        const auto open = qScopeGuard([&] { QFile::setPermissions(closed, QFile::ReadOwner | QFile::ExeOwner); });
        if (QFileInfo(closed).isReadable())
            QSKIP("no folder is closed to root");
        const Organisation read = readOrganisation({closed});
        QCOMPARE(read.problems.size(), 1);
        QCOMPARE(read.problems.first().file, closed);
    }

    void laterFilesCount() {
        write(u"20-site.json"_s, "{\"version\": 1, \"settings\": {\"clipboardSeconds\": 20}}");
        write(u"10-base.json"_s, "{\"version\": 1, \"settings\": {\"clipboardSeconds\": 90, \"idleMinutes\": 3}}");
        write(u"notes.txt"_s, "not read");
        const Organisation read = readOrganisation({m_folder.path(), m_folder.filePath(u"not-there"_s)});
        QCOMPARE(read.problems.size(), 0);
        QCOMPARE(read.clipboardSeconds, 20);
        QCOMPARE(read.idleMinutes, 3);
    }

    void oneIdOnce() {
        write(u"1.json"_s, good);
        write(u"2.json"_s, good);
        const Organisation read = readOrganisation({m_folder.path()});
        QCOMPARE(read.profiles.size(), 2);
        QCOMPARE(read.problems.size(), 2);
        QVERIFY(read.problems.first().reason.contains("has this id"_L1));
    }

    void tooLarge() {
        const Organisation read =
            this->read(QByteArray("{\"version\": 1, \"x\": \"") + QByteArray(1100 * 1024, 'x') + "\"}");
        QCOMPARE(read.problems.size(), 1);
        QVERIFY(read.problems.first().reason.contains("megabyte"_L1));
    }

    void linesOfEveryMember() {
        const auto lines = linesOfMembers("{\n\"a\": [1,\n  {\"b\\\"c\": \"}\"},\n \"x\"],\n\"d\": {\n\"e\": null}}");
        QCOMPARE(lines.value(u"a"_s), 2);
        QCOMPARE(lines.value(u"a[0]"_s), 2);
        QCOMPARE(lines.value(u"a[1]"_s), 3);
        QCOMPARE(lines.value(u"a[1].b\"c"_s), 3);
        QCOMPARE(lines.value(u"a[2]"_s), 4);
        QCOMPARE(lines.value(u"d"_s), 5);
        QCOMPARE(lines.value(u"d.e"_s), 6);
    }
};

QTEST_GUILESS_MAIN(TestOrganisation)
#include "tst_session_organisation.moc"
