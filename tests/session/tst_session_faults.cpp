#include "sessiondesk.h"

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

const QByteArray query = "users/query";

/// What a person reads, as one text.
QString words(const Error& error) {
    return error.sentence + u' ' + error.advice;
}

} // namespace

// Where each row about sign-in, session, keychain and settings is provoked, and the text that a person reads checked:
// "here" is this file, else a test by its name with ctest, and its functions.
//
//  24, 25 here row24And25; app_session anEndedSessionAsksInTheWindow
//  26     here row26; session_processes oneRefreshForBoth
//  27     http_answers challengesAreOurs; the words as in row 25
//  28     here row28; http_answers answer
//  32     http_headers retryAfter; http_retry reportsALongWait, waitsAShortOne; app_patience; here rows32To35OnRefresh
//  33     here rows32To35OnRefresh; http_retry busyServer, givesUpAfterThree
//  34     session_idle fiveTimes503ThenStillSignedIn; session_refresh fiveBusyAnswersThenOne
//  35     here rows32To35OnRefresh; http_answers answer; signin_instance pageInsteadOfKeycloak
//  47     here row47; session_resume invalidGrantAsksForThePasswordOnce; keycloak26_flows 05, 07, 08
//  48     here rows48To51; signin_failures notSetUpOffersTheAccountPage; keycloak26_program 1, keycloak26_flows 06
//  49     here rows48To51; signin_failures wrongClientTellsWhereTheSecretIs; signin_clients colleagueChangedTheSecret
//  50     here rows48To51; signin_ways aSwitchedOffPasswordOffersTheBrowser; keycloak26_flows 04
//  51     here rows48To51, row51WithTheCode; keycloak26_flows 02
//  52     here row52; session_resume aLostRotationEndsInOnePrompt
//  53     here row53; tokenreaders
//  54     session_signout whateverTheServerSays, theNetworkIsGone; app_session signedOutWithoutTheServer
//  55     here row55; session_signout whileARefreshIsUnderWay, whileARotatedTokenIsBeingStored
//  56     here row56; session_refresh destroyedInEachPhase; secrets_file theStoresDeathWithJobsOpen; app_leave;
//         e2e_bad_days 5
//  57     session_idle aDayForwardOrBack; session_refresh aClockADayAheadRefreshesOnce; e2e_bad_days 6, 7
//  58     session_idle twoHoursOfSleepThenTheTokenBeforeTheCall; app_leave sleepAsksForNothing; e2e_bad_days 8
//  59     here row59; http_faults theServerIsReachedAgain
//  60     http_tls certificate; signin_instance unknownAuthority, authorityIsForThatInstanceAlone
//  61, 62 http_tls certificate
//  63     http_tls selfSigned; http_pin acceptsWhatIsPinned; signin_instance certificateIsPinnedByKeyboard
//  64     http_pin refusesEveryOtherWithBothFingerprints; signin_instance otherThanThePinnedStops
//  65     http_tls tlsToAPlainPort, plainToATlsPort; http_policy refusedBeforeAnyLookUp; signin_instance badAddresses
//  66     secrets_nobus everyCallFails; the banner: app_keychain whatCannotBeKeptIsSaidAndTriedAgain
//  67     secrets_keyring initTestCase; e2e_bad_days 1
//  68     secrets_keyring lockedItGivesNothingTakesNothingLosesNothing; app_keychain; e2e_bad_days 2
//  69     session_refresh aLockedKeychainMidSession; e2e_bad_days 3
//  70     secrets_keyring killedItIsUnavailable, backAgainItIsUsedAgain; e2e_bad_days 4
//  71     secrets_mute patienceEndsTheWaitOfAll; e2e_bad_days 5
//  72     secrets_kwallet aWriteThatWasLostIsFoundOut; a full disk: secrets_full
//  73     secrets_chunks
//  74     here row74; session_shared whatIsGarbageCountsAsAbsent; secrets_chunks
//  75     session_profiles; app_settings; app_organisation damagedSettingsAreSaidAtTheStart
//  76     app_clipboard leavesOthersTextAlone
//  77     session_processes oneRefreshForBoth; session_shared whoComesLaterTakesWhatItFinds

