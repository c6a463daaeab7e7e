// A process on a profile, for the tests: signs in from the keychain, renews when told so, ends with its input.
//   session-peer ADDRESS PROFILE-ID LOCK-FOLDER
#include "base/clock.h"
#include "http/transport.h"
#include "secrets/keychainstore.h"
#include "session/session.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace wallaroo;
using namespace wallaroo::session;

namespace {

void say(const char* word) {
    std::puts(word);
    std::fflush(stdout);
}

Profile profileFrom(const QStringList& arguments) {
    Profile profile;
    profile.id = QUuid::fromString(arguments.value(2));
    profile.instance = *Instance::fromTyped(arguments.value(1));
    profile.username = QStringLiteral("mary");
    profile.refreshTokenStored = true;
    profile.clientSecretStored = true;
    return profile;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const SystemClock clock;
    http::Transport transport;
    secrets::KeychainStore keychain;
    Session session(profileFrom(QCoreApplication::arguments()), transport, keychain, clock);
    session.setLockFolder(QCoreApplication::arguments().value(3));
    QObject::connect(&session, &Session::signedIn, &session, [] { say("signed in"); });
    QObject::connect(&session, &Session::signInFailed, &session,
                     [](const Error& error) { say(qPrintable(error.sentence)); });
    QObject::connect(&session, &Session::passwordNeeded, &session,
                     [](const Error& error) { say(qPrintable(error.sentence)); });
    QObject::connect(&session, &Session::renewFailed, &session,
                     [](const Error& error) { say(qPrintable(error.sentence)); });
    bool renewing = false;
    QObject::connect(&session, &Session::tokensChanged, &session, [&] {
        if (std::exchange(renewing, false))
            say("renewed");
    });

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [&] {
        char bytes[64];
        if (::read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
            return QCoreApplication::exit(0);
        renewing = true;
        session.renew();
    });
    session.resume();
    return QCoreApplication::exec();
}
