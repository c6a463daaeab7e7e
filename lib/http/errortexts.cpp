#include "http/errortexts.h"

#include "base/displaytext.h"

#include <QCoreApplication>

namespace wallaroo::http {
namespace {

/// The context of all texts here for the translators.
struct Say {
    Q_DECLARE_TR_FUNCTIONS(Transport)
};

QString hostOf(const CallReport& report) {
    return isolatedText(report.url.host(), 100);
}

QString placeOf(const CallReport& report) {
    const int port = report.url.port(report.url.scheme() == QLatin1String("http") ? 80 : 443);
    return hostOf(report) + u':' + QString::number(port);
}

/// A change whose 2xx answer could not be read whole was most likely made: never say "try again" then (rule 4).
QString adviceAfterHalfAnswer(const CallReport& report) {
    if (report.effect == Effect::Changes)
        return Say::tr("The change was probably made. Reload and look before doing it again.");
    return Say::tr("Try again. If it happens again, check the network and any proxy in between.");
}

/// `deadline`: not empty when nothing came in time, empty when the connection ended.
ErrorText outcomeUnknownText(const CallReport& report, const QString& deadline) {
    const QString host = hostOf(report);
    const QString what = deadline.isEmpty() ? Say::tr("The connection to %1 ended before the answer came").arg(host)
                                            : Say::tr("%1 took too long to answer").arg(host);
    if (report.credentials)
        return {Say::tr("%1; whether it accepted the sign-in is not known.").arg(what),
                Say::tr("Check the VPN and the network, then sign in again.")};
    return {Say::tr("%1, so the change may have been made.").arg(what),
            Say::tr("Reload and look before doing it again.")};
}

/// Plain http to a port for https: the server closes, or sends an alert that is no HTTP.
bool mayBeForTls(const CallReport& report) {
    return report.status == 0 && report.url.scheme() == QLatin1String("http");
}

/// Nobody fears that looking at something has changed it.
QString afterNothing(const CallReport& report, const QString& advice) {
    return report.effect == Effect::Changes ? Say::tr("Nothing was changed.") + u' ' + advice : advice;
}

QString adviceForTls(const CallReport& report) {
    return afterNothing(report,
                        Say::tr("The server may speak https there: write https at the beginning of the address. "
                                "Otherwise check that a web server answers at this address and port."));
}

QString adviceAfterLoss(const CallReport& report) {
    if (mayBeForTls(report))
        return adviceForTls(report);
    return afterNothing(report, Say::tr("Check the network, and that a web server answers at this address and port."));
}

ErrorText wayText(ErrorKind kind, const CallReport& report, const QString& subject) {
    const QString host = hostOf(report);
    switch (kind) {
    case ErrorKind::HostNotFound:
        return {Say::tr("No server named %1 was found.").arg(host),
                Say::tr("Check the address, the network and whether a VPN is needed.")};
    case ErrorKind::ConnectionRefused:
        return {Say::tr("Nothing answers at %1.").arg(placeOf(report)),
                Say::tr("Check the address and its port, and whether the instance is running.")};
    case ErrorKind::TookTooLong:
        return {Say::tr("%1 took too long to answer.").arg(host),
                report.status == 0 ? Say::tr("Check the VPN and the network, then try again.")
                                   : adviceAfterHalfAnswer(report)};
    case ErrorKind::ConnectionLost:
        return {Say::tr("The connection to %1 ended before a readable answer came.").arg(host),
                adviceAfterLoss(report)};
    case ErrorKind::OutcomeUnknown:
        return outcomeUnknownText(report, subject);
    case ErrorKind::ProxyFailed:
        if (report.status == 407)
            return {subject.isEmpty() ? Say::tr("The proxy asks for a user name and a password.")
                                      : Say::tr("The proxy %1 asks for a user name and a password.").arg(subject),
                    Say::tr("Try again to enter them, or ask whoever runs the network for a way without.")};
        return {subject.isEmpty()
                    ? Say::tr("The proxy did not answer, or did not let the request through.")
                    : Say::tr("The proxy %1 did not answer, or did not let the request through.").arg(subject),
                Say::tr("Check the proxy in the settings of the system.")};
    case ErrorKind::UnknownAuthority:
        return {
            subject.isEmpty()
                ? Say::tr("The certificate of %1 is signed by itself, and this computer does not know it.").arg(host)
                : Say::tr("The certificate of %1 is signed by “%2”, unknown to this computer.").arg(host, subject),
            Say::tr(
                "If you know that this is right, trust the CA file of the instance; ask its administrator for it.")};
    case ErrorKind::NotEncrypted:
        return {Say::tr("The address %1 is not called, because it is not an https address.").arg(host),
                Say::tr("Use an address that begins with https and holds no user name, query or fragment.")};
    case ErrorKind::Redirected:
        return {subject.isEmpty() ? Say::tr("The server answered with a redirect.")
                                  : Say::tr("The server answered with a redirect to %1.").arg(subject),
                Say::tr("Check the address. Redirects are not followed, so that nothing secret goes elsewhere.")};
    case ErrorKind::NotHttp:
        return {Say::tr("What answers at %1 is not a web server.").arg(placeOf(report)),
                mayBeForTls(report) ? adviceForTls(report) : Say::tr("Check the address and its port.")};
    case ErrorKind::Canceled:
        return {Say::tr("The request was canceled."), {}};
    default:
        return {};
    }
}

ErrorText certificateText(const CallReport& report, const QString& reason) {
    return {
        Say::tr("The certificate of %1 is not valid: %2.").arg(hostOf(report), reason),
        Say::tr(
            "Check the address and this computer's clock. Otherwise the instance needs another certificate; a CA file "
            "does not help here.")};
}

ErrorText answerText(ErrorKind kind, const CallReport& report) {
    const QString host = hostOf(report);
    switch (kind) {
    case ErrorKind::WebPage:
        return {Say::tr("A web page answered at %1, not the service.").arg(host),
                Say::tr("Check the VPN, the address, and whether the network asks for a sign-in of its own.")};
    case ErrorKind::Incomplete:
        return {Say::tr("The answer of %1 ended too early.").arg(host), adviceAfterHalfAnswer(report)};
    case ErrorKind::Damaged:
        return {Say::tr("The answer of %1 is damaged.").arg(host), adviceAfterHalfAnswer(report)};
    case ErrorKind::TooLarge:
        return {Say::tr("The answer of %1 is larger than expected and was not read.").arg(host),
                Say::tr("Check the address.")};
    case ErrorKind::UnexpectedShape:
        return {Say::tr("The answer of %1 is not what this version of the program understands.").arg(host),
                report.effect == Effect::Changes ? adviceAfterHalfAnswer(report)
                                                 : Say::tr("Check the address and the version of the instance.")};
    default:
        return {};
    }
}

/// A server's words end where they end; advice follows.
QString asSentence(const QString& words) {
    return words.isEmpty() || words.back().isPunct() ? words : words + u'.';
}

ErrorText refusalText(ErrorKind kind, const CallReport& report, const QString& words) {
    switch (kind) {
    case ErrorKind::Refused:
        return {words.isEmpty() ? Say::tr("The server refused the request.")
                                : Say::tr("The server refused this: %1").arg(asSentence(words)),
                report.effect == Effect::Changes
                    ? Say::tr("Change what was entered, then try again.")
                    : Say::tr("Try again later. If it stays, show the details to who runs the instance.")};
    case ErrorKind::Unauthorized:
        return {Say::tr("The server did not accept the sign-in."), Say::tr("Sign in again.")};
    case ErrorKind::NotAllowed:
        return {Say::tr("Your account may not do this."),
                Say::tr("Ask an administrator of this instance for the role, or sign in as somebody else.")};
    case ErrorKind::NotOffered:
        return {Say::tr("%1 does not offer this.").arg(hostOf(report)),
                Say::tr("Check the address; an older version of the instance may not have it.")};
    case ErrorKind::TooManyRequests:
        return {Say::tr("The server asks for fewer requests."), Say::tr("Wait a little, then try again.")};
    case ErrorKind::ServerFailed:
        return {words.isEmpty() ? Say::tr("The server failed (status %1).").arg(report.status)
                                : Say::tr("The server failed: %1").arg(asSentence(words)),
                report.effect == Effect::Changes
                    ? Say::tr("Reload and look before doing it again.")
                    : Say::tr("Try again later. If it stays, show the details to who runs the instance.")};
    case ErrorKind::ServerBusy:
        return {Say::tr("The server is starting or overloaded (status %1).").arg(report.status),
                report.effect == Effect::Changes ? Say::tr("Wait a little, then reload and look before doing it again.")
                                                 : Say::tr("Wait a little, then try again.")};
    default:
        return {};
    }
}

/// In two lines of sixteen bytes, to be compared line by line.
QString inTwoLines(const QString& fingerprint) {
    const qsizetype half = 16 * 3; // two digits and a colon each
    return fingerprint.left(half) + u'\n' + fingerprint.mid(half);
}

} // namespace

ErrorText wantsTlsText(const CallReport& report) {
    return {Say::tr("The server at %1 speaks https, and the address begins with http.").arg(placeOf(report)),
            afterNothing(report, Say::tr("Write https at the beginning of the address."))};
}

ErrorText otherThanPinnedText(const CallReport& report, const QString& trusted, const QString& shown) {
    return {Say::tr("%1 shows another certificate than the one that you trust there. Nothing was sent.")
                .arg(hostOf(report)),
            //: each on lines of its own: two fingerprints
            Say::tr("Trusted SHA-256:\n%1\nShown SHA-256:\n%2\nAsk the administrator of the instance whether it was "
                    "renewed. If so, choose “Stop trusting it” under Profiles, then sign in again.")
                .arg(inTwoLines(trusted), inTwoLines(shown))};
}

ErrorText errorText(ErrorKind kind, const CallReport& report, const QString& subject) {
    if (kind == ErrorKind::WrongCertificate)
        return certificateText(report, subject);
    for (const ErrorText& text :
         {wayText(kind, report, subject), answerText(kind, report), refusalText(kind, report, subject)}) {
        if (!text.sentence.isEmpty())
            return text;
    }
    return {Say::tr("The request to %1 failed.").arg(hostOf(report)), {}};
}

} // namespace wallaroo::http
