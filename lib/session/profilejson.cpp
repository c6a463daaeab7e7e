#include "session/profilejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr std::pair<Way, QLatin1StringView> ways[] = {
    {Way::Password, "password"_L1},
    {Way::DeviceBrowser, "browser"_L1},
    {Way::DeviceCode, "device"_L1},
    {Way::InferenceOnly, "inference"_L1},
};

constexpr std::pair<secrets::Kind, QLatin1StringView> kinds[] = {
    {secrets::Kind::ClientSecret, "clientSecret"_L1},
    {secrets::Kind::RefreshToken, "refreshToken"_L1},
    {secrets::Kind::SignInSecret, "signInSecret"_L1},
    {secrets::Kind::AccessToken, "accessToken"_L1},
};

QJsonArray namesOf(const std::set<secrets::Kind>& some) {
    QJsonArray names;
    for (const auto& [kind, name] : kinds) {
        if (some.count(kind) > 0)
            names.append(name);
    }
    return names;
}

std::set<secrets::Kind> kindsNamed(const QJsonArray& names) {
    std::set<secrets::Kind> some;
    for (const auto& [kind, name] : kinds) {
        if (names.contains(name))
            some.insert(kind);
    }
    return some;
}

QString colourFrom(const QString& text) {
    static const QRegularExpression form(u"^#[0-9a-fA-F]{6}$"_s);
    return form.match(text).hasMatch() ? text.toLower() : QString();
}

QJsonObject personalPart(const Profile& profile) {
    return {
        {u"username"_s, profile.username},
        {u"subject"_s, profile.subject},
        {u"remember"_s, profile.remember},
        {u"staySignedIn"_s, profile.staySignedIn},
        {u"locked"_s, profile.locked},
        {u"organisation"_s, profile.organisation},
        {u"acceptedIssuer"_s, profile.acceptedIssuer},
        {u"pinned"_s, QString::fromLatin1(profile.pinnedPem)},
        {u"clientSecretStored"_s, profile.clientSecretStored},
        {u"signInSecretStored"_s, profile.signInSecretStored},
        {u"refreshTokenStored"_s, profile.refreshTokenStored},
        {u"accessTokenStored"_s, profile.accessTokenStored},
        {u"perhapsStored"_s, namesOf(profile.perhapsStored)},
        {u"clientIsPublic"_s, profile.clientIsPublic},
        {u"keychain"_s, profile.keychain},
    };
}

void readPersonalPart(const QJsonObject& object, Profile& profile) {
    profile.username = object.value("username"_L1).toString();
    profile.subject = object.value("subject"_L1).toString();
    profile.remember = object.value("remember"_L1).toBool(profile.remember);
    profile.staySignedIn = object.value("staySignedIn"_L1).toBool();
    profile.locked = object.value("locked"_L1).toBool();
    profile.organisation = object.value("organisation"_L1).toBool();
    profile.acceptedIssuer = object.value("acceptedIssuer"_L1).toString();
    profile.pinnedPem = object.value("pinned"_L1).toString().toLatin1();
    profile.clientSecretStored = object.value("clientSecretStored"_L1).toBool();
    profile.signInSecretStored = object.value("signInSecretStored"_L1).toBool();
    profile.refreshTokenStored = object.value("refreshTokenStored"_L1).toBool();
    profile.accessTokenStored = object.value("accessTokenStored"_L1).toBool();
    profile.perhapsStored = kindsNamed(object.value("perhapsStored"_L1).toArray());
    profile.clientIsPublic = object.value("clientIsPublic"_L1).toBool();
    profile.keychain = object.value("keychain"_L1).toString();
}

QJsonObject toJson(const Profile& profile) {
    QJsonObject object = sharedPart(profile);
    const QJsonObject personal = personalPart(profile);
    for (auto member = personal.begin(); member != personal.end(); ++member)
        object.insert(member.key(), member.value());
    return object;
}

bool hasId(const QList<Profile>& profiles, const QUuid& id) {
    return std::any_of(profiles.begin(), profiles.end(), [&](const Profile& profile) { return profile.id == id; });
}

} // namespace

