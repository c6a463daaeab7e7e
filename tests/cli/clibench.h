#pragma once

#include "base/clock.h"
#include "cli/runner.h"
#include "secrets/memorystore.h"
#include "session/profile.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

namespace wallaroo::test {

using namespace Qt::Literals::StringLiterals;

/// Descriptor that gives these lines and ends.
class Lines {
public:
    explicit Lines(const QByteArray& text) {
        if (::pipe(m_ends) != 0 || ::write(m_ends[1], text.constData(), size_t(text.size())) != text.size())
            qFatal("no pipe");
        ::close(m_ends[1]);
    }

    ~Lines() { ::close(m_ends[0]); }

    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    [[nodiscard]] int descriptor() const { return m_ends[0]; }

private:
    int m_ends[2]{};
};

/// A keychain that outlives the program, in memory.
class Keychain final : public secrets::SecretStore {
public:
    void read(const secrets::Key& key, QObject* context, ReadDone done) override { m_store.read(key, context, done); }

    void write(const secrets::Key& key, const Secret& secret, QObject* context, Done done) override {
        m_store.write(key, secret, context, done);
    }

    void remove(const secrets::Key& key, QObject* context, Done done) override { m_store.remove(key, context, done); }

    [[nodiscard]] QString displayName() const override { return u"Test Keyring"_s; }

    [[nodiscard]] bool isPersistent() const override { return true; }

private:
    secrets::MemoryStore m_store;
};

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// An instance with one entry in each list that makes no sense.
inline Script answerOddly(const ScriptedServer& server, const QByteArray& request) {
    const QByteArray base = server.url({}).toEncoded();
    QByteArray body = "{}";
    if (request.contains("/.well-known/"))
        body = "{\"issuer\":\"" + base + "/auth/realms/master\",\"token_endpoint\":\"" + base
               + "/auth/realms/master/protocol/openid-connect/token\"}";
    else if (request.contains("/protocol/openid-connect/token"))
        body = "{\"access_token\":\"opaque-token\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";
    else if (request.contains("/workspaces/list_users"))
        body = "{\"users\":[{\"user_id\":\"a\",\"user_type\":\"OWNER\"},{\"user_type\":\"OWNER\"}]}";
    else if (request.contains("/users/query"))
        body = "{\"users\":{\"a\":{\"username\":\"a\",\"enabled\":true},\"b\":{\"enabled\":true}}}";
    else if (request.contains("/workspaces/list"))
        body = "{\"workspaces\":[{\"id\":7,\"name\":\"a\"},{\"name\":\"b\"}]}";
    return {sendBytes(answerBytes(200, body))};
}

/// The commands as a library, with profiles in a folder and a keychain in memory.
class CliBench {
protected:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    Keychain m_keychain;

    [[nodiscard]] QString profilesPath() const { return m_folder.filePath(u"wallaroo-admin/profiles.json"_s); }

    Ran run(const cli::Arguments& arguments, const QByteArray& lines = {}) {
        const Lines secrets(lines);
        cli::SecretSource source(secrets.descriptor());
        session::ProfileStore profiles(profilesPath());
        Ran ran;
        cli::Runner runner(arguments, {m_clock, m_keychain, profiles, source, m_folder.path(),
                                       [&ran](QByteArrayView bytes) { ran.out += bytes; },
                                       [&ran](QByteArrayView bytes) { ran.err += bytes; }});
        QSignalSpy finished(&runner, &cli::Runner::finished);
        runner.start();
        if (QTest::qWaitFor([&finished] { return finished.count() > 0; }, 30'000))
            ran.code = finished.first().first().toInt();
        return ran;
    }

    Ran run(cli::Command command, cli::Output output = cli::Output::Json) {
        cli::Arguments arguments;
        arguments.command = command;
        arguments.output = output;
        return run(arguments);
    }
};

} // namespace wallaroo::test
