#include "session/session.h"
#include "sessiondesk.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <vector>

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

namespace {

QStringList* captured = nullptr;

void capture(QtMsgType, const QMessageLogContext&, const QString& message) {
    if (captured)
        captured->append(message);
}

/// A server that answers in any order with whatever chance gives, and checks what it is sent.
class ChanceServer final : public http::Sender {
public:
    explicit ChanceServer(QRandomGenerator& chance) : m_chance(chance) {}

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        auto* call = new Call(*this, std::move(request), context, std::move(done));
        m_open.push_back(call);
        check(*call);
        return http::Handle(call);
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink>, QObject* context,
                        http::Done done) override {
        return send(std::move(request), context, std::move(done));
    }

    [[nodiscard]] int open(const QString& name) const {
        return static_cast<int>(
            std::count_if(m_open.begin(), m_open.end(), [&](const Call* call) { return call->request.name == name; }));
    }

    /// One of the open calls is answered.
    void step() {
        if (m_open.empty())
            return;
        const auto at = m_open.begin() + m_chance.bounded(static_cast<int>(m_open.size()));
        const std::unique_ptr<Call> call(*at);
        m_open.erase(at);
        if (call->context)
            call->done(answerTo(call->request));
    }

    void endAll() {
        while (!m_open.empty())
            step();
    }

    int answered = 0;
    QStringList faults;
    std::function<QByteArray()> expectedToken;       ///< what a call must carry now
    std::function<bool(const QString& name)> silent; ///< whether this must not be sent now

private:
    class Call final : public http::Operation {
    public:
        Call(ChanceServer& owner, http::Request asked, QObject* waiting, http::Done callback)
            : server(owner),
              request(std::move(asked)),
              context(waiting),
              done(std::move(callback)) {}

        void cancel() override {
            if (std::erase(server.m_open, this) > 0)
                deleteLater();
        }

        ChanceServer& server;
        http::Request request;
        QPointer<QObject> context;
        http::Done done;
    };

    void check(const Call& call) {
        const QString& name = call.request.name;
        if (open(name) > 1 && name.startsWith(QStringLiteral("token")))
            faults << QStringLiteral("two at once: ") + name;
        if (name == QStringLiteral("users/query") && carried(call) != expectedToken())
            faults << QStringLiteral("a call with another token than the session's");
        if (silent && silent(name))
            faults << QStringLiteral("sent although nobody is signed in: ") + name;
        const QByteArray address = call.request.url.toEncoded();
        if (address.contains("canary"))
            faults << QStringLiteral("a secret in an address");
    }

    static QByteArray carried(const Call& call) { return call.request.authorization.reveal().toByteArray(); }

    Result<http::Response> answerTo(const http::Request& request) {
        ++answered;
        const http::CallReport report = http::reportOf(request);
        const auto refusal = [&](int status, const QByteArray& body) {
            http::CallReport refused = report;
            refused.status = status;
            refused.contentType = "application/json";
            return tl::unexpected(http::statusError(refused, body));
        };
        const int luck = m_chance.bounded(10);
        if (luck == 0)
            return tl::unexpected(http::callError(ErrorKind::ConnectionLost, report));
        if (luck == 1)
            return refusal(503, {});
        if (luck == 2 && request.name.startsWith(QStringLiteral("token")))
            return refusal(400, oauthError("invalid_grant", "Session not active"));
        if (luck == 3 && request.name.startsWith(QStringLiteral("token")))
            return refusal(401, oauthError("unauthorized_client", "Invalid client secret"));
        if (luck <= 4 && request.name == QStringLiteral("users/query"))
            return refusal(401, {});
        if (request.name == devicePoll && luck <= 7)
            return refusal(400, oauthError(luck == 7 ? "slow_down" : "authorization_pending", {}));
        http::Response response;
        response.status = 200;
        response.contentType = "application/json";
        const QByteArray number = QByteArray::number(++m_tokens);
        response.body = tokenJson("canary-access-" + number, luck == 5 ? QByteArray() : "canary-refresh-" + number);
        if (request.name == discoveryCall)
            response.body = discoveryJson();
        else if (request.name == deviceStart)
            response.body = R"({"device_code":"canary-device","user_code":"ABCD","expires_in":600,"interval":5,)"
                            R"("verification_uri":"https://fake.invalid/auth/device"})";
        return response;
    }

