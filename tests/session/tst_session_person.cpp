#include "session/usertokens.h"
#include "sessiondesk.h"

#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

/// A token as Keycloak makes them: of this person and this sign-in.
QByteArray tokenOf(const QByteArray& name, const QByteArray& sign = "1") {
    return jsonWebToken(R"({"sub":"id-of-)" + name + R"(","preferred_username":")" + name + R"(","sid":"s-)" + sign
                        + R"("})");
}

QByteArray answerOf(const QByteArray& name, const QByteArray& sign = "1") {
    return tokenJson(tokenOf(name, sign), tokenOf(name, sign + "-kept"));
}

Profile profileOf(const QString& name, const QString& subject = {}) {
    auto profile = testProfile();
    profile.username = name;
    profile.subject = subject;
    return profile;
}

struct Desk : SessionDesk {
    explicit Desk(const Profile& profile = profileOf(QStringLiteral("ana"))) : SessionDesk(profile) {
        session->setLockFolder(folder.path());
    }

    void signInAs(const QByteArray& name) {
        sender.expect(passwordGrant.toUtf8()).answer(answerOf(name));
        auto typed = credentials();
        typed.username = QString::fromUtf8(name);
        session->signIn(typed);
        QTRY_COMPARE(session->state(), State::SignedIn);
        settle();
    }

    void approveAs(const QByteArray& name, Way way = Way::DeviceCode) {
        sender.expect(deviceStart.toUtf8())
            .answer(R"({"device_code":"canary-device","user_code":"ABCD","expires_in":600,"interval":5,)"
                    R"("verification_uri":"https://fake.invalid/auth/device"})");
        sender.expect(devicePoll.toUtf8()).answer(answerOf(name, "9"));
        session->signInWithDevice({way, Secret("canary-client-1"), {}, true});
        settle();
        advance(seconds(5));
    }

    QTemporaryDir folder;
};

} // namespace

