#include "http/errorbody.h"

#include "base/displaytext.h"
#include "http/errors.h"
#include "http/headers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::http {
namespace {

constexpr qsizetype longestText = 300;
constexpr qsizetype longestCode = 100;

QString firstText(const QJsonObject& object, std::initializer_list<QLatin1StringView> names) {
    for (const auto name : names) {
        const QString text = object.value(name).toString().trimmed();
        if (!text.isEmpty())
            return displayText(text, longestText);
    }
    return {};
}

ErrorBody readOAuth(const QJsonObject& object) {
    return {displayText(object.value("error"_L1).toString(), longestCode), firstText(object, {"error_description"_L1})};
}

ErrorBody readObject(const QJsonObject& object) {
    // The engine puts a sentence where OAuth puts a code; its `source` tells them apart.
    if (object.contains("source"_L1))
        return {{}, firstText(object, {"error"_L1})};
    ErrorBody read = readOAuth(object);
    if (read.text.isEmpty())
        read.text = firstText(object, {"msg"_L1, "errorMessage"_L1});
    if (read.text.isEmpty()) // several faults at once: Keycloak's admin service
        read.text = firstText(object.value("errors"_L1).toArray().at(0).toObject(), {"errorMessage"_L1});
    if (read.text.isEmpty() && read.code.contains(u' ')) // "User not found": words, not a code
        read.text = read.code;
    return read;
}

} // namespace

ErrorBody readErrorBody(QByteArrayView body, const QByteArray& mediaType, bool oauthOnly) {
    if (body.size() > errorBodyLimit)
        return {};
    if (isJson(mediaType)) {
        const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
        return oauthOnly ? readOAuth(object) : readObject(object);
    }
    if (mediaType == "text/plain" && !oauthOnly) {
        const QString text = QString::fromUtf8(body).trimmed();
        if (text.size() <= longestText)
            return {{}, displayText(text, longestText)};
    }
    return {};
}

} // namespace wallaroo::http
