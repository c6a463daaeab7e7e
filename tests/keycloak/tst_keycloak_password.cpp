// The program's sign-in by password against a real Keycloak: each refusal, the session's life, its ends.

#include "keycloakdesk.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::test {

using session::State;

class TestKeycloakPassword : public QObject {
    Q_OBJECT

    Server m_server;
    const QString m_api = u"api-client"_s;
    const QString m_sdk = session::publicClientId();

private Q_SLOTS:

    void signsInAndOut();
    void refusals_data();
    void refusals();
    void oneTimeCode();
    void lockedOut();
    void restarts();
    void endsAtItsEnd();
    void endedByAnAdministrator();
    void disabledMeanwhile();
    void rotation();
    void everywhere();
    void offline();
    void inference();
    void inferenceRefusals_data();
    void inferenceRefusals();
};

void TestKeycloakPassword::signsInAndOut() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    desk.signIn();
    QVERIFY(desk.session->mlopsToken());
    QVERIFY(desk.session->mlopsToken()->lifetimeMs >= 3'590'000);
    const auto facts = desk.session->facts();
    QCOMPARE(facts.username, person);
    QVERIFY(facts.realmRoles.contains(u"default-roles-master"_s));
    QVERIFY(facts.sessionEnd);
    QCOMPARE(Server::sessions(person), QStringList{facts.sessionId});

    const auto offered = desk.session->discovery();
    QVERIFY(offered && offered->deviceOffered && offered->passwordOffered && offered->issuerMatches);

    QSignalSpy out(desk.session.get(), &session::Session::signedOut);
    desk.session->signOut(true);
    QTRY_COMPARE_WITH_TIMEOUT(out.count(), 1, patience);
    QCOMPARE(out.first().first().value<session::ServerEnd>(), session::ServerEnd::Ended);
    QCOMPARE(Server::sessions(person), QStringList());
}

void TestKeycloakPassword::refusals_data() {
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<ErrorKind>("error");
    QTest::addColumn<Field>("field");
    const auto row = [](const char* name, const char* client, const char* kind, const char* wrong, ErrorKind error,
                        Field field) {
        QTest::newRow(name) << QString::fromLatin1(client) << QString::fromLatin1(kind) << QString::fromLatin1(wrong)
                            << error << field;
    };
    row("secret", "api-client", "user", "secret", ErrorKind::WrongClient, Field::ClientSecret);
    row("no secret", "api-client", "user", "no secret", ErrorKind::SignInNeeded, Field::ClientSecret);
    row("client", "nobody", "user", "", ErrorKind::WrongClient, Field::ClientSecret);
    row("client that is off", "disabled-client", "user", "", ErrorKind::WrongClient, Field::ClientSecret);
    row("user", "api-client", "user", "user", ErrorKind::WrongCredentials, Field::Credentials);
    row("password", "api-client", "user", "password", ErrorKind::WrongCredentials, Field::Credentials);
    row("disabled", "api-client", "disabled", "", ErrorKind::AccountDisabled, Field::UserName);
    row("disabled, wrong password", "api-client", "disabled", "password", ErrorKind::AccountDisabled, Field::UserName);
    row("required action", "api-client", "temporary", "", ErrorKind::AccountNotSetUp, Field::UserName);
    row("code missing", "api-client", "one-time-code", "", ErrorKind::WrongCredentials, Field::Credentials);
    row("code", "api-client", "one-time-code", "code", ErrorKind::WrongCredentials, Field::Credentials);
    row("direct grants off", "browser-only-client", "user", "", ErrorKind::GrantNotAllowed, Field::Way);
    row("consent wanted", "consent-client", "user", "", ErrorKind::GrantNotAllowed, Field::Way);
}

void TestKeycloakPassword::refusals() {
    QFETCH(const QString, client);
    QFETCH(const QString, kind);
    QFETCH(const QString, wrong);
    QFETCH(const ErrorKind, error);
    QFETCH(const Field, field);
    KeycloakDesk desk(m_server, client, m_server.person(kind));
    auto typed = desk.credentials();
    if (wrong == "secret"_L1)
        typed.clientSecret = Secret("canary-wrong");
    else if (wrong == "no secret"_L1)
        typed.clientSecret = {};
    else if (wrong == "user"_L1)
        typed.username = u"nobody@example.com"_s;
    else if (wrong == "password"_L1)
        typed.password = Secret("canary-wrong");
    else if (wrong == "code"_L1)
        typed.oneTimeCode = Secret("000000");
    const auto refused = desk.refusal(std::move(typed));
    QVERIFY(refused);
    if (wrong == "no secret"_L1 && refused->kind == ErrorKind::WrongClient)
        return; // asked of the server, which says so
    QCOMPARE(refused->kind, error);
    QCOMPARE(refused->field, field);
    QVERIFY(!refused->sentence.isEmpty() && !refused->advice.isEmpty());
    QVERIFY(!refused->details.contains("canary-wrong"_L1) && !refused->details.contains(m_server.fact("password")));
    QCOMPARE(desk.session->state(), State::SignedOut);
}

