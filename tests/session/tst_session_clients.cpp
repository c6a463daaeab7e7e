#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

QByteArray basic(const QByteArray& id, const QByteArray& secret) {
    return "Basic " + (id + ':' + secret).toBase64();
}

void refuseSecret(SessionDesk& desk, const QString& call, int status = 401) {
    desk.sender.expect(call.toUtf8())
        .refuse(status, oauthError("unauthorized_client", "Invalid client or Invalid client credentials"));
}

} // namespace

/// Two clients with a secret each, and a secret that is changed while somebody is signed in.
class TestClients : public QObject {
    Q_OBJECT

    static Profile twoClients() {
        auto profile = testProfile();
        profile.clientId = QStringLiteral("sign-in-client");
        profile.inferenceClientId = QStringLiteral("token-client");
        return profile;
    }

private Q_SLOTS:

    void eachHasItsOwnSecret() {
        SessionDesk desk(twoClients());
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        auto credentials = desk.credentials();
        credentials.inferenceSecret = Secret("canary-inference-1");
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.sender.requests().back().authorization, basic("sign-in-client", "canary-client-1"));
        desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}));
        desk.session->fetchInferenceToken();
        QTRY_VERIFY(desk.session->inferenceToken());
        QCOMPARE(desk.sender.requests().back().authorization, basic("token-client", "canary-inference-1"));
        desk.settle();
        QCOMPARE(desk.stored(Kind::SignInSecret), "canary-client-1");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-inference-1");
        QVERIFY(desk.session->profile().signInSecretStored);
        QVERIFY(desk.session->profile().clientSecretStored);
    }

    void aMissingInferenceSecretLeavesTheRestAlone() {
        SessionDesk desk(twoClients());
        desk.signIn();
        QVERIFY(!desk.session->hasClientSecret());
        desk.session->fetchInferenceToken();
        QTRY_COMPARE(desk.inferenceFailed->count(), 1);
        const Error error = desk.error(*desk.inferenceFailed);
        QCOMPARE(error.field, Field::InferenceSecret);
        QVERIFY(error.sentence.contains(QStringLiteral("token-client")));
        QCOMPARE(desk.session->state(), State::SignedIn);
        refuseSecret(desk, clientGrant);
        desk.session->fetchInferenceToken(Secret("canary-wrong"));
        QTRY_COMPARE(desk.inferenceFailed->count(), 2);
        QCOMPARE(desk.kind(*desk.inferenceFailed), ErrorKind::WrongClient);
        QCOMPARE(desk.error(*desk.inferenceFailed).field, Field::InferenceSecret);
        QVERIFY(!desk.session->hasClientSecret()); // a wrong one is not kept
        desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}));
        desk.session->fetchInferenceToken(Secret("canary-inference-1"));
        QTRY_VERIFY(desk.session->inferenceToken());
        desk.settle();
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-inference-1");
        QCOMPARE(desk.stored(Kind::SignInSecret), "canary-client-1");
    }

    void theNextStartReadsBoth() {
        auto profile = twoClients();
        profile.signInSecretStored = profile.clientSecretStored = profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::SignInSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::ClientSecret, "canary-inference-1");
        desk.store.put(profile.id, Kind::RefreshToken, "kept-1");
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.session->resume();
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.sender.requests().back().authorization, basic("sign-in-client", "canary-client-1"));
        QVERIFY(desk.session->hasClientSecret());
        desk.sender.expect(clientGrant.toUtf8()).answer(tokenJson("inference-1", {}));
        desk.session->fetchInferenceToken();
        QTRY_VERIFY(desk.session->inferenceToken());
        QCOMPARE(desk.sender.requests().back().authorization, basic("token-client", "canary-inference-1"));
    }

    void aPublicClientSignsInWithoutASecret() {
        auto profile = twoClients();
        profile.clientId = publicClientId();
        SessionDesk desk(profile);
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        auto credentials = desk.credentials();
        credentials.clientSecret.clear();
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QVERIFY(desk.sender.requests().back().authorization.isEmpty());
        QVERIFY(desk.sender.requests().back().body.contains("client_id=sdk-client"));
        desk.settle();
        QVERIFY(!desk.session->profile().signInSecretStored);
    }

    void aChangedSecretAsksForThatAlone_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        for (const int status : {400, 401}) {
            for (const char* code : {"unauthorized_client", "invalid_client"})
                QTest::addRow("%d %s", status, code) << status << QByteArray(code);
        }
    }

    void aChangedSecretAsksForThatAlone() {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(refreshGrant.toUtf8())
            .refuse(status, oauthError(code, "Invalid client or Invalid client credentials"));
        desk.advance(minutes(24));
        QCOMPARE(desk.secretNeeded->count(), 1);
        const Error why = desk.error(*desk.secretNeeded);
        QCOMPARE(why.field, Field::ClientSecret);
        QVERIFY(why.sentence.contains(QStringLiteral("api-client")));
        QVERIFY(why.advice.contains(QStringLiteral("stay signed in")));
        QCOMPARE(desk.session->state(), State::SecretNeeded);
        QCOMPARE(desk.passwordNeeded->count(), 0);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1"); // kept everywhere
        desk.advance(minutes(2));
        QCOMPARE(desk.sender.count(refreshGrant), 1); // and not tried again with a secret that is wrong

        // What is still good is used; what needs a refresh says why not.
        desk.sender.expect("users/query").answer("{}");
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QVERIFY(desk.results.back());
        desk.advance(minutes(40));
        desk.send(QStringLiteral("users/query"));
        desk.settle();
        QCOMPARE(desk.results.back().error().kind, ErrorKind::WrongClient);
        QCOMPARE(desk.results.back().error().field, Field::ClientSecret);
    }

    void theNewSecretGoesOnWithTheSession() {
        SessionDesk desk;
        desk.signIn();
        refuseSecret(desk, refreshGrant);
        desk.session->renew();
        QTRY_COMPARE(desk.secretNeeded->count(), 1);
        refuseSecret(desk, refreshGrant);
        desk.session->giveClientSecret(Secret("canary-wrong-too"));
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QCOMPARE(desk.error(*desk.signInFailed).field, Field::ClientSecret);
        QCOMPARE(desk.session->state(), State::SecretNeeded);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->giveClientSecret(Secret("canary-client-2"));
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        desk.settle();
        QCOMPARE(desk.lastRefreshToken(), "refresh-1"); // it was not lost
        QCOMPARE(desk.sender.requests().back().authorization, basic("api-client", "canary-client-2"));
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-2");
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
        QCOMPARE(desk.sender.count(passwordGrant), 1);
    }

    void nothingIsRefreshedBesideIt() {
        SessionDesk desk;
        desk.signIn();
        refuseSecret(desk, refreshGrant);
        desk.session->renew();
        QTRY_COMPARE(desk.secretNeeded->count(), 1);
        auto& open = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->giveClientSecret(Secret("canary-client-2"));
        desk.clock.advance(minutes(61)); // a call would want a refresh, with the same token
        desk.send(QStringLiteral("users/query"));
        desk.session->renew();
        desk.settle();
        QCOMPARE(desk.sender.count(refreshGrant), 2);
        QCOMPARE(desk.results.back().error().kind, ErrorKind::WrongClient);
        open.answer(tokenJson("access-2", "refresh-2"));
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
    }

    void alsoAtAStart() {
        auto profile = testProfile();
        profile.clientSecretStored = profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::RefreshToken, "kept-1");
        refuseSecret(desk, refreshGrant);
        desk.session->resume();
        QTRY_COMPARE(desk.secretNeeded->count(), 1);
        QCOMPARE(desk.session->state(), State::SecretNeeded);
        QCOMPARE(desk.stored(Kind::RefreshToken), "kept-1");
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "kept-2"));
        desk.session->giveClientSecret(Secret("canary-client-2"));
        QTRY_COMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.lastRefreshToken(), "kept-1");
    }

    void aSessionThatEndedMeanwhileAsksForThePassword() {
        SessionDesk desk;
        desk.signIn();
        refuseSecret(desk, refreshGrant);
        desk.session->renew();
        QTRY_COMPARE(desk.secretNeeded->count(), 1);
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Session not active"));
        desk.session->giveClientSecret(Secret("canary-client-2"));
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        QCOMPARE(desk.session->state(), State::PasswordNeeded);
    }
};

QTEST_GUILESS_MAIN(TestClients)
#include "tst_session_clients.moc"
