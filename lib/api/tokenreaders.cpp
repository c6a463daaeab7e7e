#include "api/tokenreaders.h"

#include "api/recorddecoder.h"
#include "base/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::TokenApi)
};

constexpr qint64 longestLife = 30LL * 24 * 3600; // seconds

/// Seconds within 0…30 days; nothing when it is no number.
std::optional<qint64> lifetime(const JsonValue& value) {
    if (value.kind == JsonValue::Kind::Number) // 3600.5, or beyond 64 bits
        return static_cast<qint64>(std::clamp(value.number, 0.0, static_cast<double>(longestLife)));
    const auto seconds = wholeNumber(value);
    return seconds ? std::optional(std::clamp<qint64>(*seconds, 0, longestLife)) : std::nullopt;
}

Error misshapen(const http::CallReport& report, const QString& sentence) {
    Error error = http::callError(ErrorKind::UnexpectedShape, report);
    error.sentence = sentence;
    return error;
}

/// A header's value: visible ASCII. More than the letters of RFC 6750 §2.1, but nothing that could end the line.
bool fitsInHeader(QByteArrayView token) {
    return std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// What TokenReader and DiscoveryReader share: the answer is the record.
class AnswerReader : public RecordReader {
public:
    void begin(QByteArrayView) override {}

    void element(int, const JsonValue&) override {}

    Outcome end() override { return Outcome::Row; }

    [[nodiscard]] const char* problem() const override { return ""; }
};

class TokenReader final : public AnswerReader {
public:
    enum Member { AccessToken, RefreshToken, TokenType, ExpiresIn, RefreshExpiresIn };

    [[nodiscard]] int member(QByteArrayView name) const override {
        static constexpr QByteArrayView names[] = {"access_token", "refresh_token", "token_type", "expires_in",
                                                   "refresh_expires_in"};
        const auto found = std::find(std::begin(names), std::end(names), name);
        return found == std::end(names) ? ignored : static_cast<int>(found - std::begin(names));
    }

    void value(int member, const JsonValue& value) override {
        const auto secret = [&value] { return value.isText() ? Secret(value.text) : Secret(); };
        switch (member) {
        case AccessToken:
            answer.accessToken = secret();
            break;
        case RefreshToken:
            answer.refreshToken = secret();
            break;
        case TokenType:
            type = value.isText() ? QString::fromUtf8(value.text) : QString();
            break;
        case ExpiresIn:
            answer.expiresInMs = 1000 * lifetime(value).value_or(60);
            break;
        case RefreshExpiresIn:
            answer.refreshExpiresInMs = 1000 * lifetime(value).value_or(0);
            break;
        default:
            break;
        }
    }

    TokenAnswer answer;
    QString type;
};

class DiscoveryReader final : public AnswerReader {
public:
    enum Member { Issuer, TokenEndpoint, EndSessionEndpoint, GrantTypes };

    [[nodiscard]] int member(QByteArrayView name) const override {
        static constexpr QByteArrayView names[] = {"issuer", "token_endpoint", "end_session_endpoint",
                                                   "grant_types_supported"};
        const auto found = std::find(std::begin(names), std::end(names), name);
        return found == std::end(names) ? ignored : static_cast<int>(found - std::begin(names));
    }

    void value(int member, const JsonValue& value) override {
        const QString text = value.isText() ? QString::fromUtf8(value.text) : QString();
        if (member == Issuer)
            issuer = text;
        else if (member == GrantTypes)
            grantTypes = value.kind == JsonValue::Kind::Array ? std::optional(QStringList()) : std::nullopt;
        else if (!text.isEmpty())
            endpoints << text;
    }

    void element(int member, const JsonValue& value) override {
        if (member == GrantTypes && value.isText())
            grantTypes->append(QString::fromUtf8(value.text));
    }

    QString issuer;
    QStringList endpoints;
    std::optional<QStringList> grantTypes;
};

bool sameOrigin(const QUrl& a, const QUrl& b) {
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == "http"_L1 ? 80 : 443); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

/// RFC 8414 §3.3 wants the same text; a default port that one side spells out is no other issuer.
bool sameAddress(const QUrl& a, const QUrl& b) {
    return sameOrigin(a, b) && a.path() == b.path() && !a.hasQuery() && !a.hasFragment();
}

} // namespace

Result<TokenAnswer> readTokenAnswer(QByteArrayView json, const http::CallReport& report) {
    TokenReader reader;
    if (const auto decoded = decodeObject(json, reader, report); !decoded)
        return tl::unexpected(decoded.error());
    if (reader.answer.accessToken.isEmpty())
        return tl::unexpected(
            misshapen(report, Say::tr("%1 answered without a token.").arg(report.url.host(QUrl::FullyEncoded))));
    if (reader.type.compare("Bearer"_L1, Qt::CaseInsensitive) != 0)
        return tl::unexpected(misshapen(report, Say::tr("The token is of the type '%1', which this program cannot use.")
                                                    .arg(displayText(reader.type, 40))));
    if (!fitsInHeader(reader.answer.accessToken.reveal()))
        return tl::unexpected(misshapen(report, Say::tr("The token holds characters that no token may hold.")));
    return reader.answer;
}

Result<Discovery> readDiscovery(QByteArrayView json, const Instance& instance, const http::CallReport& report) {
    DiscoveryReader reader;
    if (const auto decoded = decodeObject(json, reader, report); !decoded)
        return tl::unexpected(decoded.error());
    if (reader.issuer.isEmpty())
        return tl::unexpected(
            misshapen(report, Say::tr("What answers at %1 is no Keycloak.").arg(report.url.host(QUrl::FullyEncoded))));
    Discovery discovery;
    discovery.issuer = reader.issuer;
    if (reader.grantTypes) {
        discovery.grantTypes = *reader.grantTypes;
        discovery.passwordOffered = discovery.grantTypes.contains("password"_L1);
        discovery.clientCredentialsOffered = discovery.grantTypes.contains("client_credentials"_L1);
    }
    QUrl expected = instance.authBase;
    expected.setPath(expected.path() + "/realms/master"_L1);
    discovery.issuerMatches = sameAddress(QUrl(reader.issuer, QUrl::StrictMode), expected);
    discovery.endpointsMatch =
        std::all_of(reader.endpoints.begin(), reader.endpoints.end(), [&](const QString& endpoint) {
            return sameOrigin(QUrl(endpoint, QUrl::StrictMode), instance.authBase);
        });
    return discovery;
}

} // namespace wallaroo::api