/// One window, one person (rule 44): whoever signs in elsewhere, or approves a code, is not taken for that one.
class TestPerson : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void anothersTokenInTheKeychainIsNotUsed() {
        Desk desk;
        desk.signInAs("ana");
        desk.store.put(desk.session->profile().id, Kind::RefreshToken, tokenOf("bob", "2-kept")); // another process
        const QStringList before = desk.store.log;
        desk.session->renew();
        desk.settle();
        QCOMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::OtherPerson);
        QVERIFY(desk.error(*desk.passwordNeeded).sentence.contains(QStringLiteral("ana")));
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
        QVERIFY(!desk.session->mlopsToken());
        QCOMPARE(desk.sender.count(refreshGrant), 0); // it would have spent bob's token
        QCOMPARE(desk.stored(Kind::RefreshToken), tokenOf("bob", "2-kept"));
        QVERIFY(desk.store.log.mid(before.size()).filter(QStringLiteral("read")).size()
                == desk.store.log.size() - before.size());
        // Nor by [Try again] of the keychain.
        desk.session->retryKeychain();
        desk.settle();
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
        QVERIFY(!desk.session->mlopsToken());
        QCOMPARE(desk.passwordNeeded->count(), 2);
        QCOMPARE(desk.sender.count(refreshGrant), 0);
    }

    void anothersAnswerIsNotUsedEither_data() {
        QTest::addColumn<bool>("shared");
        QTest::newRow("asked for") << false;
        QTest::newRow("as the other process got it") << true;
    }

    void anothersAnswerIsNotUsedEither() {
        QFETCH(bool, shared);
        Desk desk;
        desk.signInAs("ana");
        const QUuid id = desk.session->profile().id;
        desk.store.put(id, Kind::RefreshToken, "cannot-be-read");
        const TokenAnswer theirs{Secret(tokenOf("bob")), {}, minutes(60), minutes(30)};
        desk.store.put(id, Kind::AccessToken,
                       shared ? packedTokens(theirs, desk.clock).reveal().toByteArray() : QByteArray("none"));
        if (!shared)
            desk.sender.expect(refreshGrant.toUtf8()).answer(answerOf("bob", "2"));
        desk.session->renew();
        desk.settle();
        QCOMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.kind(*desk.passwordNeeded), ErrorKind::OtherPerson);
        QCOMPARE(desk.session->facts().username, QStringLiteral("ana"));
        QCOMPARE(desk.stored(Kind::RefreshToken), "cannot-be-read");
        // Ana goes on where she was.
        desk.clock.advance(seconds(2));
        desk.signInAs("ana");
        QCOMPARE(desk.stored(Kind::RefreshToken), tokenOf("ana", "1-kept"));
    }

    void aLockWaitsForItsPerson_data() {
        QTest::addColumn<QString>("subject");
        QTest::newRow("kept") << QStringLiteral("id-of-ana");
        QTest::newRow("by the name, of an older version") << QString();
    }

    void aLockWaitsForItsPerson() {
        QFETCH(QString, subject);
        auto profile = profileOf(QStringLiteral("ana"), subject);
        profile.locked = true;
        Desk desk(profile); // as after a restart: nothing is known but the profile
        desk.session->resume();
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.approveAs("bob");
        QCOMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.kind(*desk.signInFailed), ErrorKind::OtherPerson);
        QVERIFY(desk.error(*desk.signInFailed).sentence.contains(QStringLiteral("ana")));
        QCOMPARE(desk.session->state(), State::Locked);
        QVERIFY(desk.session->profile().locked);
        QCOMPARE(desk.session->profile().username, QStringLiteral("ana"));
        desk.settle();
        QCOMPARE(desk.lastRefreshToken(), tokenOf("bob", "9-kept")); // ended at the server
        desk.approveAs("ana");
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->profile().subject, QStringLiteral("id-of-ana"));
    }

    void thePasswordOpensALockOfAnOlderVersion() {
        auto profile = profileOf(QStringLiteral("ana@example.invalid")); // typed so
        profile.locked = true;
        Desk desk(profile);
        desk.session->resume();
        desk.sender.expect(passwordGrant.toUtf8()).answer(answerOf("ana"));
        auto typed = desk.credentials();
        typed.username = profile.username;
        desk.session->signIn(typed);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->profile().username, QStringLiteral("ana@example.invalid"));
    }

    void aDeviceSignInNamesWhoApproved() {
        Desk desk; // of ana, and bob takes the code
        desk.approveAs("bob");
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->profile().username, QStringLiteral("bob"));
        QCOMPARE(desk.session->profile().subject, QStringLiteral("id-of-bob"));
    }

    void theSessionBeforeIsEndedAtTheServer_data() {
        QTest::addColumn<int>("before");
        QTest::newRow("locked") << 0;
        QTest::newRow("locked, after a restart") << 1;
        QTest::newRow("asked again") << 2;
    }

    void theSessionBeforeIsEndedAtTheServer() {
        QFETCH(int, before);
        auto profile = profileOf(QStringLiteral("ana"), QStringLiteral("id-of-ana"));
        profile.locked = profile.clientSecretStored = profile.refreshTokenStored = before == 1;
        Desk desk(profile);
        if (before == 1) {
            desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
            desk.store.put(profile.id, Kind::RefreshToken, tokenOf("ana", "1-kept"));
            desk.session->resume();
        } else {
            desk.signInAs("ana");
        }
        if (before == 0)
            desk.session->lock();
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(answerOf("ana", "2"));
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.store.mute = true; // not before the new one is in the keychain
        auto typed = desk.credentials();
        typed.username = QStringLiteral("ana");
        desk.session->signIn(typed);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QCOMPARE(desk.sender.count(logoutCall), 0);
        desk.store.letGo();
        desk.settle();
        QCOMPARE(desk.sender.count(logoutCall), 1);
        QCOMPARE(desk.lastRefreshToken(), tokenOf("ana", "1-kept"));
        QVERIFY(!desk.sender.requests().back().authorization.isEmpty());
        QCOMPARE(desk.stored(Kind::RefreshToken), tokenOf("ana", "2-kept"));
        QCOMPARE(desk.session->state(), State::SignedIn);
    }

    void whatIsInUseElsewhereIsLeftAlone_data() {
        QTest::addColumn<QByteArray>("inKeychain");
        QTest::newRow("gone on with by another process") << tokenOf("ana", "3-kept");
        QTest::newRow("another person's") << tokenOf("bob", "3-kept");
        QTest::newRow("cannot be read") << QByteArray("opaque");
    }

    void whatIsInUseElsewhereIsLeftAlone() {
        QFETCH(QByteArray, inKeychain);
        Desk desk;
        desk.signInAs("ana");
        desk.store.put(desk.session->profile().id, Kind::RefreshToken, inKeychain);
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(answerOf("ana", "2"));
        auto typed = desk.credentials();
        typed.username = QStringLiteral("ana");
        desk.session->signIn(typed);
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QCOMPARE(desk.sender.count(logoutCall), 0);
        QCOMPARE(desk.stored(Kind::RefreshToken), tokenOf("ana", "2-kept"));
    }

    /// While the password is asked for, another process on the profile signs in.
    void whoSignedInElsewhere_data() {
        QTest::addColumn<QByteArray>("inKeychain");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("the same person") << tokenOf("ana", "3-kept") << true;
        QTest::newRow("another person") << tokenOf("bob", "3-kept") << false;
        QTest::newRow("cannot be read") << QByteArray("opaque") << false;
        QTest::newRow("nobody") << QByteArray() << false;
    }

    void whoSignedInElsewhere() {
        QFETCH(QByteArray, inKeychain);
        QFETCH(bool, goesOn);
        Desk desk;
        desk.signInAs("ana");
        desk.session->lookElsewhere(); // not asked for anything: not looked for
        QVERIFY(!desk.store.log.contains(QStringLiteral("read refresh")));
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Session not active"));
        desk.session->renew();
        QTRY_COMPARE(desk.session->state(), State::PasswordNeeded);
        desk.settle();
        if (!inKeychain.isEmpty())
            desk.store.put(desk.session->profile().id, Kind::RefreshToken, inKeychain);
        if (goesOn)
            desk.sender.expect(refreshGrant.toUtf8()).answer(answerOf("ana", "3"));
        desk.session->lookElsewhere();
        desk.settle();
        desk.advance(200);
        QCOMPARE(desk.session->state(), goesOn ? State::SignedIn : State::PasswordNeeded);
        QCOMPARE(desk.session->profile().refreshTokenStored, goesOn);
        QCOMPARE(desk.sender.count(refreshGrant), goesOn ? 2 : 1);
    }

    void aLockLooksNowhere() {
        Desk desk;
        desk.signInAs("ana");
        desk.session->lock();
        desk.settle();
        desk.store.log.clear();
        desk.session->lookElsewhere();
        desk.settle();
        QVERIFY(desk.store.log.isEmpty());
        QCOMPARE(desk.session->state(), State::Locked);
    }

    void whatTheKeychainHoldsNamesItsPerson() {
        auto profile = profileOf(QStringLiteral("ana"), QStringLiteral("id-of-ana"));
        profile.clientSecretStored = profile.refreshTokenStored = true;
        Desk desk(profile); // a start: there is no table of anybody
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::RefreshToken, "kept-1");
        desk.sender.expect(refreshGrant.toUtf8()).answer(answerOf("bob"));
        desk.session->resume();
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.session->profile().username, QStringLiteral("bob"));
        QCOMPARE(desk.session->facts().username, QStringLiteral("bob"));
    }
};

QTEST_GUILESS_MAIN(TestPerson)
#include "tst_session_person.moc"
