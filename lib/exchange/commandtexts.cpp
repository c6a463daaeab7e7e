#include "exchange/commandtexts.h"

#include "exchange/commandparts.h"
#include "exchange/quoting.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange {
namespace {

using namespace parts;

/// `token`: the line that gives TOKEN its value, or checks that it has one.
QString curlCall(const QString& token, const Instance& instance, const ApiCall& call) {
    const auto below = belowApi(instance, call.url);
    QStringList lines;
    if (below)
        lines << "APIURL="_L1 + shellQuoted(apiAddress(instance)) + " &&"_L1;
    lines << token + " &&"_L1;
    lines << R"(printf 'Authorization: Bearer %s\n' "$TOKEN" | )"_L1 + curl + " -H @- \\"_L1;
    QString last = "  -X "_L1 + QString::fromLatin1(call.method) + u' '
                   + (below ? R"("$APIURL")"_L1 + shellQuoted(*below) : shellQuoted(address(call.url)));
    if (!call.body.isEmpty()) {
        lines << last + " \\"_L1;
        lines << "  -H "_L1 + shellQuoted("Content-Type: "_L1 + QString::fromLatin1(call.contentType)) + " \\"_L1;
        last = "  --data-raw "_L1 + shellQuoted(ascii(call.body));
    }
    lines << last;
    return lines.join(u'\n');
}

QString pythonCall(const QString& token, const QString& head, const Instance& instance, const ApiCall& call) {
    const auto below = belowApi(instance, call.url);
    const auto literal = pythonLiteral(call.body);
    QStringList lines{head};
    if (below)
        lines << "APIURL = "_L1 + pythonQuoted(apiAddress(instance));
    lines << token;
    lines << u"headers = {\"Authorization\": f\"Bearer {TOKEN}\"}"_s;
    QString arguments = u"headers=headers"_s;
    if (!call.body.isEmpty()) {
        const bool plainJson = literal && call.contentType == "application/json";
        if (!plainJson)
            lines << "headers[\"Content-Type\"] = "_L1 + pythonQuoted(QString::fromLatin1(call.contentType));
        lines << "data = "_L1 + literal.value_or(pythonQuoted(QString::fromUtf8(call.body)) + ".encode()"_L1);
        arguments += literal ? ", json=data"_L1 : ", data=data"_L1;
    }
    const QString url = below ? "APIURL + "_L1 + pythonQuoted(*below) : pythonQuoted(address(call.url));
    lines << "response = requests.request(%1, %2, %3, timeout=60)"_L1.arg(
        pythonQuoted(QString::fromLatin1(call.method)), url, arguments);
    lines << u"response.raise_for_status()"_s;
    lines << u"print(response.text)"_s;
    return lines.join(u'\n');
}

/// A form field: by curl's own encoding where it can be read as it is, encoded already where it cannot.
QString curlField(const char* name, const QString& text) {
    const bool readable = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
    const auto field = QLatin1StringView(name) + u'=';
    return readable ? "--data-urlencode "_L1 + shellQuoted(field + text)
                    : "--data "_L1 + shellQuoted(field + QString::fromLatin1(QUrl::toPercentEncoding(text)));
}

/// Which variable of the guide holds the grant's own secret, and the form's name for it.
struct GrantSecret {
    const char* variable = nullptr; ///< none for client credentials
    const char* field = nullptr;
    const char* name = "client_credentials";
};

GrantSecret secretOf(Grant grant) {
    switch (grant) {
    case Grant::Password:
        return {"PASSWORD", "password", "password"};
    case Grant::Refresh:
        return {"REFRESH", "refresh_token", "refresh_token"};
    case Grant::ClientCredentials:
        break;
    }
    return {};
}

QString curlTokenRequest(Grant grant, const Instance& instance, const TokenRequester& who) {
    const GrantSecret secret = secretOf(grant);
    QStringList lines{"TOKENURL="_L1 + shellQuoted(tokenAddress(instance)) + " &&"_L1,
                      "CONFIDENTIAL_CLIENT="_L1 + shellQuoted(who.clientId) + " &&"_L1};
    const auto demand = [&lines](QLatin1StringView name) {
        lines << ": \"${%1:?is not set: read -rs %1}\" &&"_L1.arg(name);
    };
    QString pipes; // one a secret: curl reads the last from its input, the one before from descriptor 3
    QStringList fields{curlField("grant_type", QLatin1StringView(secret.name)),
                       R"(--data-urlencode "client_id=$CONFIDENTIAL_CLIENT")"_L1};
    if (grant == Grant::Password)
        fields << curlField("username", who.username);
    if (who.hasSecret) {
        demand("CONFIDENTIAL_CLIENT_SECRET"_L1);
        pipes += R"(printf %s "$CONFIDENTIAL_CLIENT_SECRET" | )"_L1;
        fields << (secret.variable ? u"--data-urlencode client_secret@/dev/fd/3"_s
                                   : u"--data-urlencode client_secret@-"_s);
    }
    const bool both = who.hasSecret && secret.variable;
    if (secret.variable) {
        demand(QLatin1StringView(secret.variable));
        pipes += (both ? "{ "_L1 : ""_L1) + "printf %s \"$%1\" | "_L1.arg(QLatin1StringView(secret.variable));
        fields << "--data-urlencode %1@-"_L1.arg(QLatin1StringView(secret.field));
    }
    lines << "ANSWER=$("_L1 + pipes + curl + " \"$TOKENURL\" \\"_L1;
    lines << "  "_L1 + fields.join(" \\\n  "_L1) + (both ? "; } 3<&0) &&"_L1 : ") &&"_L1);
    lines << R"(TOKEN=$(printf %s "$ANSWER" | jq -r .access_token))"_L1;
    if (grant != Grant::ClientCredentials) {
        lines.last() += " &&"_L1;
        lines << R"(REFRESH=$(printf %s "$ANSWER" | jq -r .refresh_token))"_L1;
    }
    return lines.join(u'\n');
}

QString pythonTokenRequest(Grant grant, const Instance& instance, const TokenRequester& who) {
    const GrantSecret secret = secretOf(grant);
    QStringList lines{pythonHead(), "TOKENURL = "_L1 + pythonQuoted(tokenAddress(instance)),
                      "CONFIDENTIAL_CLIENT = "_L1 + pythonQuoted(who.clientId)};
    QStringList fields{"\"grant_type\": "_L1 + pythonQuoted(QLatin1StringView(secret.name)),
                       u"\"client_id\": CONFIDENTIAL_CLIENT"_s};
    if (who.hasSecret) {
        lines << pythonSecret(u"CONFIDENTIAL_CLIENT_SECRET"_s, "Secret of "_L1 + who.clientId);
        fields << u"\"client_secret\": CONFIDENTIAL_CLIENT_SECRET"_s;
    }
    if (grant == Grant::Password) {
        lines << "USERNAME = "_L1 + pythonQuoted(who.username);
        lines << pythonSecret(u"PASSWORD"_s, "Password of "_L1 + who.username);
        fields << u"\"username\": USERNAME"_s << u"\"password\": PASSWORD"_s;
    } else if (grant == Grant::Refresh) {
        lines << pythonSecret(u"REFRESH"_s, u"Refresh token"_s);
        fields << u"\"refresh_token\": REFRESH"_s;
    }
    lines << "data = {"_L1 + fields.join(", "_L1) + u'}';
    lines << u"response = requests.post(TOKENURL, data=data, timeout=60)"_s;
    lines << u"response.raise_for_status()"_s;
    lines << u"TOKEN = response.json()[\"access_token\"]"_s;
    if (grant != Grant::ClientCredentials)
        lines << u"REFRESH = response.json()[\"refresh_token\"]"_s;
    lines << u"headers = {\"Authorization\": f\"Bearer {TOKEN}\"}"_s;
    return lines.join(u'\n');
}

/// The text with its mark replaced by the token, without a copy that outlives this.
Secret filled(const QString& text, QLatin1StringView mark, const Secret& token) {
    QByteArray bytes = text.toUtf8();
    const qsizetype at = bytes.indexOf(QByteArrayView(mark.data(), mark.size()));
    const QByteArray before = bytes.first(at);
    const QByteArray after = bytes.sliced(at + mark.size());
    QByteArray whole;
    whole.reserve(before.size() + token.size() + after.size()); // so that no part is left behind by growing
    whole.append(before).append(token.reveal()).append(after);
    return Secret::taking(whole);
}

constexpr auto place = "\x1ftoken\x1f"_L1; ///< cannot come from a body: controls are escaped there

} // namespace

