#include "api/secretjson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wallaroo::api {

Secret jsonText(const Secret& secret) {
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray json;
    json.reserve(6 * secret.size() + 2); // at once, so that no growth leaves a copy behind
    json += '"';
    for (const char c : secret.reveal()) {
        const auto byte = static_cast<uchar>(c);
        if (c == '"' || c == '\\')
            json.append('\\').append(c);
        else if (byte < 0x20)
            json.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 0xF]);
        else
            json += c;
    }
    json += '"';
    return Secret::taking(json);
}

Secret withSecret(const QJsonObject& object, QByteArrayView name, const Secret& secret) {
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (secret.isEmpty())
        return Secret::taking(json);
    const Secret text = jsonText(secret);
    json.reserve(json.size() + name.size() + text.size() + 8);
    json.chop(1);
    if (!object.isEmpty())
        json += ',';
    json.append('"').append(name).append("\":").append(text.reveal()).append('}');
    return Secret::taking(json);
}

} // namespace wallaroo::api
