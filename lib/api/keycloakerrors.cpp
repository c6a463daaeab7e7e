#include "api/keycloakerrors.h"

#include "base/displaytext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

constexpr const char* context = "wallaroo::Keycloak";

constexpr unsigned bit(KeycloakCall call) {
    return static_cast<unsigned>(call);
}

constexpr unsigned any = 0xFFF;
constexpr unsigned password = bit(KeycloakCall::Password);
constexpr unsigned refresh = bit(KeycloakCall::Refresh);
constexpr unsigned clientCredentials = bit(KeycloakCall::ClientCredentials);
constexpr unsigned device = bit(KeycloakCall::Device);
constexpr unsigned publicDevice = bit(KeycloakCall::PublicDevice);
constexpr unsigned devicePoll = bit(KeycloakCall::DevicePoll);
constexpr unsigned signingIn = password | devicePoll;

struct Meaning {
    unsigned calls;
    const char* codes;     ///< how `error` begins: one of these, separated by |
    const char* fragments; ///< one of these is in `error_description`, in any case; empty: whatever it says
    ErrorKind kind;
    Field field;
    const char* sentence; ///< %1 client, %2 user, %3 account page, %4 host
    const char* advice;
};

/// The first that fits counts: the particular before the general.
constexpr Meaning dictionary[] = {
    // The client
    {any, "unauthorized_client", "client credentials setup required", ErrorKind::WrongClient, Field::ClientSecret,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Client '%1' has no secret set up in Keycloak."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Ask whoever runs Keycloak to set one: Clients › %1 › Credentials.")},
    {password, "unauthorized_client", "direct access grants", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Client '%1' does not allow signing in with user name and password."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Whoever runs Keycloak can switch it on: Clients › %1 › Settings › Direct access grants.")},
    {device | publicDevice, "unauthorized_client", "not allowed to initiate", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Client '%1' does not allow signing in with a code."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Whoever runs Keycloak can switch it on: Clients › %1 › Settings › OAuth 2.0 Device "
                       "Authorization Grant.")},
    // A public client with the switch off is answered like one whose secret is missing (measured).
    {publicDevice, "unauthorized_client", "", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Client '%1' does not allow signing in with a code, or it needs a secret."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Whoever runs Keycloak can switch it on: Clients › %1 › Settings › OAuth 2.0 Device "
                       "Authorization Grant. If the client has a secret, enter it.")},
    {signingIn | device | publicDevice, "invalid_scope|not_allowed", "offline", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Staying signed in is not allowed for this account with client '%1'."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Sign in without it. Whoever runs Keycloak can allow it: the client scope and the role "
                       "offline_access.")},
    {password, "", "requires user consent", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Client '%1' asks for consent in a browser, which a password cannot give."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Whoever runs Keycloak can switch it off: Clients › %1 › Settings › Consent required.")},
    {clientCredentials, "unauthorized_client", "not enabled to retrieve service account", ErrorKind::GrantNotAllowed,
     Field::Way, QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Client '%1' may not get inference tokens."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Whoever runs Keycloak can switch it on: Clients › %1 › Settings › Service "
                       "accounts roles. Signing in as a user works without.")},
    {clientCredentials, "unauthorized_client", "public client", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Client '%1' is a public client, which gets no inference tokens."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Use a client with Client authentication switched on, such as api-client.")},
    {any, "unauthorized_client|invalid_client", "", ErrorKind::WrongClient, Field::ClientSecret,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Keycloak does not know client '%1', or its secret is another one."),
     QT_TRANSLATE_NOOP(
         "wallaroo::Keycloak",
         "Compare both with Keycloak: Clients › %1 › Credentials › Client secret. The client may also be disabled.")},

    // Signing in with a code
    {devicePoll, "expired_token", "", ErrorKind::DeviceExpired, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Nobody approved the sign-in in time."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again to get a new code.")},
    {devicePoll, "invalid_grant", "device code", ErrorKind::DeviceExpired, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The code is no longer valid: it was used or has expired."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again to get a new code.")},

    // Signing in as a person
    {signingIn, "invalid_grant", "account disabled|user disabled", ErrorKind::AccountDisabled, Field::UserName,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The account '%2' is deactivated."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Ask an administrator of this instance to activate it.")},
    {signingIn, "invalid_grant", "not fully set up", ErrorKind::AccountNotSetUp, Field::UserName,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "The account '%2' is not fully set up: a new password, an e-mail check or a code is still due."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Sign in at %3 in a browser, finish what is asked there, then sign in here again.")},
    {password, "invalid_grant", "", ErrorKind::WrongCredentials, Field::Credentials,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Wrong user name, password or code. Many attempts in a row look like this too."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Type the password again; add the one-time code if the account has one. "
                                             "After many attempts, wait 15 minutes.")},
    {clientCredentials, "invalid_grant", "", ErrorKind::WrongClient, Field::ClientSecret,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Keycloak gives client '%1' no inference token."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Ask whoever runs Keycloak whether the service account of the client is "
                                             "enabled: Users › service-account-%1.")},

    // Refreshing. All of invalid_grant is the end of this session (RFC 6749 §5.2); nothing else is.
    {refresh, "invalid_grant", "stale token|refresh token reuse", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended, because its refresh token was used twice."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again. Another program may share this sign-in.")},
    {refresh, "invalid_grant", "token is not active|token expired", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended: it was idle or open for too long."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again. Nothing else is lost.")},
    {refresh, "invalid_grant", "user disabled", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended, because your account is deactivated."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Ask an administrator of this instance to activate it, then sign in again.")},
    {refresh, "invalid_grant", "unknown user", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended, because your account no longer exists."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Ask an administrator of this instance for an account.")},
    {refresh, "invalid_grant", "invalid refresh token|authorized client don't match|unmatching clients",
     ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The saved sign-in belongs to another client or another Keycloak."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Check the client id ('%1') and the address, then sign in again.")},
    {refresh, "invalid_grant", "doesn't have required client", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended for client '%1'."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again. Another program may share this sign-in.")},
    {refresh, "invalid_grant", "", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Your session has ended."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again. Nothing else is lost.")},
    {refresh, "invalid_scope", "requested consent", ErrorKind::SessionEnded, Field::None,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The consent that this session rests on was withdrawn."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Sign in again. Nothing else is lost.")},

    // For whoever runs Keycloak
    {any, "invalid_request", "https required", ErrorKind::NotEncrypted, Field::Instance,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Keycloak insists on https, and thinks that it was called by http."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Use an https address. If it is one, a proxy in front of Keycloak hides that: "
                       "whoever runs it has to set the proxy headers.")},
    {any, "access_denied", "realm not enabled", ErrorKind::NotAllowed, Field::Instance,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The realm 'master' is switched off in Keycloak."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak",
                       "Ask whoever runs Keycloak to enable it: Realm settings › General › Enabled.")},
    {devicePoll, "access_denied", "", ErrorKind::DeviceDenied, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The sign-in was refused in the browser."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "If that was a mistake, sign in again and answer Yes there.")},
    {any, "Realm does not exist", "", ErrorKind::NotOffered, Field::Instance,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The Keycloak at %4 has no realm 'master'."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Check the address: this may be the Keycloak of something else.")},
    {any, "unsupported_grant_type", "", ErrorKind::GrantNotAllowed, Field::Way,
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "The Keycloak at %4 does not offer this way of signing in."),
     QT_TRANSLATE_NOOP("wallaroo::Keycloak", "Check the address, or choose another way of signing in.")},
};