void TestKeycloakPassword::oneTimeCode() {
    const QString person = Server::newPerson("one-time-code");
    KeycloakDesk desk(m_server, m_api, person);
    auto typed = desk.credentials();
    const QByteArray code = Server::ask({u"code"_s, person}).toString().toUtf8();
    typed.oneTimeCode = Secret(code);
    desk.signInWith(typed);
    QCOMPARE(Server::sessions(person).size(), 1);

    KeycloakDesk other(m_server, m_api, person);
    const auto refused = other.refusal(typed); // once means once
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::WrongCredentials);
}

void TestKeycloakPassword::lockedOut() {
    const QString person = Server::newPerson("user");
    Server::ask({u"locking"_s, u"on"_s});
    const auto off = qScopeGuard([] { Server::ask({u"locking"_s, u"off"_s}); });
    KeycloakDesk desk(m_server, m_api, person);
    auto wrong = desk.credentials();
    wrong.password = Secret("canary-wrong");
    for (int attempt = 0; attempt < 3; ++attempt)
        QVERIFY(desk.refusal(wrong));
    Server::ask({u"locked"_s, person});
    const auto refused = desk.refusal(desk.credentials()); // the right password, and it looks the same
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::WrongCredentials);
    QVERIFY2(refused->sentence.contains("attempts"_L1), qPrintable(refused->sentence));
    Server::ask({u"unlock"_s, person});
    desk.signIn();
}

void TestKeycloakPassword::restarts() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    desk.signIn();
    const auto before = desk.session->facts().sessionId;
    QVERIFY(desk.renew());
    QCOMPARE(desk.session->facts().sessionId, before);
    QVERIFY(desk.session->facts().lastRefreshWallMs);
    desk.restart();
    desk.session->resume();
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::SignedIn, patience);
    QCOMPARE(desk.session->facts().sessionId, before);
    QCOMPARE(Server::sessions(person), QStringList{before});
}

void TestKeycloakPassword::endsAtItsEnd() {
    KeycloakDesk desk(m_server, u"expiry-client"_s, Server::newPerson("user"));
    desk.session->setIdleLimit(1); // nobody is there
    desk.signIn();
    const auto before = desk.session->facts().sessionId;
    QTest::qWait(5000);
    if (desk.session->state() == State::SignedIn)
        desk.renew();
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::PasswordNeeded, patience);
    QCOMPARE(desk.passwordNeeded->last().first().value<Error>().kind, ErrorKind::SessionEnded);
    desk.signIn();
    QVERIFY(desk.session->facts().sessionId != before);
}

void TestKeycloakPassword::endedByAnAdministrator() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    desk.signIn();
    Server::ask({u"end"_s, desk.session->facts().sessionId});
    QVERIFY(!desk.renew());
    QCOMPARE(desk.session->state(), State::PasswordNeeded);
    const auto why = desk.passwordNeeded->last().first().value<Error>();
    QCOMPARE(why.kind, ErrorKind::SessionEnded);
    auto typed = desk.credentials();
    typed.clientSecret = {}; // known already
    desk.signInWith(typed);
    QCOMPARE(Server::sessions(person), QStringList{desk.session->facts().sessionId});
}

void TestKeycloakPassword::disabledMeanwhile() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    desk.signIn();
    Server::ask({u"disable"_s, person});
    QVERIFY(!desk.renew());
    QCOMPARE(desk.session->state(), State::PasswordNeeded);
    QVERIFY(desk.passwordNeeded->last().first().value<Error>().sentence.contains("deactivated"_L1));
    const auto refused = desk.refusal(desk.credentials());
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::AccountDisabled);
    Server::ask({u"enable"_s, person});
    desk.signIn();
    QVERIFY(desk.renew());
}

