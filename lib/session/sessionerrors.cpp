#include "session/sessionerrors.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Session)
};

Error make(ErrorKind kind, const QString& sentence, const QString& advice, const QString& details = {}) {
    return failure(kind, sentence, advice, details).value();
}

} // namespace

Error signInNeeded() {
    return make(ErrorKind::SignInNeeded, Say::tr("You are not signed in."), Say::tr("Sign in, then try again."));
}

Error sessionEnded(const QString& details) {
    return make(ErrorKind::SessionEnded, Say::tr("Your session at the server has ended."),
                Say::tr("Enter the password to go on where you were."), details);
}

Error tokenRefused(const Error& answer) {
    Error error = answer;
    error.kind = ErrorKind::SessionEnded;
    error.sentence = Say::tr("The server does not accept your sign-in any more.");
    error.advice = Say::tr("Enter the password to go on where you were.");
    return error;
}

Error foreignAddress(const http::Request& request) {
    return make(ErrorKind::NotEncrypted,
                Say::tr("The address %1 does not belong to this instance.").arg(request.url.host()),
                Say::tr("Nothing was sent. Check the addresses of the instance."), request.name);
}

Error endedWithSession(const http::Request& request, bool sent) {
    if (sent && request.effect == http::Effect::Changes)
        return make(ErrorKind::OutcomeUnknown,
                    Say::tr("The session was closed before the server answered: it may have been done."),
                    Say::tr("Sign in and refresh to see."), request.name);
    return make(ErrorKind::Canceled, Say::tr("Canceled, because the session was closed."), {}, request.name);
}

Error stillSigningOut() {
    return make(ErrorKind::Canceled, Say::tr("Signing out is not finished yet."),
                Say::tr("Try again in a few seconds."));
}

Error noClientSecret(const QString& clientId) {
    return make(ErrorKind::SignInNeeded, Say::tr("No client secret for %1 is at hand.").arg(clientId),
                Say::tr("Sign in with the client secret."));
}

Error secretOutOfReach(const QString& keychain) {
    return make(ErrorKind::KeychainLocked,
                Say::tr("The saved sign-in could not be read from %1; your keyring may be locked.").arg(keychain),
                Say::tr("Unlock it and try again, or sign in with client secret and password."));
}

bool endsSession(const Error& error) {
    return finishesToken(error) || error.kind == ErrorKind::SessionEnded;
}

bool finishesToken(const Error& error) {
    return error.serverCode == "invalid_grant"_L1;
}

} // namespace wallaroo::session
