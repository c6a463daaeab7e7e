#include "session/profile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace wallaroo;
using namespace wallaroo::session;

namespace {

Profile fullProfile() {
    auto profile = Profile::make();
    profile.name = QStringLiteral("Pröd – “east”");
    profile.instance = {QUrl(QStringLiteral("https://api.example.invalid:8443")),
                        QUrl(QStringLiteral("https://keycloak.example.invalid/auth"))};
    profile.typedInstance = QStringLiteral("https://api.example.invalid:8443/some/page?x=1");
    profile.clientId = QStringLiteral("another-client");
    profile.username = QStringLiteral("mary@example.invalid");
    profile.way = Way::InferenceOnly;
    profile.authoritiesPem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    profile.remember = false;
    profile.clientSecretStored = true;
    profile.refreshTokenStored = true;
    profile.signInSecretStored = true;
    profile.accessTokenStored = true;
    profile.perhapsStored = {secrets::Kind::SignInSecret, secrets::Kind::AccessToken};
    profile.colour = QStringLiteral("#1a2b3c");
    profile.readOnly = true;
    profile.inferenceClientId = QStringLiteral("token-client");
    profile.staySignedIn = true;
    profile.locked = true;
    profile.acceptedIssuer = QStringLiteral("https://public.invalid/auth/realms/master");
    profile.pinnedPem = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
    profile.keychain = QStringLiteral("KWallet");
    return profile;
}

} // namespace

class TestProfiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    [[nodiscard]] QByteArray content(const QString& suffix = {}) const {
        QFile file(m_path + suffix);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void put(const QByteArray& bytes) const {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("deeper/profiles.json"));
    }

    void nothingThereIsNoError() {
        ProfileStore store(m_path);
        QVERIFY(store.load());
        QVERIFY(store.profiles().isEmpty());
        QVERIFY(!store.lastUsed());
        QVERIFY(!QFile::exists(m_path));
    }

    void everyMemberComesBack() {
        const Profile first = fullProfile();
        Profile second = Profile::make();
        second.instance = *Instance::fromTyped(QStringLiteral("http://127.0.0.1:8080"));
        {
            ProfileStore store(m_path);
            QVERIFY(store.save(second));
            QVERIFY(store.save(first));
        }
        ProfileStore store(m_path);
        QVERIFY(store.load());
        QCOMPARE(store.profiles().size(), 2);
        QVERIFY(store.profiles()[0] == second);
        QVERIFY(store.profiles()[1] == first);
        QVERIFY(*store.lastUsed() == first);
        QVERIFY(store.save(second));
        QCOMPARE(store.profiles().size(), 2);
        QVERIFY(*store.lastUsed() == second);
    }

    /// As the first version of this program wrote it.
    void anOlderFileKeepsItsProfiles() {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QByteArray json = "{'version':1,'lastUsed':'0b0b7c1e-58a4-4a44-9a3b-3f1f7a5d2f11','profiles':[{"
                          "'id':'0b0b7c1e-58a4-4a44-9a3b-3f1f7a5d2f11','name':'','api':'https://one.example.invalid',"
                          "'auth':'https://one.example.invalid/auth','typedInstance':'one.example.invalid',"
                          "'clientId':'api-client','username':'mary','way':'password','authorities':'',"
                          "'remember':true,'clientSecretStored':true,'refreshTokenStored':true}]}";
        put(json.replace("'", "\""));
        ProfileStore store(m_path);
        QVERIFY(store.load());
        const auto profile = store.lastUsed();
        QVERIFY(profile);
        QCOMPARE(profile->title(), QStringLiteral("one.example.invalid"));
        QVERIFY(profile->way == Way::Password);
        QVERIFY(profile->hasOneClient());
        QVERIFY(profile->hasStoredSignInSecret());
        QVERIFY(!profile->locked && !profile->readOnly && !profile->staySignedIn && !profile->organisation);
        QVERIFY(profile->colour.isEmpty());
    }

    void everyWayComesBack() {
        for (const Way way : {Way::Password, Way::DeviceBrowser, Way::DeviceCode, Way::InferenceOnly}) {
            Profile profile = fullProfile();
            profile.way = way;
            ProfileStore store(m_path);
            QVERIFY(store.save(profile));
            ProfileStore again(m_path);
            QVERIFY(again.load());
            QVERIFY(again.lastUsed()->way == way);
        }
        QByteArray json = content();
        QVERIFY(json.contains("\"inference\""));
        put(json.replace("\"inference\"", "\"telepathy\"").replace("#1a2b3c", "url(x)"));
        ProfileStore again(m_path);
        QVERIFY(again.load());
        QVERIFY(again.lastUsed()->way == Way::Password); // of a newer program: asked for again
        QVERIFY(again.lastUsed()->colour.isEmpty());
    }

    void aNewerFileSaysSo() {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        put(R"({"version": 7, "profiles": []})");
        ProfileStore store(m_path);
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QVERIFY(loaded.error().sentence.contains(QStringLiteral("newer version")));
    }

    /// Whichever client it is of, and also while the keychain has not said what became of it.
    void aSecretThatIsKeptCanBeForgotten() {
        auto profile = Profile::make();
        profile.refreshTokenStored = true;
        profile.perhapsStored = {secrets::Kind::RefreshToken, secrets::Kind::AccessToken};
        QVERIFY(!profile.mayKeepClientSecret());
        for (bool Profile::*stored : {&Profile::clientSecretStored, &Profile::signInSecretStored}) {
            auto kept = profile;
            kept.*stored = true;
            QVERIFY(kept.mayKeepClientSecret());
        }
        for (const auto kind : {secrets::Kind::ClientSecret, secrets::Kind::SignInSecret}) {
            auto perhaps = profile;
            perhaps.perhapsStored.insert(kind);
            QVERIFY(perhaps.mayKeepClientSecret());
        }
    }

    void replacesById() {
        Profile profile = fullProfile();
        ProfileStore store(m_path);
        QVERIFY(store.save(profile));
        profile.username = QStringLiteral("john");
        QVERIFY(store.save(profile));
        QCOMPARE(store.profiles().size(), 1);
        QCOMPARE(store.lastUsed()->username, QStringLiteral("john"));
        QVERIFY(store.remove(profile.id));
        QVERIFY(store.profiles().isEmpty());
        QVERIFY(!store.lastUsed());
        ProfileStore again(m_path);
        QVERIFY(again.load());
        QVERIFY(again.profiles().isEmpty());
    }

    void onlyItsOwnerMayRead() {
        ProfileStore store(m_path);
        QVERIFY(store.save(fullProfile()));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_path) & others));
        QVERIFY(QFile::setPermissions(m_path, QFile::permissions(m_path) | others));
        QVERIFY(store.save(fullProfile()));
        QVERIFY(!(QFile::permissions(m_path) & others));
        QCOMPARE(QDir(QFileInfo(m_path).path()).entryList(QDir::Files), QStringList{QStringLiteral("profiles.json")});
    }

    void unknownMembersAreIgnored() {
        const Profile profile = fullProfile();
        ProfileStore store(m_path);
        QVERIFY(store.save(profile));
        QByteArray json = content();
        QVERIFY(json.contains("\"version\": 1"));
        json.replace("\"version\": 1", "\"version\": 1, \"theme\": {\"dark\": true}");
        json.replace("\"remember\"", "\"flavour\": \"sweet\", \"remember\"");
        put(json);
        ProfileStore again(m_path);
        QVERIFY(again.load());
        QVERIFY(*again.lastUsed() == profile);
    }

    void unreadableIsKeptBeside_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("\x00\xff\x80\x01garbage\x00", 12);
        QTest::newRow("truncated") << QByteArray("{\"version\": 1, \"profiles\": [{\"id\": \"");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("a newer version") << QByteArray("{\"version\": 2, \"profiles\": []}");
        QTest::newRow("no version") << QByteArray("{\"profiles\": []}");
        QTest::newRow("profiles of another type") << QByteArray("{\"version\": 1, \"profiles\": {}}");
        QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, ' ');
        QTest::newRow("deep") << QByteArray(100'000, '[');
    }

    void unreadableIsKeptBeside() {
        QFETCH(QByteArray, bytes);
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        put(bytes);
        ProfileStore store(m_path);
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::FileFailed);
        QVERIFY(loaded.error().sentence.contains(m_path));
        QVERIFY(loaded.error().advice.contains(QStringLiteral("profiles.json.unreadable")));
        QVERIFY(store.profiles().isEmpty());
        QVERIFY(content(QStringLiteral(".unreadable")) == bytes);
        // Works on, and the next start is without a fault.
        QVERIFY(store.save(fullProfile()));
        ProfileStore again(m_path);
        QVERIFY(again.load());
        QCOMPARE(again.profiles().size(), 1);
        QVERIFY(content(QStringLiteral(".unreadable")) == bytes);
    }

    void oneBadProfileLeavesTheOthers_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("plain http") << QByteArray("\"https://api.example.invalid:8443\"")
                                    << QByteArray("\"http://api.example.invalid\"");
        QTest::newRow("user info") << QByteArray("\"https://api.example.invalid:8443\"")
                                   << QByteArray("\"https://good@evil.invalid\"");
        QTest::newRow("no address") << QByteArray("\"https://keycloak.example.invalid/auth\"") << QByteArray("17");
    }

    void oneBadProfileLeavesTheOthers() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        Profile good = Profile::make();
        good.instance = *Instance::fromTyped(QStringLiteral("good.example.invalid"));
        ProfileStore store(m_path);
        QVERIFY(store.save(fullProfile()));
        QVERIFY(store.save(good));
        QByteArray json = content();
        QCOMPARE(json.count(from), 1);
        put(json.replace(from, to));
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(store.profiles().size(), 1);
        QVERIFY(*store.lastUsed() == good);
        QVERIFY(content(QStringLiteral(".unreadable")) == json);
    }

    void twinsAreOne() {
        const Profile profile = fullProfile();
        ProfileStore store(m_path);
        QVERIFY(store.save(profile));
        auto document = QJsonDocument::fromJson(content()).object();
        auto profiles = document[QStringLiteral("profiles")].toArray();
        profiles.append(profiles[0]);
        document[QStringLiteral("profiles")] = profiles;
        put(QJsonDocument(document).toJson());
        QVERIFY(!store.load());
        QCOMPARE(store.profiles().size(), 1);
    }

    void aFolderThatCannotBeWritten() {
        ProfileStore store(m_folder->filePath(QStringLiteral("file/profiles.json")));
        QFile inTheWay(m_folder->filePath(QStringLiteral("file"))); // also root cannot write below a file
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto saved = store.save(fullProfile());
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::FileFailed);
        QVERIFY(!saved.error().sentence.isEmpty());
        QVERIFY(saved.error().advice.contains(QStringLiteral("this session")));
        QCOMPARE(store.profiles().size(), 1); // usable all the same
    }

    void aReadOnlyFolder() {
        if (::geteuid() == 0)
            QSKIP("root writes everywhere");
        ProfileStore store(m_path);
        QVERIFY(store.save(fullProfile()));
        const QByteArray before = content();
        const QString folder = QFileInfo(m_path).path();
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        const auto saved = store.save(Profile::make());
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(!saved);
        QCOMPARE(content(), before);
    }

    void aFullDisk() {
        ProfileStore store(m_path);
        QVERIFY(store.save(fullProfile()));
        const QByteArray before = content();
        // A limit on this process alone behaves like a disk without room.
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
        rlimit small = limit;
        small.rlim_cur = 64;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto saved = store.save(Profile::make());
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
        std::signal(SIGXFSZ, ignored);
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::FileFailed);
        QCOMPARE(content(), before);
    }

    void somethingElseInItsPlace_data() {
        QTest::addColumn<bool>("pipe");
        QTest::newRow("folder") << false;
        QTest::newRow("pipe, which would be read for ever") << true;
    }

    void somethingElseInItsPlace() {
        QFETCH(bool, pipe);
        const QString folder = QFileInfo(m_path).path();
        QVERIFY(QDir().mkpath(folder));
        if (pipe)
            QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        else
            QVERIFY(QDir().mkpath(m_path));
        ProfileStore store(m_path);
        const auto loaded = store.load();
        QVERIFY(!loaded);
        QVERIFY(loaded.error().sentence.contains(m_path));
        QVERIFY(!store.save(fullProfile()));
        QVERIFY(QFileInfo::exists(m_path));
        QVERIFY(!QFileInfo(m_path).isFile());
        QVERIFY(!QFileInfo::exists(m_path + QStringLiteral(".unreadable")));
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_session_profiles.moc"
