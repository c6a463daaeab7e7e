#include "session/profilejson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

QJsonObject toJson(const Profile& profile) {
    return {
        {u"id"_s, profile.id.toString(QUuid::WithoutBraces)},
        {u"name"_s, profile.name},
        {u"api"_s, profile.instance.apiBase.toString(QUrl::FullyEncoded)},
        {u"auth"_s, profile.instance.authBase.toString(QUrl::FullyEncoded)},
        {u"typedInstance"_s, profile.typedInstance},
        {u"clientId"_s, profile.clientId},
        {u"username"_s, profile.username},
        {u"way"_s, profile.way == Way::InferenceOnly ? u"inference"_s : u"password"_s},
        {u"authorities"_s, QString::fromLatin1(profile.authoritiesPem)},
        {u"remember"_s, profile.remember},
        {u"clientSecretStored"_s, profile.clientSecretStored},
        {u"refreshTokenStored"_s, profile.refreshTokenStored},
    };
}

std::optional<Profile> fromJson(const QJsonObject& object) {
    Profile profile;
    profile.id = QUuid::fromString(object.value("id"_L1).toString());
    // Checked as if typed: a file that was tampered with must not send the password to a plain-http address.
    const auto instance =
        Instance::fromAddresses(object.value("api"_L1).toString(), object.value("auth"_L1).toString());
    if (profile.id.isNull() || !instance)
        return std::nullopt;
    profile.instance = *instance;
    profile.name = object.value("name"_L1).toString();
    profile.typedInstance = object.value("typedInstance"_L1).toString();
    profile.clientId = object.value("clientId"_L1).toString(profile.clientId);
    profile.username = object.value("username"_L1).toString();
    profile.way = object.value("way"_L1).toString() == "inference"_L1 ? Way::InferenceOnly : Way::Password;
    profile.authoritiesPem = object.value("authorities"_L1).toString().toLatin1();
    profile.remember = object.value("remember"_L1).toBool(profile.remember);
    profile.clientSecretStored = object.value("clientSecretStored"_L1).toBool();
    profile.refreshTokenStored = object.value("refreshTokenStored"_L1).toBool();
    return profile;
}

bool hasId(const QList<Profile>& profiles, const QUuid& id) {
    return std::any_of(profiles.begin(), profiles.end(), [&](const Profile& profile) { return profile.id == id; });
}

} // namespace

QByteArray writeProfiles(const QList<Profile>& profiles, const QUuid& lastUsed) {
    QJsonArray array;
    for (const Profile& profile : profiles)
        array.append(toJson(profile));
    const QJsonObject file{{u"version"_s, profileFileVersion},
                           {u"lastUsed"_s, lastUsed.toString(QUuid::WithoutBraces)},
                           {u"profiles"_s, array}};
    return QJsonDocument(file).toJson();
}

std::optional<ProfileFile> readProfiles(const QByteArray& json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    if (object.value("version"_L1).toInt() != profileFileVersion || !object.value("profiles"_L1).isArray())
        return std::nullopt;
    ProfileFile file;
    file.lastUsed = QUuid::fromString(object.value("lastUsed"_L1).toString());
    const QJsonArray array = object.value("profiles"_L1).toArray();
    for (const auto& value : array) {
        const auto profile = fromJson(value.toObject());
        if (profile && !hasId(file.profiles, profile->id))
            file.profiles.append(*profile);
        else
            ++file.unreadable;
    }
    return file;
}

} // namespace wallaroo::session