void TestKeycloakPassword::rotation() {
    Server::ask({u"rotation"_s, u"on"_s});
    const auto off = qScopeGuard([] { Server::ask({u"rotation"_s, u"off"_s}); });
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_sdk, person);
    desk.signIn();
    const auto kept = [&] { return desk.store.content(desk.session->profile().id, secrets::Kind::RefreshToken); };
    QTRY_VERIFY_WITH_TIMEOUT(!kept().isEmpty(), patience);
    const QByteArray first = kept();
    for (int round = 0; round < 3; ++round) {
        QTest::qWait(1100); // Keycloak tells uses apart by whole seconds: an older token of the same one counts as new
        const QByteArray before = kept();
        QVERIFY(desk.renew());
        QTRY_VERIFY_WITH_TIMEOUT(kept() != before && !kept().isEmpty(), patience);
    }
    desk.restart();
    desk.session->resume(); // by the newest, which was stored before it was used
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::SignedIn, patience);

    QTest::qWait(1100);
    // Somebody has a copy of the first one and uses it: the server takes the session from everybody.
    QCOMPARE(Server::ask({u"refresh"_s, m_sdk}, first).toObject().value("status"_L1).toInt(), 400);
    QVERIFY(!desk.renew());
    QCOMPARE(desk.session->state(), State::PasswordNeeded);
    const auto why = desk.passwordNeeded->last().first().value<Error>();
    QCOMPARE(why.kind, ErrorKind::SessionEnded);
    QVERIFY2(!why.advice.isEmpty(), qPrintable(why.sentence));
    desk.signIn();
    QVERIFY(desk.renew());
}

void TestKeycloakPassword::everywhere() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    KeycloakDesk notebook(m_server, m_api, person);
    KeycloakDesk elsewhere(m_server, m_sdk, person);
    desk.signIn();
    notebook.signIn();
    elsewhere.signIn();
    QCOMPARE(Server::sessions(person).size(), 3);
    QSignalSpy out(desk.session.get(), &session::Session::signedOut);
    desk.session->signOutEverywhere(true);
    QTRY_COMPARE_WITH_TIMEOUT(out.count(), 1, patience);
    QCOMPARE(out.first().first().value<session::ServerEnd>(), session::ServerEnd::Ended);
    QVERIFY(!notebook.renew()); // the same client: ended with it
    QVERIFY(elsewhere.renew()); // another client: lives on
}

void TestKeycloakPassword::offline() {
    const QString person = Server::newPerson("user");
    KeycloakDesk desk(m_server, m_api, person);
    desk.change([](session::Profile& profile) { profile.staySignedIn = true; });
    desk.signIn();
    QVERIFY(desk.session->facts().staysSignedIn);
    QVERIFY(!desk.session->sessionEnd());
    const auto kept = [&] { return Server::ask({u"sessions"_s, person, m_api}).toVariant().toStringList().size(); };
    QCOMPARE(kept(), 1);
    QVERIFY(desk.renew());
    QSignalSpy out(desk.session.get(), &session::Session::signedOut);
    desk.session->signOut(true);
    QTRY_COMPARE_WITH_TIMEOUT(out.count(), 1, patience);
    QCOMPARE(kept(), 0);
}

void TestKeycloakPassword::inference() {
    KeycloakDesk desk(m_server, m_api, {});
    desk.change([](session::Profile& profile) { profile.way = session::Way::InferenceOnly; });
    desk.session->signInForInference(m_server.secret("secret"), false);
    QTRY_COMPARE_WITH_TIMEOUT(desk.session->state(), State::InferenceOnly, patience);
    QVERIFY(desk.session->inferenceToken());
    QVERIFY(!desk.session->mlopsToken());
}

void TestKeycloakPassword::inferenceRefusals_data() {
    QTest::addColumn<QString>("client");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<ErrorKind>("error");
    QTest::newRow("secret") << m_api << QByteArray("canary-wrong") << ErrorKind::WrongClient;
    QTest::newRow("client") << u"nobody"_s << QByteArray("canary-wrong") << ErrorKind::WrongClient;
    QTest::newRow("service account off") << u"no-service-client"_s << m_server.fact("secret").toUtf8()
                                         << ErrorKind::GrantNotAllowed;
    QTest::newRow("public client") << m_sdk << QByteArray("stray") << ErrorKind::GrantNotAllowed;
}

void TestKeycloakPassword::inferenceRefusals() {
    QFETCH(const QString, client);
    QFETCH(const QByteArray, secret);
    QFETCH(const ErrorKind, error);
    KeycloakDesk desk(m_server, client, {});
    desk.change([](session::Profile& profile) { profile.way = session::Way::InferenceOnly; });
    desk.session->signInForInference(Secret(secret), false);
    const auto refused = desk.nextRefusal();
    QVERIFY(refused);
    QCOMPARE(refused->kind, error);
    QVERIFY(!refused->advice.isEmpty());
}

} // namespace wallaroo::test

int main(int argc, char** argv) {
    return wallaroo::test::runWithServer<wallaroo::test::TestKeycloakPassword>(argc, argv);
}

#include "tst_keycloak_password.moc"