    QRandomGenerator& m_chance;
    std::vector<Call*> m_open; ///< in the order they came, so that a seed gives the same life each time
    int m_tokens = 0;
};

} // namespace

/// 1,000 lives of a session, by chance but always the same ones.
class TestRandom : public QObject {
    Q_OBJECT

    struct Life {
        explicit Life(quint32 seed) : chance(seed), server(chance) {
            profile = testProfile();
            profile.clientSecretStored = chance.bounded(2) == 1;
            profile.refreshTokenStored = chance.bounded(2) == 1;
            if (profile.clientSecretStored)
                store.put(profile.id, Kind::ClientSecret, "canary-client-0");
            if (profile.refreshTokenStored)
                store.put(profile.id, Kind::RefreshToken, "canary-refresh-0");
            begin();
            server.silent = [this](const QString& name) { return isSilent(name); };
            server.expectedToken = [this] {
                const auto token = session ? session->mlopsToken() : std::nullopt;
                return token ? "Bearer " + token->value.reveal().toByteArray() : QByteArray("none");
            };
        }

        void begin() {
            session = std::make_unique<Session>(profile, server, store, clock);
            if (chance.bounded(2) == 0)
                session->setIdleLimit(0);
            watch();
        }

        void watch() {
            if (!signedIn)
                return;
            QObject::connect(session.get(), &Session::signedIn, &context, [this] { ++*signedIn; });
            const auto checkMemory = [this] {
                if (session->mlopsToken() || session->inferenceToken() || session->hasClientSecret())
                    server.faults << QStringLiteral("secrets after signing out or locking");
            };
            QObject::connect(session.get(), &Session::signedOut, &context, checkMemory);
            QObject::connect(session.get(), &Session::lockedUp, &context, checkMemory);
        }

        /// Another profile, and back later: what was open ends with its session, the keychain stays.
        void switchProfile() {
            store.letGo(); // else what is still to be written would be in no index
            for (int rounds = 0; rounds < 20; ++rounds)
                QCoreApplication::sendPostedEvents();
            Profile left = session->profile();
            session.reset();
            sent = calledBack; // nobody hears of what was open
            std::swap(profile, other);
            other = left;
            begin();
        }

        /// After signing out and behind a lock nothing goes out but what ends a session.
        [[nodiscard]] bool isSilent(const QString& name) const {
            if (!session || name == logoutCall || name == revokeCall)
                return false;
            const State state = session->state();
            if (name == discoveryCall && state == State::SigningOut)
                return false; // before the secret goes along
            return state == State::SignedOut || state == State::SigningOut || state == State::Locked;
        }

        QRandomGenerator chance;
        ChanceServer server;
        FakeClock clock;
        TestStore store;
        Profile profile;
        Profile other = testProfile();
        QObject context;
        std::unique_ptr<Session> session;
        int* signedIn = nullptr;
        int sent = 0;
        int calledBack = 0;
    };

