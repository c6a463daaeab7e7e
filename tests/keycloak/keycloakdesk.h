#pragma once

#include "http/transport.h"
#include "session/session.h"
#include "session/teststore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>

namespace wallaroo::test {

/// Long enough for a busy machine and a server that hashes passwords slowly.
inline constexpr int patience = 60'000;

/// The server that serve.py keeps for the tests of this run, and the aide who does there what others do.
class Server {
public:
    Server() {
        QFile file(qEnvironmentVariable("WALLAROO_KEYCLOAK"));
        if (file.open(QIODevice::ReadOnly))
            m_facts = QJsonDocument::fromJson(file.readAll()).object();
    }

    [[nodiscard]] QString fact(const char* name) const { return m_facts.value(QLatin1String(name)).toString(); }

    /// One of realm.PEOPLE, for what leaves no trace.
    [[nodiscard]] QString person(const QString& kind) const {
        return m_facts.value(QLatin1String("people")).toObject().value(kind).toString();
    }

    [[nodiscard]] Secret secret(const char* name) const { return Secret(fact(name).toUtf8()); }

    /// Starts aide.py; what is not to stand among its arguments goes in by standard input.
    static std::unique_ptr<QProcess> start(const QStringList& deed, const QByteArray& input = {}) {
        auto aide = std::make_unique<QProcess>();
        aide->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        aide->start(QStringLiteral("/usr/bin/python3"),
                    QStringList{QStringLiteral("-B"), QStringLiteral(WALLAROO_KEYCLOAK_AIDE)} + deed);
        aide->write(input + '\n');
        aide->closeWriteChannel();
        return aide;
    }

    static QJsonValue result(QProcess& aide) {
        const QByteArray json = "[" + aide.readAllStandardOutput() + "]";
        return QJsonDocument::fromJson(json).array().at(0);
    }

    /// Waits for it; null when it failed.
    static QJsonValue ask(const QStringList& deed, const QByteArray& input = {}) {
        const auto aide = start(deed, input);
        const bool done = aide->waitForFinished(patience) && aide->exitCode() == 0;
        return done ? result(*aide) : QJsonValue();
    }

    static QString newPerson(const char* kind) {
        return ask({QStringLiteral("create"), QLatin1String(kind)}).toString();
    }

    static QStringList sessions(const QString& user) {
        return ask({QStringLiteral("sessions"), user}).toVariant().toStringList();
    }

private:
    QJsonObject m_facts;
};

/// The program's own session against that server, over the program's own transport.
class KeycloakDesk {
public:
    KeycloakDesk(const Server& server, const QString& clientId, const QString& user, http::Sender* between = nullptr)
        : m_server(server) {
        auto profile = session::Profile::make();
        profile.instance = *Instance::fromTyped(server.fact("address"));
        profile.clientId = clientId;
        profile.username = user;
        m_profile = profile;
        m_between = between;
        restart();
    }

    /// The program starts again: what is in the keychain is what there is.
    void restart() {
        if (session)
            m_profile = session->profile();
        session.reset();
        session = std::make_unique<session::Session>(m_profile, m_between ? *m_between : transport, store, m_clock);
        signInFailed = std::make_unique<QSignalSpy>(session.get(), &session::Session::signInFailed);
        passwordNeeded = std::make_unique<QSignalSpy>(session.get(), &session::Session::passwordNeeded);
        tokensChanged = std::make_unique<QSignalSpy>(session.get(), &session::Session::tokensChanged);
        renewFailed = std::make_unique<QSignalSpy>(session.get(), &session::Session::renewFailed);
    }

    /// The profile as it would be edited before signing in.
    void change(const std::function<void(session::Profile&)>& edit) {
        edit(m_profile);
        session.reset();
        restart();
    }

    [[nodiscard]] session::Credentials credentials() const {
        session::Credentials typed;
        typed.username = m_profile.username;
        typed.password = m_server.secret("password");
        if (m_profile.clientId != session::publicClientId() && !m_profile.clientId.startsWith(QLatin1String("expiry")))
            typed.clientSecret = m_server.secret("secret");
        return typed;
    }

    void signIn() { signInWith(credentials()); }

    void signInWith(session::Credentials typed) {
        session->signIn(std::move(typed));
        QTRY_COMPARE_WITH_TIMEOUT(session->state(), session::State::SignedIn, patience);
    }

    /// What a sign-in is refused with.
    std::optional<Error> refusal(session::Credentials typed) {
        signInFailed->clear();
        session->signIn(std::move(typed));
        return nextRefusal();
    }

    std::optional<Error> nextRefusal() {
        const bool told = QTest::qWaitFor([this] { return signInFailed->count() > 0; }, patience);
        return told ? std::optional(signInFailed->last().first().value<Error>()) : std::nullopt;
    }

    /// Renews; true when there is a new token.
    bool renew() {
        const auto changed = tokensChanged->count();
        const auto over = [this] { return renewFailed->count() + passwordNeeded->count(); };
        const auto before = over();
        session->renew();
        const auto happened = [&] { return tokensChanged->count() > changed || over() > before; };
        return QTest::qWaitFor(happened, patience) && over() == before;
    }

    /// Waits for the aide while the session's own work goes on.
    static QJsonValue finish(QProcess& aide) {
        const bool ended = QTest::qWaitFor([&aide] { return aide.state() == QProcess::NotRunning; }, patience);
        return ended ? Server::result(aide) : QJsonValue();
    }

    http::Transport transport;
    TestStore store;
    std::unique_ptr<session::Session> session;
    std::unique_ptr<QSignalSpy> signInFailed, passwordNeeded, tokensChanged, renewFailed;

private:
    const Server& m_server;
    SystemClock m_clock;
    session::Profile m_profile;
    http::Sender* m_between = nullptr;
};

/// The test's main function: runs it, or says why there is no server.
template <typename Test>
int runWithServer(int argc, char** argv) {
    const QString reason = Server().fact("skipped");
    if (!reason.isEmpty()) {
        std::printf("skipped: %s\n", qPrintable(reason));
        return 0;
    }
    const QCoreApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace wallaroo::test