/// Rows of the fault matrix, by their numbers: each provoked, each with the text that a person reads.
class TestFaults : public QObject {
    Q_OBJECT

    static void send(SessionDesk& desk, http::Effect effect = http::Effect::Reads) {
        desk.send(QString::fromLatin1(query), effect);
        desk.settle();
    }

    /// A call, or a refresh before it, that fails so.
    static Error failed(SessionDesk& desk) {
        send(desk);
        return desk.results.empty() || desk.results.back() ? Error() : desk.results.back().error();
    }

private Q_SLOTS:

    void row24And25() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(query).refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.sender.expect(query).answer("{}");
        send(desk, http::Effect::Changes); // a 401 says that it was not applied
        QVERIFY(desk.results.back());
        QCOMPARE(desk.passwordNeeded->count(), 0);
        desk.sender.expect(query).refuse(401);
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-3", "refresh-3"));
        desk.sender.expect(query).refuse(401);
        const Error error = failed(desk);
        QVERIFY2(error.sentence.contains(QStringLiteral("does not accept your sign-in")), qPrintable(error.sentence));
        QVERIFY(error.advice.contains(QStringLiteral("password")));
        QCOMPARE(desk.passwordNeeded->count(), 1);
    }

    void row26() {
        SessionDesk desk;
        desk.signIn();
        for (int i = 0; i < 20; ++i)
            desk.sender.expect(query).refuse(401);
        auto& only = desk.sender.expect(refreshGrant.toUtf8());
        for (int i = 0; i < 20; ++i)
            desk.send(QString::fromLatin1(query));
        desk.settle();
        for (int i = 0; i < 20; ++i)
            desk.sender.expect(query).answer("{}");
        only.answer(tokenJson("access-2", "refresh-2"));
        desk.settle();
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(desk.results.size(), std::size_t{20});
        QVERIFY(
            std::all_of(desk.results.begin(), desk.results.end(), [](const auto& each) { return each.has_value(); }));
    }

    void row28_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("JSON") << QByteArray(R"({"error":"HTTP 403 Forbidden"})") << QByteArray("application/json");
        QTest::newRow("HTML") << QByteArray("<html>Forbidden</html>") << QByteArray("text/html");
    }

    void row28() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(query).refuse(403, body, type);
        const Error error = failed(desk);
        QCOMPARE(error.kind, ErrorKind::NotAllowed);
        QVERIFY(words(error).contains(QStringLiteral("may not do this")));
        QCOMPARE(desk.sender.count(refreshGrant), 0);
        QCOMPARE(desk.session->state(), State::SignedIn);
    }

    void rows32To35OnRefresh_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("retryAfter");
        QTest::addColumn<QString>("text");
        QTest::newRow("32") << 429 << QByteArray("text/plain") << 90 << QStringLiteral("fewer requests");
        QTest::newRow("33: 500") << 500 << QByteArray("application/json") << 0 << QStringLiteral("failed");
        QTest::newRow("33: 502") << 502 << QByteArray("text/html") << 0 << QStringLiteral("overloaded");
        QTest::newRow("34: 503") << 503 << QByteArray("text/html") << 0 << QStringLiteral("overloaded");
        QTest::newRow("35: portal") << 200 << QByteArray("text/html") << 0 << QStringLiteral("A web page answered");
    }

    void rows32To35OnRefresh() {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(int, retryAfter);
        QFETCH(QString, text);
        SessionDesk desk;
        desk.signIn();
        auto& refused = desk.sender.expect(refreshGrant.toUtf8());
        if (status == 200)
            refused.answer("<html>Welcome to the hotel</html>", 200, type);
        else
            refused.refuse(status, {}, type, retryAfter > 0 ? std::optional(retryAfter) : std::nullopt);
        desk.session->renew();
        QTRY_COMPARE(desk.renewFailed->count(), 1);
        const Error error = desk.error(*desk.renewFailed);
        QVERIFY2(words(error).contains(text), qPrintable(words(error)));
        QVERIFY2(!words(error).contains(QStringLiteral("reload")), qPrintable(words(error))); // nothing was changed
        QCOMPARE(desk.session->state(), State::SignedIn);
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        if (retryAfter > 0) {
            desk.advance(seconds(retryAfter - 1));
            QCOMPARE(desk.sender.count(refreshGrant), 1);
        }
        desk.advance(seconds(2));
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
    }

    void row47_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* description, const char* text) {
            for (const int status : {400, 401})
                QTest::addRow("%s, %d", description, status)
                    << status << QByteArray(description) << QString::fromUtf8(text);
        };
        row("Session not active", "session has ended");
        row("Offline session not active", "session has ended");
        row("Offline user session not found", "session has ended");
        row("Token is not active", "idle or open for too long");
        row("Refresh token expired", "idle or open for too long");
        row("Stale token", "used twice");
        row("Maximum allowed refresh token reuse exceeded", "Another program may share");
        row("Session doesn't have required client", "Another program may share");
        row("Invalid refresh token", "Check the client id ('api-client')");
        row("Invalid refresh token. Token client and authorized client don't match", "another client");
        row("Unmatching clients", "another client");
        row("User disabled", "account is deactivated");
        row("Unknown user", "account no longer exists");
        row("something new", "session has ended");
    }

    void row47() {
        QFETCH(int, status);
        QFETCH(QByteArray, description);
        QFETCH(QString, text);
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(refreshGrant.toUtf8()).refuse(status, oauthError("invalid_grant", description));
        desk.advance(minutes(24));
        QCOMPARE(desk.passwordNeeded->count(), 1);
        const Error why = desk.error(*desk.passwordNeeded);
        QVERIFY2(words(why).contains(text), qPrintable(words(why)));
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        desk.advance(minutes(120));
        QCOMPARE(desk.sender.count(refreshGrant), 1);
        QCOMPARE(failed(desk).kind, ErrorKind::SignInNeeded);
    }

    void rows48To51_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("48: set up") << QByteArray("invalid_grant") << QByteArray("Account is not fully set up")
                                    << Field::UserName << QStringLiteral("/auth/realms/master/account in a browser");
        QTest::newRow("48: disabled") << QByteArray("invalid_grant") << QByteArray("Account disabled")
                                      << Field::UserName << QStringLiteral("'mary' is deactivated");
        QTest::newRow("49: one word") << QByteArray("unauthorized_client") << QByteArray("Invalid client secret")
                                      << Field::ClientSecret << QStringLiteral("Client secret");
        QTest::newRow("49: the other") << QByteArray("invalid_client")
                                       << QByteArray("Invalid client or Invalid client credentials")
                                       << Field::ClientSecret << QStringLiteral("Client secret");
        QTest::newRow("50") << QByteArray("unauthorized_client")
                            << QByteArray("Client not allowed for direct access grants") << Field::Way
                            << QStringLiteral("Direct access grants");
        QTest::newRow("51") << QByteArray("invalid_grant") << QByteArray("Invalid user credentials")
                            << Field::Credentials << QStringLiteral("one-time code");
    }

    void rows48To51() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, description);
        QFETCH(Field, field);
        QFETCH(QString, text);
        for (const int status : {400, 401}) {
            SessionDesk desk;
            desk.sender.expect(passwordGrant.toUtf8()).refuse(status, oauthError(code, description));
            desk.session->signIn(desk.credentials());
            QTRY_COMPARE(desk.signInFailed->count(), 1);
            const Error error = desk.error(*desk.signInFailed);
            QVERIFY(error.field == field);
            QVERIFY2(words(error).contains(text), qPrintable(words(error)));
            desk.advance(minutes(5));
            QCOMPARE(desk.sender.requests().size(), std::size_t{1}); // never sent again by itself
        }
    }

    void row51WithTheCode() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
        auto credentials = desk.credentials();
        credentials.oneTimeCode = Secret("012345");
        desk.session->signIn(credentials);
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QVERIFY(desk.sender.requests().back().body.contains("totp=012345"));
    }

    /// The server rotated, its answer was lost: the token here is used up.
    void row52() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(refreshGrant.toUtf8()).fail(ErrorKind::OutcomeUnknown);
        desk.advance(minutes(24));
        QCOMPARE(desk.session->state(), State::SignedIn);
        desk.sender.expect(refreshGrant.toUtf8())
            .refuse(400, oauthError("invalid_grant", "Maximum allowed refresh token reuse exceeded"));
        desk.advance(seconds(2));
        QCOMPARE(desk.passwordNeeded->count(), 1);
        desk.advance(minutes(60));
        QCOMPARE(desk.sender.count(refreshGrant), 2); // no loop
    }

    void row53() {
        SessionDesk desk;
        desk.sender.expect(passwordGrant.toUtf8())
            .answer(R"({"access_token":"access-1","token_type":"mac","expires_in":60})");
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signInFailed->count(), 1);
        QVERIFY(desk.error(*desk.signInFailed).sentence.contains(QStringLiteral("mac")));
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(R"({"access_token":"access-1","token_type":"Bearer"})");
        desk.session->signIn(desk.credentials());
        QTRY_COMPARE(desk.signedIn->count(), 1);
        QCOMPARE(desk.session->mlopsToken()->lifetimeMs, minutes(1));
        QVERIFY(!desk.session->sessionEnd());
        desk.advance(minutes(10));
        QCOMPARE(desk.sender.count(refreshGrant), 0);
    }

    void row55() {
        SessionDesk desk;
        desk.signIn();
        auto& late = desk.sender.expect(refreshGrant.toUtf8());
        desk.session->renew();
        desk.settle();
        desk.sender.expect(logoutCall.toUtf8()).answer({}, 204, {});
        desk.session->signOut(true);
        late.answer(tokenJson("access-late", "refresh-late"));
        QTRY_COMPARE(desk.signedOut->count(), 1);
        QVERIFY(!desk.session->mlopsToken());
        QVERIFY(desk.store.contents.isEmpty());
    }

    void row56() {
        for (int open = 0; open < 5; ++open) {
            SessionDesk desk;
            desk.store.mute = open > 2;
            desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1"));
            desk.session->signIn(desk.credentials());
            QTRY_COMPARE(desk.session->state(), State::SignedIn);
            desk.sender.expect(query);
            desk.send(QString::fromLatin1(query));
            if (open % 2 == 1) {
                desk.sender.expect(refreshGrant.toUtf8());
                desk.session->renew();
            }
            desk.settle();
            desk.session.reset();
            desk.store.letGo();
            desk.settle();
            QVERIFY(desk.results.empty());
        }
    }

    /// The network is another one now: what a person does next works, without a new start.
    void row59() {
        SessionDesk desk;
        desk.signIn();
        desk.sender.expect(query).fail(ErrorKind::HostNotFound);
        const Error error = failed(desk);
        QVERIFY(words(error).contains(QStringLiteral("VPN")));
        QCOMPARE(desk.session->state(), State::SignedIn);
        desk.sender.expect(query).answer("{}");
        send(desk);
        QVERIFY(desk.results.back());
    }

    void row74() {
        auto profile = testProfile();
        profile.clientSecretStored = profile.refreshTokenStored = true;
        SessionDesk desk(profile);
        desk.store.put(profile.id, Kind::ClientSecret, "canary-client-1");
        desk.store.put(profile.id, Kind::RefreshToken, QByteArray("\x00\xff garbage \x01", 12));
        desk.sender.expect(refreshGrant.toUtf8()).refuse(400, oauthError("invalid_grant", "Invalid refresh token"));
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        const Error why = desk.error(*desk.passwordNeeded);
        QVERIFY2(words(why).contains(QStringLiteral("belongs to another client or another Keycloak")),
                 qPrintable(words(why)));
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_session_faults.moc"