    static void act(Life& life) {
        Session& session = *life.session;
        switch (life.chance.bounded(18)) {
        case 0:
        case 1:
            session.signIn(SessionDesk::credentials(life.chance.bounded(4) > 0));
            break;
        case 2:
            session.resume();
            break;
        case 3:
            session.cancelSignIn();
            break;
        case 4:
            if (life.chance.bounded(3) == 0)
                session.signOut(life.chance.bounded(2) == 1);
            else if (life.chance.bounded(4) == 0)
                session.signOutEverywhere(life.chance.bounded(2) == 1);
            break;
        case 5:
            session.renew();
            break;
        case 6:
            session.fetchInferenceToken();
            break;
        case 7:
        case 8:
            ++life.sent;
            session.send(SessionDesk::request(QStringLiteral("users/query")), &life.context,
                         [&life](const auto&) { ++life.calledBack; });
            break;
        case 9:
            life.clock.advance(life.chance.bounded(30 * 60'000));
            session.checkClocks();
            break;
        case 10:
        case 11:
            session.signInWithDevice({Way::DeviceCode, Secret("canary-client-1"), {}, life.chance.bounded(4) > 0});
            break;
        case 12:
            if (life.chance.bounded(2) == 0)
                session.lock();
            break;
        case 13:
            session.giveClientSecret(Secret("canary-client-2"));
            break;
        case 14:
            session.personActive();
            session.retryKeychain();
            break;
        case 15:
            if (life.chance.bounded(4) == 0)
                life.switchProfile();
            break;
        case 16:
            life.store.mute = true; // letGo() ends it: what was asked for is done in order
            break;
        default:
            life.store.letGo();
            break;
        }
    }

    static void turn() { QCoreApplication::sendPostedEvents(); }

private Q_SLOTS:

    void thousandLives() {
        QStringList log;
        captured = &log;
        QLoggingCategory::setFilterRules(QStringLiteral("wallaroo.*.info=true")); // all there is to leak into
        const auto before = qInstallMessageHandler(capture);
        int signedIn = 0;
        int answered = 0;
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            Life life(seed);
            life.signedIn = &signedIn;
            life.watch();
            const int length = 5 + life.chance.bounded(60);
            for (int i = 0; i < length; ++i) {
                act(life);
                for (int rounds = life.chance.bounded(4); rounds > 0; --rounds) {
                    turn();
                    life.server.step();
                }
            }
            if (life.chance.bounded(2) == 0) {
                life.session.reset(); // with everything open
                const int heard = life.calledBack;
                life.store.letGo();
                life.server.endAll();
                turn();
                QCOMPARE(life.calledBack, heard);
            } else {
                finish(life, seed);
            }
            answered += life.server.answered;
            QVERIFY2(life.server.faults.isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(life.server.faults.join(u';'))));
        }
        qInstallMessageHandler(before);
        captured = nullptr;
        QVERIFY2(signedIn > 500, qPrintable(QString::number(signedIn)));
        QVERIFY2(answered > 5000, qPrintable(QString::number(answered)));
        QVERIFY(!log.filter(QStringLiteral("refresh failed")).isEmpty()); // it was captured
        QVERIFY(log.filter(QStringLiteral("canary")).isEmpty());
    }

    /// Everything that was begun comes to an end, then a sign-out leaves nothing behind.
    static void finish(Life& life, quint32 seed) {
        const auto settle = [&] {
            for (int i = 0; i < 60; ++i) {
                turn();
                life.server.step();
            }
        };
        life.store.letGo();
        settle();
        QVERIFY2(
            life.sent == life.calledBack,
            qPrintable(QStringLiteral("seed %1: %2 sent, %3 heard").arg(seed).arg(life.sent).arg(life.calledBack)));
        life.session->signOut(true);
        settle();
        life.clock.advance(11'000);
        life.session->checkClocks();
        settle();
        QCOMPARE(life.session->state(), State::SignedOut);
        const QString own = life.session->profile().id.toString(QUuid::WithoutBraces);
        const QStringList left = life.store.contents.keys().filter(own); // the other profile's stay
        QVERIFY2(left.isEmpty(), qPrintable(QStringLiteral("seed %1: left in the keychain: %2; asked: %3")
                                                .arg(seed)
                                                .arg(left.join(u' '), life.store.log.join(u','))));
        QVERIFY(!life.session->profile().refreshTokenStored);
        QVERIFY(!life.session->profile().clientSecretStored);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_session_random.moc"
