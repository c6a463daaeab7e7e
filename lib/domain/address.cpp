#include "domain/address.h"

#include "base/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Address)
};

auto refused(const QString& sentence, const QString& advice = {}) {
    return failure(ErrorKind::BadInput, sentence, advice);
}

QString example() {
    return Words::tr("Type the host, such as wallaroo.example.com, or paste the address of any page of the instance.");
}

/// The parts of what was typed, as text: nothing of it has been judged yet.
struct Typed {
    QString scheme;
    QString authority;
};

bool endsAuthority(QChar c) {
    return c == u'/' || c == u'?' || c == u'#';
}

Typed split(const QString& text) {
    const qsizetype separator = text.indexOf("://"_L1);
    // "host:8080" has no scheme, and "host/page?from=https://other" neither
    const auto firstMark = std::find_if(text.cbegin(), text.cend(), endsAuthority) - text.cbegin();
    const bool hasScheme = separator >= 0 && firstMark == separator + 1;
    if (!hasScheme
        && (text.startsWith("https:/"_L1, Qt::CaseInsensitive) || text.startsWith("http:/"_L1, Qt::CaseInsensitive)))
        return {u"https"_s, {}}; // one slash: "https" is not the host that was meant
    QString rest = hasScheme ? text.mid(separator + 3) : text;
    if (!hasScheme && rest.startsWith("//"_L1))
        rest.remove(0, 2);
    rest.truncate(std::find_if(rest.cbegin(), rest.cend(), endsAuthority) - rest.cbegin());
    return {hasScheme ? text.left(separator).toLower() : u"https"_s, rest};
}

Result<void> checkAuthority(const QString& authority) {
    if (authority.isEmpty())
        return refused(Words::tr("The address has no host."), example());
    if (authority.contains(u'@'))
        return refused(Words::tr("The address holds a user name (the part before @)."),
                       Words::tr("Type the host alone: what stands before @ often disguises another host."));
    const auto isOdd = [](QChar c) {
        return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    };
    if (std::any_of(authority.begin(), authority.end(), isOdd))
        return refused(Words::tr("The address holds a space or an invisible character."), example());
    return {};
}

/// host, and the port or -1; the host of an IPv6 address without its brackets. An error when it cannot be either.
Result<std::pair<QString, int>> splitPort(const QString& authority) {
    QString host = authority;
    QString port;
    const qsizetype bracket = authority.lastIndexOf(u']');
    const qsizetype colon = authority.indexOf(u':', std::max<qsizetype>(bracket, 0));
    if (colon >= 0) {
        host = authority.left(colon);
        port = authority.mid(colon + 1);
    }
    if (port.contains(u':'))
        return refused(Words::tr("The address has more than one colon."),
                       Words::tr("An IPv6 address stands in brackets: https://[2001:db8::1]."));
    if (port.isEmpty())
        return std::pair(host, -1);
    bool isNumber = std::all_of(port.begin(), port.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int number = isNumber ? port.toInt(&isNumber) : 0;
    if (!isNumber || number < 1 || number > 65535)
        return refused(Words::tr("'%1' is not a port.").arg(displayText(port, 40)),
                       Words::tr("A port is a number from 1 to 65535; without one, 443 is used."));
    return std::pair(host, number);
}

/// IPv4 in four plain decimal parts, nothing shorter, octal or hexadecimal.
bool isLoopback4(const QString& host) {
    const QStringList parts = host.split(u'.');
    const auto isByte = [](const QString& part) {
        bool isNumber = false;
        const uint number = part.toUInt(&isNumber);
        return isNumber && number <= 255 && QString::number(number) == part;
    };
    return parts.size() == 4 && parts.front() == "127"_L1 && std::all_of(parts.begin(), parts.end(), isByte);
}

} // namespace

bool isLoopback(const QString& host) {
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host == "::1"_L1 || isLoopback4(host);
}

Result<QUrl> parseAddress(const QString& typed) {
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return refused(Words::tr("The address is empty."), example());
    const auto [scheme, authority] = split(text);
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return refused(Words::tr("An address begins with https://, not with '%1://'.").arg(displayText(scheme, 40)),
                       example());
    if (const auto checked = checkAuthority(authority); !checked)
        return tl::unexpected(checked.error());
    const auto parts = splitPort(authority);
    if (!parts)
        return tl::unexpected(parts.error());
    auto [host, port] = *parts;
    if (host.endsWith(u'.')) // the end of the sentence it was copied from, or the root: the same host
        host.chop(1);

    QUrl url;
    url.setScheme(scheme);
    url.setHost(host, QUrl::StrictMode);
    // QUrl would undo percent signs: "evil%2einvalid" is no host anybody types
    if (url.host().isEmpty() || !url.isValid() || host.contains(u'%'))
        return refused(Words::tr("'%1' is not a host.").arg(displayText(host, 80)), example());
    const bool isDefaultPort = (scheme == "https"_L1 && port == 443) || (scheme == "http"_L1 && port == 80);
    url.setPort(isDefaultPort ? -1 : port);
    if (scheme == "http"_L1 && !isLoopback(url.host()))
        return refused(Words::tr("http:// is not encrypted: everybody on the way could read the password."),
                       Words::tr("Use https://%1. Plain http is for this computer alone (127.0.0.1, ::1, localhost).")
                           .arg(url.host(QUrl::FullyEncoded)));
    return url;
}

} // namespace wallaroo
