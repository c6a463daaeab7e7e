#include "exchange/callsequence.h"

#include "exchange/commandparts.h"
#include "exchange/quoting.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange {
namespace {

using namespace parts;

constexpr auto bearer = R"(printf 'Authorization: Bearer %s\n' "$TOKEN" | )"_L1;

bool anyTakesPassword(const std::vector<SequenceCall>& calls) {
    return std::any_of(calls.begin(), calls.end(), [](const SequenceCall& one) { return one.takesPassword; });
}

/// The body as it is written, with the variable in the place that is kept for the password.
QString withPassword(QString body, const QString& variable) {
    return body.replace("\"value\": \"\\u2026\""_L1, "\"value\": "_L1 + variable);
}

QString shellUrl(const Instance& instance, const QUrl& url) {
    const auto below = belowApi(instance, url);
    return below ? R"("$APIURL")"_L1 + shellQuoted(*below) : shellQuoted(address(url));
}

/// Where the id of somebody read before belongs; as it stands in a quoted address.
constexpr auto idPlace = "%7Bid%7D"_L1;

QString curlOne(const Instance& instance, const SequenceCall& one) {
    const ApiCall& call = one.call;
    QString target = "  -X "_L1 + QString::fromLatin1(call.method) + u' ' + shellUrl(instance, call.url);
    if (!one.person.isEmpty())
        target.replace(idPlace, R"('"$ID"')"_L1);
    const QString type = "  -H "_L1 + shellQuoted("Content-Type: "_L1 + QString::fromLatin1(call.contentType));
    if (one.takesPassword) {
        // printf belongs to the shell: the password stands in no argument of a program
        return bearer + R"({ printf %s "$PASSWORD" | jq -R )"_L1 + shellQuoted(withPassword(ascii(call.body), u"."_s))
               + " |\n  "_L1 + curl + " -H @/dev/fd/3 \\\n"_L1 + target + " \\\n"_L1 + type
               + " \\\n  --data-binary @-; } 3<&0"_L1;
    }
    QStringList lines;
    if (!one.person.isEmpty())
        lines << "ID=$("_L1 + bearer + curl + " -H @- "_L1 + shellUrl(instance, one.person)
                     + " | jq -er '.[0].id') &&"_L1;
    if (!one.role.isEmpty())
        lines << "ROLE=$("_L1 + bearer + curl + " -H @- "_L1 + shellUrl(instance, one.role) + ") &&"_L1;
    lines << bearer + curl + " -H @- \\"_L1 << target;
    if (!one.role.isEmpty() || !call.body.isEmpty()) {
        lines.last() += " \\"_L1;
        lines << type + " \\"_L1;
        lines << "  --data-raw "_L1 + (one.role.isEmpty() ? shellQuoted(ascii(call.body)) : u"\"[$ROLE]\""_s);
    }
    return lines.join(u'\n');
}

QString curlSequence(const Instance& instance, const std::vector<SequenceCall>& calls) {
    QStringList parts;
    const bool isBelow = std::any_of(calls.begin(), calls.end(), [&instance](const SequenceCall& one) {
        return belowApi(instance, one.call.url) || belowApi(instance, one.role);
    });
    if (isBelow)
        parts << "APIURL="_L1 + shellQuoted(apiAddress(instance));
    parts << tokenFromVariable;
    if (anyTakesPassword(calls))
        parts << R"(: "${PASSWORD:?is not set: read -rs PASSWORD}")"_L1;
    for (const SequenceCall& one : calls)
        parts << curlOne(instance, one);
    return parts.join(" &&\n"_L1);
}

QString pythonUrl(const Instance& instance, const QUrl& url) {
    const auto below = belowApi(instance, url);
    return below ? "APIURL + "_L1 + pythonQuoted(*below) : pythonQuoted(address(url));
}

QString pythonOne(const Instance& instance, const SequenceCall& one) {
    const ApiCall& call = one.call;
    QString line =
        "call("_L1 + pythonQuoted(QString::fromLatin1(call.method)) + ", "_L1 + pythonUrl(instance, call.url);
    if (!one.person.isEmpty())
        line.replace(idPlace,
                     "\" + call(\"GET\", "_L1 + pythonUrl(instance, one.person) + ").json()[0][\"id\"] + \""_L1);
    if (!one.role.isEmpty())
        line += ", [call(\"GET\", "_L1 + pythonUrl(instance, one.role) + ").json()]"_L1;
    else if (const auto literal = pythonLiteral(call.body); literal && one.takesPassword)
        line += ", "_L1 + withPassword(*literal, u"PASSWORD"_s);
    else if (literal)
        line += ", "_L1 + *literal;
    return line + u')';
}

QString pythonSequence(const Instance& instance, const std::vector<SequenceCall>& calls) {
    QStringList lines{pythonHead(), "APIURL = "_L1 + pythonQuoted(apiAddress(instance)),
                      pythonSecret(u"TOKEN"_s, u"Token"_s)};
    if (anyTakesPassword(calls))
        lines << pythonSecret(u"PASSWORD"_s, u"Temporary password"_s);
    lines << u"headers = {\"Authorization\": f\"Bearer {TOKEN}\"}\n\n"_s;
    lines << u"def call(method, url, data=None):"_s;
    lines << u"    response = requests.request(method, url, headers=headers, json=data, timeout=60)"_s;
    lines << u"    response.raise_for_status()"_s;
    lines << u"    print(method, url, response.status_code)"_s;
    lines << u"    return response\n\n"_s;
    for (const SequenceCall& one : calls)
        lines << pythonOne(instance, one);
    return lines.join(u'\n');
}

} // namespace

QString sequenceText(Tool tool, const Instance& instance, const std::vector<SequenceCall>& calls) {
    return tool == Tool::Curl ? curlSequence(instance, calls) : pythonSequence(instance, calls);
}

} // namespace wallaroo::exchange
