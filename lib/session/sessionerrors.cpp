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
    Error error = make(ErrorKind::SignInNeeded, Say::tr("No client secret for %1 is at hand.").arg(clientId),
                       Say::tr("Sign in with the client secret."));
    error.field = Field::ClientSecret;
    return error;
}

Error secretOutOfReach(const QString& keychain) {
    return make(ErrorKind::KeychainLocked,
                Say::tr("The saved sign-in could not be read from %1; your keyring may be locked.").arg(keychain),
                Say::tr("Unlock it and try again, or sign in with client secret and password."));
}

Error secretInAnotherKeychain(const QString& savedIn, const QString& keychain) {
    return make(ErrorKind::KeychainLocked,
                Say::tr("The saved sign-in is in %1, but this desktop uses %2.").arg(savedIn, keychain),
                Say::tr("Start the desktop that it was saved in, or sign in with client secret and password."));
}

Error newSecretNeeded(const Error& answer, const QString& clientId) {
    Error error = answer;
    error.kind = ErrorKind::WrongClient;
    error.sentence = Say::tr("Keycloak no longer accepts the secret of client '%1'.").arg(clientId);
    error.advice = Say::tr("Enter the new client secret. You stay signed in.");
    error.field = Field::ClientSecret;
    return error;
}

Error lockedError() {
    return make(ErrorKind::SignInNeeded, Say::tr("The program is locked."), Say::tr("Sign in to unlock it."));
}

Error deviceCodeExpired() {
    Error error = make(ErrorKind::DeviceExpired, Say::tr("Nobody approved the sign-in in time."),
                       Say::tr("Sign in again to get a new code."));
    error.field = Field::Way;
    return error;
}

Error otherPerson(const QString& expected) {
    Error error =
        make(ErrorKind::OtherPerson, Say::tr("This window belongs to %1, but somebody else signed in.").arg(expected),
             Say::tr("Sign in as %1, or sign out first.").arg(expected));
    error.field = Field::UserName;
    return error;
}

bool endsSession(const Error& error) {
    return finishesToken(error) || error.kind == ErrorKind::SessionEnded;
}

bool finishesToken(const Error& error) {
    return error.serverCode == "invalid_grant"_L1;
}

} // namespace wallaroo::session