ApiCall ApiCall::mlops(const Instance& instance, const QString& path, const QByteArray& json) {
    ApiCall call;
    call.url = instance.api(path);
    call.body = json;
    return call;
}

ApiCall ApiCall::inference(const QUrl& pipeline, const QByteArray& records) {
    ApiCall call;
    call.url = pipeline;
    call.body = records;
    call.contentType = QByteArrayLiteral("application/json; format=pandas-records");
    return call;
}

QString callText(Tool tool, const Instance& instance, const ApiCall& call) {
    if (tool == Tool::Curl)
        return curlCall(tokenFromVariable, instance, call);
    return pythonCall(pythonSecret(u"TOKEN"_s, u"Token"_s), pythonHead(), instance, call);
}

std::optional<Secret> callTextWithToken(Tool tool, const Instance& instance, const ApiCall& call, const Secret& token) {
    if (!isInert(token))
        return std::nullopt;
    const QString text = tool == Tool::Curl
                             ? curlCall("TOKEN='"_L1 + place + u'\'', instance, call)
                             : pythonCall("TOKEN = \""_L1 + place + u'"', u"import requests\n"_s, instance, call);
    return filled(text, place, token);
}

QString tokenRequestText(Tool tool, Grant grant, const Instance& instance, const TokenRequester& who) {
    return tool == Tool::Curl ? curlTokenRequest(grant, instance, who) : pythonTokenRequest(grant, instance, who);
}

bool isInert(const Secret& token) {
    const QByteArrayView bytes = token.reveal();
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || QByteArrayView("-._~+/").contains(c);
    };
    const auto letters = std::find_if_not(bytes.begin(), bytes.end(), isLetter);
    return letters != bytes.begin() && std::all_of(letters, bytes.end(), [](char c) { return c == '='; });
}

std::optional<Secret> shellExport(const Secret& token) {
    if (!isInert(token))
        return std::nullopt;
    return filled("export TOKEN='"_L1 + place + u'\'', place, token);
}

Secret authorizationHeader(const Secret& token) {
    return filled("Authorization: Bearer "_L1 + place, place, token);
}

Secret sdkTokenFile(const Secret& token, const QString& userEmail, const QString& userId) {
    // A token is visible ASCII (the token endpoint's reader sees to it); only these two could end a JSON text.
    QByteArray escaped = token.reveal().toByteArray();
    escaped.replace('\\', "\\\\").replace('"', "\\\"");
    const QString text = "{\n  \"token\": \"%1\",\n  \"user_email\": %2,\n  \"user_id\": %3\n}\n"_L1.arg(
        place, jsonQuoted(userEmail), jsonQuoted(userId));
    return filled(text, place, Secret::taking(escaped));
}

QString tokenAddress(const Instance& instance) {
    return address(instance.openIdConnect(u"token"_s));
}

QString apiAddress(const Instance& instance) {
    return address(instance.apiBase);
}

} // namespace wallaroo::exchange
