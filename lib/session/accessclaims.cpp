#include "session/accessclaims.h"

#include "base/displaytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr qsizetype largestToken = 64 * 1024;
constexpr double latestSecond = 253'402'300'799; // of the year 9999

QString text(const QJsonObject& claims, QLatin1StringView name) {
    return displayText(claims.value(name).toString(), 200);
}

QStringList roles(const QJsonObject& access, const QString& prefix) {
    QStringList names;
    const QJsonArray array = access.value("roles"_L1).toArray();
    for (const auto& role : array) {
        if (role.isString())
            names << prefix + displayText(role.toString(), 100);
    }
    return names;
}

} // namespace

std::optional<AccessClaims> readAccessClaims(const Secret& token) {
    const QByteArrayView bytes = token.reveal();
    const qsizetype first = bytes.indexOf('.');
    const qsizetype second = bytes.indexOf('.', first + 1);
    if (bytes.size() > largestToken || first < 0 || second < 0)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(bytes.sliced(first + 1, second - first - 1).toByteArray(),
                                       QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonDocument document = QJsonDocument::fromJson(decoded ? *decoded : QByteArray());
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject claims = document.object();
    AccessClaims read;
    read.sessionId = text(claims, "sid"_L1);
    if (read.sessionId.isEmpty())
        read.sessionId = text(claims, "session_state"_L1); // Keycloak before 25
    read.subject = text(claims, "sub"_L1);
    read.username = text(claims, "preferred_username"_L1);
    read.realmRoles = roles(claims.value("realm_access"_L1).toObject(), {});
    const QJsonObject clients = claims.value("resource_access"_L1).toObject();
    for (auto client = clients.begin(); client != clients.end(); ++client)
        read.clientRoles << roles(client.value().toObject(), displayText(client.key(), 100) + u": "_s);
    const double issuedAt = claims.value("iat"_L1).toDouble(-1);
    if (issuedAt >= 0 && issuedAt <= latestSecond)
        read.issuedAtMs = 1000 * static_cast<qint64>(issuedAt);
    return read;
}

} // namespace wallaroo::session
