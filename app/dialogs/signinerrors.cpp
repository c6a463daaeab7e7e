#include "dialogs/signinerrors.h"

namespace wallaroo {
namespace {

SignInPlace placeOfKind(ErrorKind kind) {
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
    case ErrorKind::ForeignEndpoints:
    // Whatever stands at that address, or on the way to it:
    case ErrorKind::TookTooLong:
    case ErrorKind::ConnectionLost:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::ProxyFailed:
    case ErrorKind::Incomplete:
    case ErrorKind::Damaged:
    case ErrorKind::TooLarge:
    case ErrorKind::UnexpectedShape:
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

} // namespace

SignInPlace placeOf(const Error& error) {
    switch (error.field) {
    case Field::None:
        break;
    case Field::Instance:
        return SignInPlace::Instance;
    case Field::Way:
        return SignInPlace::Way;
    case Field::UserName:
        return SignInPlace::UserName;
    case Field::Credentials:
        return SignInPlace::Password;
    case Field::ClientSecret:
        return SignInPlace::ClientSecret;
    case Field::InferenceSecret:
        return SignInPlace::InferenceSecret;
    case Field::Keychain:
        return SignInPlace::Keychain;
    }
    return placeOfKind(error.kind);
}

bool refusesPassword(ErrorKind kind) {
    return kind == ErrorKind::WrongCredentials;
}

QString wordsOf(const Error& error) {
    return error.advice.isEmpty() ? error.sentence : error.sentence + u' ' + error.advice;
}

} // namespace wallaroo
