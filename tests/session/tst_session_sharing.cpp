#include "session/profile.h"
#include "session/sharedprofiles.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace wallaroo;
using namespace wallaroo::session;

namespace {

Profile staging() {
    auto profile = Profile::make();
    profile.name = QStringLiteral("Staging");
    profile.colour = QStringLiteral("#aa3300");
    profile.readOnly = true;
    profile.instance = *Instance::fromTyped(QStringLiteral("staging.example.invalid"));
    profile.clientId = publicClientId();
    profile.inferenceClientId = QStringLiteral("api-client");
    profile.way = Way::DeviceCode;
    profile.authoritiesPem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    // Of the person, and of no one else:
    profile.username = QStringLiteral("canary-mary");
    profile.subject = QStringLiteral("canary-subject");
    profile.staySignedIn = true;
    profile.locked = true;
    profile.acceptedIssuer = QStringLiteral("https://canary.invalid/auth/realms/master");
    profile.pinnedPem = "canary-certificate";
    profile.clientSecretStored = profile.signInSecretStored = profile.refreshTokenStored = true;
    profile.keychain = QStringLiteral("canary-keychain");
    return profile;
}

} // namespace

/// Profiles of a team: out to a file without secrets, in from one; and the organisation's.
class TestSharing : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    [[nodiscard]] ProfileStore store() const { return ProfileStore(path(QStringLiteral("profiles.json"))); }

    QString put(const QByteArray& bytes) const {
        QFile file(path(QStringLiteral("team.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file to import");
        return file.fileName();
    }

private Q_SLOTS:

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void outAndInAgain() {
        auto mine = store();
        const Profile original = staging();
        const Profile other = Profile::make();
        QVERIFY(mine.update(original));
        QVERIFY(mine.update(other));
        QVERIFY(mine.exportTo(path(QStringLiteral("team.json")), {original.id}));
        QFile file(path(QStringLiteral("team.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(!written.contains("canary"));
        QVERIFY(!written.contains(other.id.toByteArray(QUuid::WithoutBraces)));

        ProfileStore theirs(path(QStringLiteral("theirs.json")));
        const auto imported = theirs.importFrom(path(QStringLiteral("team.json")));
        QVERIFY(imported);
        QCOMPARE(imported->added.size(), 1);
        const Profile got = theirs.profiles().front();
        QCOMPARE(got.name, original.name);
        QCOMPARE(got.colour, original.colour);
        QVERIFY(got.readOnly);
        QVERIFY(got.instance == original.instance);
        QCOMPARE(got.clientId, original.clientId);
        QCOMPARE(got.inferenceClientId, original.inferenceClientId);
        QCOMPARE(got.way, Way::DeviceCode);
        QCOMPARE(got.authoritiesPem, original.authoritiesPem);
        QVERIFY(got.username.isEmpty());
        QVERIFY(!got.hasStoredSecrets());
        QVERIFY(!got.locked && !got.staySignedIn && got.acceptedIssuer.isEmpty());
        QVERIFY(got.pinnedPem.isEmpty());
        // A second time nothing happens.
        const auto again = theirs.importFrom(path(QStringLiteral("team.json")));
        QVERIFY(again);
        QCOMPARE(again->alreadyThere, 1);
        QVERIFY(again->added.isEmpty());
        QCOMPARE(theirs.profiles().size(), 1);
        ProfileStore reread(path(QStringLiteral("theirs.json")));
        QVERIFY(reread.load());
        QVERIFY(reread.profiles() == theirs.profiles());
    }

    void aKnownIdWithAnotherAddressGetsNoSecretOfIt() {
        auto mine = store();
        const Profile known = staging();
        QVERIFY(mine.update(known));
        Profile changed = known;
        changed.instance = *Instance::fromTyped(QStringLiteral("evil.example.invalid"));
        const auto imported = mine.importFrom(put(writeShared({changed})));
        QVERIFY(imported);
        QCOMPARE(mine.profiles().size(), 2);
        QVERIFY(mine.profiles().front() == known);
        const Profile added = mine.profiles().back();
        QVERIFY(added.id != known.id);
        QVERIFY(!added.hasStoredSecrets());
        QCOMPARE(added.name, QStringLiteral("Staging (2)"));
    }

    void refusedWithTheReason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray good = writeShared({staging()});
        const auto with = [&good](const char* member) {
            QByteArray changed = good;
            changed.replace("\"clientId\"", QByteArray(member) + ", \"clientId\"");
            return changed;
        };
        for (const char* member :
             {R"("password": "x")", R"("clientSecret": "x")", R"("client_secret": "x")", R"("refresh_token": "x")",
              R"("accessToken": "x")", R"("confidentialPassword": "x")", R"("apiKey": "x")", R"("Secret": "x")",
              R"("credentials": ["x"])", R"("deep": {"er": [{"PASSWORD": "x"}]})"})
            QTest::newRow(member) << with(member) << QStringLiteral("holds a secret");
        QTest::newRow("a token under another name")
            << with(R"("note": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln")") << QStringLiteral("holds a secret");
        QTest::newRow("a private key") << with(R"("note": "-----BEGIN PRIVATE KEY-----")")
                                       << QStringLiteral("holds a secret");
        QTest::newRow("creds.json") << QByteArray(
            R"({"realm":"master","clientId":"api-client","confidentialPassword":"x"})")
                                    << QStringLiteral("confidentialPassword");
        QTest::newRow("broken") << good.left(good.size() / 2) << QStringLiteral("not JSON");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("not JSON");
        QTest::newRow("binary") << QByteArray("\x00\xff\x01\x02", 4) << QStringLiteral("not JSON");
        QTest::newRow("deep") << QByteArray(100'000, '[') << QStringLiteral("not JSON");
        QByteArray newer = good;
        newer.replace("\"version\": 1", "\"version\": 2");
        QTest::newRow("newer") << newer << QStringLiteral("newer version");
        QTest::newRow("something else") << QByteArray(R"({"version":1,"people":[]})") << QStringLiteral("no profiles");
        QTest::newRow("an array") << QByteArray("[1,2]") << QStringLiteral("no profiles");
        QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, ' ') << QStringLiteral("too large");
    }

    void refusedWithTheReason() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        auto mine = store();
        const Profile known = staging();
        QVERIFY(mine.update(known));
        const auto imported = mine.importFrom(put(bytes));
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::BadInput);
        QVERIFY2(imported.error().sentence.contains(reason), qPrintable(imported.error().sentence));
        QVERIFY(imported.error().sentence.contains(QStringLiteral("team.json")));
        QVERIFY(!imported.error().advice.isEmpty());
        QVERIFY(mine.profiles() == QList<Profile>{known}); // nothing lost, nothing added
    }

    void theOwnProfilesFileMayBeImported() {
        auto mine = store();
        QVERIFY(mine.update(staging()));
        ProfileStore theirs(path(QStringLiteral("theirs.json")));
        const auto imported = theirs.importFrom(path(QStringLiteral("profiles.json")));
        QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().sentence)); // marks are no secrets
        QVERIFY(!imported->added.front().hasStoredSecrets());
        QVERIFY(imported->added.front().username.isEmpty());
    }

    void twinsAndUnreadableOnes() {
        const Profile good = staging();
        auto document = QJsonDocument::fromJson(writeShared({good, good})).object();
        auto profiles = document[QStringLiteral("profiles")].toArray();
        auto plain = profiles[0].toObject();
        plain[QStringLiteral("id")] = QUuid::createUuid().toString();
        plain[QStringLiteral("api")] = QStringLiteral("http://plain.example.invalid");
        profiles.append(plain);
        profiles.append(QStringLiteral("text"));
        document[QStringLiteral("profiles")] = profiles;
        auto mine = store();
        const auto imported = mine.importFrom(put(QJsonDocument(document).toJson()));
        QVERIFY(imported);
        QCOMPARE(imported->added.size(), 1);
        QCOMPARE(imported->repeated, 1);
        QCOMPARE(imported->unreadable, 2);
    }

    void notThere() {
        auto mine = store();
        const auto imported = mine.importFrom(path(QStringLiteral("nothing.json")));
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::FileFailed);
        QVERIFY(!mine.importFrom(m_folder->path())); // a folder
        QVERIFY(!mine.exportTo(QStringLiteral("/dev/null/x.json"), {}));
    }

    void duplicateRenameMove() {
        auto mine = store();
        const Profile original = staging();
        Profile other = Profile::make();
        other.instance = *Instance::fromTyped(QStringLiteral("other.example.invalid"));
        QVERIFY(mine.save(original));
        QVERIFY(mine.update(other));
        const auto copy = mine.duplicate(original.id);
        QVERIFY(copy);
        QVERIFY(copy->id != original.id);
        QCOMPARE(copy->name, QStringLiteral("Staging (2)"));
        QVERIFY(!copy->hasStoredSecrets()); // the keychain's are the original's
        QVERIFY(!copy->locked);
        QVERIFY(copy->instance == original.instance);
        QCOMPARE(copy->username, original.username);
        QVERIFY(copy->subject.isEmpty());
        QCOMPARE(mine.profiles()[1].id, copy->id);
        QVERIFY(*mine.lastUsed() == original);
        QVERIFY(mine.rename(copy->id, QStringLiteral("  Staging east ")));
        QCOMPARE(mine.find(copy->id)->name, QStringLiteral("Staging east"));
        QVERIFY(!mine.rename(copy->id, QStringLiteral("  ")));
        QVERIFY(mine.move(copy->id, 99));
        QCOMPARE(mine.profiles().back().id, copy->id);
        QVERIFY(mine.move(copy->id, 0));
        QCOMPARE(mine.profiles().front().id, copy->id);
        QVERIFY(!mine.duplicate(QUuid::createUuid()));
        QVERIFY(!mine.rename(QUuid::createUuid(), QStringLiteral("x")));
        QVERIFY(!mine.move(QUuid::createUuid(), 0));
        auto again = store();
        QVERIFY(again.load());
        QVERIFY(again.profiles() == mine.profiles());
    }

    void theOrganisationsAreThereOnANewDesktop_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("no file yet") << QByteArray();
        QTest::newRow("a damaged one") << QByteArray("{\"version\":");
    }

    void theOrganisationsAreThereOnANewDesktop() {
        QFETCH(QByteArray, file);
        if (!file.isEmpty()) {
            QFile damaged(path(QStringLiteral("profiles.json")));
            QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(file) == file.size());
        }
        auto mine = store();
        mine.setOrganisationProfiles({staging()});
        QCOMPARE(mine.load().has_value(), file.isEmpty());
        QCOMPARE(mine.profiles().size(), 1);
        QVERIFY(mine.profiles().front().organisation);
    }

    void theOrganisationSaysWhatAndThePersonWho() {
        auto mine = store();
        Profile given = staging();
        given.username.clear();
        given.clientSecretStored = given.signInSecretStored = given.refreshTokenStored = false;
        Profile own = Profile::make();
        own.instance = *Instance::fromTyped(QStringLiteral("own.example.invalid"));
        QVERIFY(mine.update(own));
        mine.setOrganisationProfiles({given});
        QCOMPARE(mine.profiles().size(), 2);
        QVERIFY(mine.profiles().back().organisation);
        // What belongs to the person is kept, what the organisation says cannot be changed.
        Profile used = mine.profiles().back();
        used.username = QStringLiteral("mary");
        used.refreshTokenStored = true;
        used.instance = *Instance::fromTyped(QStringLiteral("evil.example.invalid"));
        used.name = QStringLiteral("Renamed");
        QVERIFY(mine.save(used));
        QVERIFY(!mine.rename(given.id, QStringLiteral("Renamed")));
        auto again = store();
        QVERIFY(again.load());
        Profile moved = given;
        moved.name = QStringLiteral("Staging (new host)");
        again.setOrganisationProfiles({moved});
        const auto now = again.find(given.id);
        QVERIFY(now->organisation);
        QCOMPARE(now->name, moved.name);
        QVERIFY(now->instance == given.instance);
        QCOMPARE(now->username, QStringLiteral("mary"));
        QVERIFY(now->refreshTokenStored);
        QCOMPARE(again.lastUsed()->id, given.id);
        QVERIFY(again.remove(given.id));
        QVERIFY(again.find(given.id)); // stays, without the person
        QVERIFY(again.find(given.id)->username.isEmpty());
        const auto copy = again.duplicate(given.id);
        QVERIFY(copy && !copy->organisation);
        again.setOrganisationProfiles({}); // withdrawn: the person's own from now on
        QVERIFY(!again.find(given.id)->organisation);
    }

    void anotherAddressByTheOrganisationMeansNewSecrets() {
        auto mine = store();
        Profile given = staging();
        mine.setOrganisationProfiles({given});
        Profile used = *mine.find(given.id);
        used.refreshTokenStored = used.clientSecretStored = true;
        QVERIFY(mine.save(used));
        given.instance = *Instance::fromTyped(QStringLiteral("other.example.invalid"));
        mine.setOrganisationProfiles({given});
        QVERIFY(mine.find(given.id)->instance == given.instance);
        QVERIFY(!mine.find(given.id)->hasStoredSecrets());
    }

    void whatAnotherProcessWroteIsNotLost() {
        auto mine = store();
        const Profile first = staging();
        QVERIFY(mine.save(first));
        auto theirs = store();
        QVERIFY(theirs.load());
        Profile second = Profile::make();
        second.name = QStringLiteral("Second");
        second.instance = *Instance::fromTyped(QStringLiteral("second.example.invalid"));
        QVERIFY(theirs.save(second));
        QVERIFY(mine.rename(first.id, QStringLiteral("First")));
        QCOMPARE(mine.profiles().size(), 2);
        QCOMPARE(mine.lastUsed()->id, first.id); // its own
        auto again = store();
        QVERIFY(again.load());
        QCOMPARE(again.find(first.id)->name, QStringLiteral("First"));
        QVERIFY(again.find(second.id));
    }

    void aSignInElsewhereDoesNotUndoAMark() {
        auto mine = store();
        Profile inUse = staging();
        QVERIFY(mine.save(inUse));
        auto theirs = store();
        QVERIFY(theirs.load());
        QVERIFY(theirs.edit(inUse.id, [](Profile& known) {
            known.name = QStringLiteral("Renamed");
            known.colour = QStringLiteral("#aa3355");
            known.readOnly = true;
        }));
        inUse.refreshTokenStored = true; // a session that has read it before
        QVERIFY(mine.save(inUse));
        const auto now = *mine.find(inUse.id);
        QCOMPARE(now.name, QStringLiteral("Renamed"));
        QCOMPARE(now.colour, QStringLiteral("#aa3355"));
        QVERIFY(now.readOnly);
        QVERIFY(now.refreshTokenStored);
        // And the other way round.
        QVERIFY(theirs.edit(inUse.id, [](Profile& known) { known.readOnly = false; }));
        QVERIFY(theirs.find(inUse.id)->refreshTokenStored);
        QVERIFY(theirs.remove(inUse.id));
        const auto gone = mine.edit(inUse.id, [](Profile&) {});
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
    }

    void processesThatChangeAtOnceLoseNothing() {
        constexpr int writers = 3;
        constexpr int changes = 40;
        QList<QUuid> ids;
        {
            auto first = store();
            for (int i = 0; i < writers; ++i) {
                Profile profile = staging();
                profile.id = QUuid::createUuid();
                QVERIFY(first.save(profile));
                ids << profile.id;
            }
        }
        std::array<pid_t, writers> children{};
        for (int i = 0; i < writers; ++i) {
            children.at(static_cast<std::size_t>(i)) = fork();
            if (children.at(static_cast<std::size_t>(i)) != 0)
                continue;
            auto own = store();
            bool good = own.load().has_value();
            for (int change = 1; change <= changes; ++change)
                good = own.rename(ids.at(i), QStringLiteral("name %1").arg(change)).has_value() && good;
            _exit(good ? 0 : 1);
        }
        for (const pid_t child : children) {
            int status = -1;
            QCOMPARE(waitpid(child, &status, 0), child);
            QCOMPARE(status, 0);
        }
        auto again = store();
        QVERIFY(again.load());
        for (const QUuid& id : ids)
            QCOMPARE(again.find(id)->name, QStringLiteral("name %1").arg(changes));
    }
};

QTEST_GUILESS_MAIN(TestSharing)
#include "tst_session_sharing.moc"
