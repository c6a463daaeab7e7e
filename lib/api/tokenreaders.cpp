#include "api/tokenreaders.h"

#include "api/answerreader.h"
#include "api/recorddecoder.h"
#include "base/displaytext.h"
#include "domain/token.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::TokenApi)
};

constexpr qint64 longestLife = 30LL * 24 * 3600; // seconds

/// A header's value: visible ASCII. More than the letters of RFC 6750 §2.1, but nothing that could end the line.
bool fitsInHeader(QByteArrayView token) {
    return std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

class TokenReader final : public AnswerReader {
public:
    enum Member { AccessToken, RefreshToken, TokenType, ExpiresIn, RefreshExpiresIn };

    [[nodiscard]] int member(QByteArrayView name) const override {
        static constexpr QByteArrayView names[] = {"access_token", "refresh_token", "token_type", "expires_in",
                                                   "refresh_expires_in"};
        return placeIn(names, name);
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

class DeviceReader final : public AnswerReader {
public:
    enum Member { DeviceCode, UserCode, Page, CompletePage, ExpiresIn, Interval };

    [[nodiscard]] int member(QByteArrayView name) const override {
        static constexpr QByteArrayView names[] = {
            "device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"};
        return placeIn(names, name);
    }

    void value(int member, const JsonValue& value) override {
        switch (member) {
        case DeviceCode:
            answer.deviceCode = value.isText() ? Secret(value.text) : Secret();
            break;
        case UserCode:
            answer.userCode = displayText(textOf(value), 40);
            break;
        case Page:
            answer.page = QUrl(textOf(value), QUrl::StrictMode);
            break;
        case CompletePage:
            answer.completePage = QUrl(textOf(value), QUrl::StrictMode);
            break;
        case ExpiresIn:
            answer.expiresInMs = 1000 * std::max<qint64>(lifetime(value).value_or(600), 1);
            break;
        case Interval: // none or a wrong one: 5 s (RFC 8628 §3.2); never a loop without a pause
            answer.intervalMs = 1000 * std::clamp<qint64>(lifetime(value).value_or(5), 1, 120);
            break;
        default:
            break;
        }
    }

    DeviceAnswer answer;
};

Error foreignPage(const http::CallReport& report, const QUrl& page) {
    Error error = http::callError(ErrorKind::ForeignEndpoints, report);
    error.field = Field::Instance;
    error.sentence = Say::tr("%1 sends to %2 to approve the sign-in, which is another address.")
                         .arg(report.url.host(QUrl::FullyEncoded), displayText(page.host(QUrl::FullyEncoded), 120));
    error.advice = Say::tr("It was not opened. Check the address of the instance with whoever runs it.");
    return error;
}

} // namespace

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

bool sameOrigin(const QUrl& a, const QUrl& b) {
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == "http"_L1 ? 80 : 443); };
    return !a.host().isEmpty() && a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

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

Result<DeviceAnswer> readDeviceAnswer(QByteArrayView json, const Instance& instance, const http::CallReport& report) {
    DeviceReader reader;
    if (const auto decoded = decodeObject(json, reader, report); !decoded)
        return tl::unexpected(decoded.error());
    const DeviceAnswer& answer = reader.answer;
    if (answer.deviceCode.isEmpty() || answer.userCode.isEmpty() || answer.page.isEmpty())
        return tl::unexpected(
            misshapen(report, Say::tr("%1 answered without a code.").arg(report.url.host(QUrl::FullyEncoded))));
    for (const QUrl& page : {answer.page, answer.completePage}) {
        if (!page.isEmpty() && (!sameOrigin(page, instance.authBase) || !page.userInfo().isEmpty()))
            return tl::unexpected(foreignPage(report, page));
    }
    return answer;
}

} // namespace wallaroo::api
