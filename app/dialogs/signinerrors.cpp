#include "dialogs/signinerrors.h"

namespace wallaroo {

SignInPlace placeOf(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::UnknownAuthority:
    case ErrorKind::WrongCertificate:
    case ErrorKind::NotEncrypted:
    case ErrorKind::Redirected:
    case ErrorKind::NotHttp:
    case ErrorKind::WebPage:
    case ErrorKind::NotOffered:
        return SignInPlace::Instance;
    case ErrorKind::GrantNotAllowed:
        return SignInPlace::Way;
    case ErrorKind::AccountDisabled:
    case ErrorKind::AccountNotSetUp:
        return SignInPlace::UserName;
    case ErrorKind::WrongCredentials:
        return SignInPlace::Password;
    case ErrorKind::WrongClient:
    case ErrorKind::SignInNeeded: // no secret is at hand: the keychain lost the one that it had
        return SignInPlace::ClientSecret;
    case ErrorKind::KeychainLocked:
    case ErrorKind::KeychainUnavailable:
        return SignInPlace::Keychain;
    default:
        return SignInPlace::Note;
    }
}

bool refusesPassword(ErrorKind kind) {
    return kind == ErrorKind::WrongCredentials;
}

QString wordsOf(const Error& error) {
    return error.advice.isEmpty() ? error.sentence : error.sentence + u' ' + error.advice;
}

} // namespace wallaroo