/// By hand: a user name may hold "%1", and QString::arg() would count places that a sentence does not have.
QString said(const char* text, const KeycloakNames& names) {
    const QString words = QCoreApplication::translate(context, text);
    QString out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QChar number = words[i] == u'%' && i + 1 < words.size() ? words[i + 1] : QChar();
        if (number == u'1')
            out += displayText(names.client, 80);
        else if (number == u'2')
            out += isolatedText(names.user, 80);
        else if (number == u'3')
            out += names.account.toString(QUrl::FullyEncoded);
        else if (number == u'4')
            out += names.host.host(QUrl::FullyEncoded);
        else {
            out += words[i];
            continue;
        }
        ++i;
    }
    return out;
}

template <typename Fits>
bool oneFits(const char* alternatives, const Fits& fits) {
    for (const QLatin1StringView alternative : QLatin1StringView(alternatives).tokenize(u'|')) {
        if (alternative.isEmpty() || fits(alternative))
            return true;
    }
    return false;
}

const Meaning* meaningOf(const Error& error, KeycloakCall call) {
    if (error.serverCode.isEmpty())
        return nullptr;
    for (const Meaning& meaning : dictionary) {
        const auto isCode = [&](QLatin1StringView code) {
            return error.serverCode.startsWith(code, Qt::CaseInsensitive);
        };
        const auto isSaid = [&](QLatin1StringView fragment) {
            return error.serverText.contains(fragment, Qt::CaseInsensitive);
        };
        if ((meaning.calls & bit(call)) && oneFits(meaning.codes, isCode) && oneFits(meaning.fragments, isSaid))
            return &meaning;
    }
    return nullptr;
}

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Keycloak)
};

/// The stock texts of calls that change something warn of a change that may have been made. Here there is none: at
/// worst a session that nobody uses and that ends by itself.
void speakOfNoChange(Error& error, const QString& host) {
    switch (error.kind) {
    case ErrorKind::OutcomeUnknown:
        error.sentence = Say::tr("The connection to %1 ended before the answer came.").arg(host);
        break;
    case ErrorKind::TookTooLong:
        error.sentence = Say::tr("%1 took too long to answer.").arg(host);
        break;
    case ErrorKind::UnexpectedShape:
        error.advice = Say::tr("Check the address and the version of the instance.");
        return;
    case ErrorKind::Incomplete:
    case ErrorKind::Damaged:
    case ErrorKind::ServerFailed:
    case ErrorKind::ServerBusy:
        break;
    default:
        return;
    }
    error.advice = Say::tr("Wait a little and check the network, then try again.");
}

/// What is wrong with the way to the server is shown where its address stands.
Field fieldOf(ErrorKind kind) {
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
        return Field::Instance;
    default:
        return Field::None;
    }
}

bool isAboutInference(KeycloakCall call, Field field) {
    return call == KeycloakCall::ClientCredentials && field == Field::ClientSecret;
}

} // namespace

Error explainedByKeycloak(Error error, KeycloakCall call, const KeycloakNames& names) {
    if (const Meaning* meaning = meaningOf(error, call)) {
        error.kind = meaning->kind;
        error.field = isAboutInference(call, meaning->field) ? Field::InferenceSecret : meaning->field;
        error.sentence = said(meaning->sentence, names);
        error.advice = said(meaning->advice, names);
        return error;
    }
    error.field = fieldOf(error.kind);
    const QString host = names.host.host(QUrl::FullyEncoded);
    if (error.kind == ErrorKind::NotOffered) {
        error.sentence = Say::tr("No Keycloak answers at %1.").arg(host);
        error.advice =
            Say::tr("Check the address. An older instance has its API and its sign-in at different addresses.");
    } else if (call != KeycloakCall::Discovery) {
        speakOfNoChange(error, host);
    }
    return error;
}

} // namespace wallaroo::api
