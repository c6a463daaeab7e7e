#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace wallaroo {

/// What went wrong, as far as a caller may want to act on it. The sentence says it to a person.
enum class ErrorKind {
    // The way to the server
    HostNotFound,
    ConnectionRefused,
    TookTooLong,    ///< idle or total deadline
    ConnectionLost, ///< dropped before an answer; nothing was changed
    OutcomeUnknown, ///< dropped after the request was on the wire: it may have been applied
    ProxyFailed,
    UnknownAuthority, ///< certificate signed by an authority this computer does not know: a CA file would help
    WrongCertificate, ///< expired, other host, or otherwise unusable: a CA file would not help
    NotEncrypted,     ///< plain http to anything but loopback, or a foreign origin: refused before any look-up
    Redirected,
    NotHttp,
    Canceled,
    // The answer
    WebPage, ///< a page answered, not the service
    Incomplete,
    Damaged,
    TooLarge,
    UnexpectedShape, ///< whole and well-formed, but not what the reference describes
    Refused,         ///< 400, 409, 422: the request as such
    Unauthorized,    ///< 401
    NotAllowed,      ///< 403
    NotOffered,      ///< 404, 405: not on this server or version
    TooManyRequests, ///< 429
    ServerFailed,    ///< 500
    ServerBusy,      ///< 502, 503, 504
    // Signing in (Keycloak's error dictionary)
    WrongClient,
    WrongCredentials,
    AccountDisabled,
    AccountNotSetUp,
    GrantNotAllowed,  ///< direct access grants, device grant or service account switched off
    ForeignEndpoints, ///< discovery names another issuer or host: refused before any secret was sent (rule 53)
    DeviceDenied,     ///< a person refused the device sign-in in the browser
    DeviceExpired,    ///< nobody approved it in time
    OtherPerson,      ///< somebody else signed in where a session was to go on
    SessionEnded,
    SignInNeeded, ///< no session to send this with
    // Here
    KeychainUnavailable,
    KeychainLocked,
    NotFound,
    BadInput,
    FileFailed,
};

/// What of the things a person typed or chose a failure is about, so that it can be shown there.
enum class Field {
    None, ///< nothing that was typed
    Instance,
    Way, ///< the way of signing in, which the client or the server does not allow
    UserName,
    Credentials,     ///< user name, password or one-time code: servers do not say which
    ClientSecret,    ///< of the client to sign in by, or its id
    InferenceSecret, ///< of the client for inference tokens, or its id
    Keychain
};

/// A failure as a value: shown, compared, passed on; never thrown across modules.
struct Error {
    ErrorKind kind = ErrorKind::Damaged;
    QString sentence; ///< what happened, translated, one sentence
    QString advice;   ///< what to do about it, translated; may be empty
    QString
        details; ///< for the "Details" window: method, path, status, server's own text, times; redacted, not translated
    int httpStatus = 0;                     ///< 0 when no status line arrived
    std::optional<int> retryAfterSeconds{}; ///< from Retry-After, 0…120 (RFC 9110 §10.2.3)
    /// The `error` member of an OAuth or Keycloak error body (RFC 6749 §5.2), as sent: for matching; empty elsewhere.
    QString serverCode{};
    /// The server's own words: `error_description`, `msg`, `errorMessage`, the engine's `error` or a short plain text;
    /// cut at 300 units and cleaned by displayText(), so that it may be shown. Match on fragments of it only.
    QString serverText{};
    Field field = Field::None;
};

/// A value or an Error. Boost-free, exception-free; std::expected is not in GCC 12.
template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, QString sentence, QString advice = {},
                                                   QString details = {}) {
    return tl::unexpected<Error>(
        Error{kind, std::move(sentence), std::move(advice), std::move(details), 0, std::nullopt, {}, {}, Field::None});
}

} // namespace wallaroo

Q_DECLARE_METATYPE(wallaroo::Error)