QString wayName(Way way) {
    const auto known =
        std::find_if(std::begin(ways), std::end(ways), [&](const auto& each) { return each.first == way; });
    return known->second;
}

std::optional<Way> wayNamed(const QString& name) {
    const auto known =
        std::find_if(std::begin(ways), std::end(ways), [&](const auto& each) { return each.second == name; });
    return known == std::end(ways) ? std::nullopt : std::optional(known->first);
}

QJsonObject sharedPart(const Profile& profile) {
    return {
        {u"id"_s, profile.id.toString(QUuid::WithoutBraces)},
        {u"name"_s, profile.name},
        {u"colour"_s, profile.colour},
        {u"readOnly"_s, profile.readOnly},
        {u"api"_s, profile.instance.apiBase.toString(QUrl::FullyEncoded)},
        {u"auth"_s, profile.instance.authBase.toString(QUrl::FullyEncoded)},
        {u"typedInstance"_s, profile.typedInstance},
        {u"clientId"_s, profile.clientId},
        {u"inferenceClientId"_s, profile.inferenceClientId},
        {u"way"_s, wayName(profile.way)},
        {u"authorities"_s, QString::fromLatin1(profile.authoritiesPem)},
    };
}

std::optional<Profile> readSharedPart(const QJsonObject& object) {
    Profile profile;
    profile.id = QUuid::fromString(object.value("id"_L1).toString());
    const auto instance =
        Instance::fromAddresses(object.value("api"_L1).toString(), object.value("auth"_L1).toString());
    if (profile.id.isNull() || !instance)
        return std::nullopt;
    profile.instance = *instance;
    profile.name = object.value("name"_L1).toString();
    profile.colour = colourFrom(object.value("colour"_L1).toString());
    profile.readOnly = object.value("readOnly"_L1).toBool();
    profile.typedInstance = object.value("typedInstance"_L1).toString();
    profile.clientId = object.value("clientId"_L1).toString(profile.clientId);
    profile.inferenceClientId = object.value("inferenceClientId"_L1).toString();
    profile.way = wayNamed(object.value("way"_L1).toString()).value_or(Way::Password); // a newer program's: asked again
    profile.authoritiesPem = object.value("authorities"_L1).toString().toLatin1();
    return profile;
}

void copyPersonalPart(const Profile& from, Profile& to) {
    readPersonalPart(personalPart(from), to);
    to.way = from.way;
}

void markNothingStored(Profile& profile) {
    profile.clientSecretStored = profile.signInSecretStored = false;
    profile.refreshTokenStored = profile.accessTokenStored = false;
    profile.perhapsStored.clear();
}

QByteArray writeProfiles(const QList<Profile>& profiles, const QUuid& lastUsed) {
    QJsonArray array;
    for (const Profile& profile : profiles)
        array.append(toJson(profile));
    const QJsonObject file{{u"version"_s, profileFileVersion},
                           {u"lastUsed"_s, lastUsed.toString(QUuid::WithoutBraces)},
                           {u"profiles"_s, array}};
    return QJsonDocument(file).toJson();
}

Result<ProfileFile> readProfiles(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const int version = object.value("version"_L1).toInt();
    if (version > profileFileVersion)
        return failure(ErrorKind::NotOffered, {}, {},
                       u"version %1, and this program reads %2"_s.arg(version).arg(profileFileVersion));
    if (version != profileFileVersion || !object.value("profiles"_L1).isArray())
        return failure(ErrorKind::Damaged, {}, {}, u"not a file of version %1"_s.arg(profileFileVersion));
    ProfileFile file;
    file.lastUsed = QUuid::fromString(object.value("lastUsed"_L1).toString());
    const QJsonArray array = object.value("profiles"_L1).toArray();
    for (const auto& value : array) {
        auto profile = readSharedPart(value.toObject());
        if (!profile || hasId(file.profiles, profile->id)) {
            ++file.unreadable;
            continue;
        }
        readPersonalPart(value.toObject(), *profile);
        file.profiles.append(*profile);
    }
    return file;
}

} // namespace wallaroo::session
