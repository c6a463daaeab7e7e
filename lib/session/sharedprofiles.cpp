#include "session/sharedprofiles.h"

#include "base/displaytext.h"
#include "session/profilejson.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::SharedProfiles)
};

auto refused(const QString& sentence, const QString& advice, const QString& details = {}) {
    return failure(ErrorKind::BadInput, sentence, advice, details);
}

QString formatName() {
    return u"wallaroo-admin profiles"_s;
}

bool namesASecret(const QString& member) {
    static const QRegularExpression words(u"pass.?(word|wd|phrase)|secret|token|credential|(api|private).?key"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(member).hasMatch();
}

bool isSecretText(const QString& text) {
    static const QRegularExpression jsonWebToken(u"^eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*$"_s);
    return text.contains("PRIVATE KEY"_L1) || jsonWebToken.match(text).hasMatch();
}

/// A file of profiles, and nothing that must not be in one.
Result<QJsonArray> profilesOf(const QByteArray& json, const QString& file) {
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (fault.error != QJsonParseError::NoError)
        return refused(Say::tr("%1 is broken: it is not JSON.").arg(file),
                       Say::tr("Nothing was taken from it. Ask for the file again."),
                       u"%1 at %2"_s.arg(fault.errorString()).arg(fault.offset));
    const QString secret =
        secretIn(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), {});
    if (!secret.isEmpty())
        return refused(
            Say::tr("%1 holds a secret ('%2'), so nothing was taken from it.").arg(file, displayText(secret, 60)),
            Say::tr("A file to share holds none: everybody it is sent to could sign in with it. Remove it from the "
                    "file; if others have seen it, change it in Keycloak too."));
    const QJsonValue version = document.object().value("version"_L1);
    if (!document.object().value("profiles"_L1).isArray() || !version.isDouble())
        return refused(Say::tr("%1 holds no profiles.").arg(file),
                       Say::tr("Choose a file that was made by exporting profiles."));
    if (version.toDouble() > profileFileVersion)
        return refused(Say::tr("%1 was made by a newer version of this program.").arg(file),
                       Say::tr("Nothing was taken from it. Update this program, then import it again."),
                       u"version %1"_s.arg(version.toDouble()));
    return document.object().value("profiles"_L1).toArray();
}

} // namespace

QString secretIn(const QJsonValue& value, const QString& name) {
    if (value.isString() && !value.toString().isEmpty() && (namesASecret(name) || isSecretText(value.toString())))
        return name.isEmpty() ? u"profiles"_s : name;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const auto& each : array) {
            if (QString found = secretIn(each, name); !found.isEmpty())
                return found;
        }
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (QString found = secretIn(member.value(), member.key()); !found.isEmpty())
            return found;
    }
    return {};
}

QByteArray writeShared(const QList<Profile>& profiles) {
    QJsonArray array;
    for (const Profile& profile : profiles)
        array.append(sharedPart(profile));
    return QJsonDocument(
               QJsonObject{{u"format"_s, formatName()}, {u"version"_s, profileFileVersion}, {u"profiles"_s, array}})
        .toJson();
}

Result<SharedProfiles> readShared(const QByteArray& json, const QString& file) {
    const auto array = profilesOf(json, displayText(file, 120));
    if (!array)
        return tl::unexpected(array.error());
    SharedProfiles shared;
    for (const auto& value : *array) {
        const auto profile = readSharedPart(value.toObject());
        const bool known = profile
                           && std::any_of(shared.profiles.begin(), shared.profiles.end(),
                                          [&](const Profile& each) { return each.id == profile->id; });
        if (known)
            ++shared.repeated;
        else if (profile)
            shared.profiles.append(*profile);
        else
            ++shared.unreadable;
    }
    return shared;
}

Result<SharedProfiles> readSharedFile(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileFailed, Say::tr("%1 could not be read.").arg(displayText(name, 120)),
                       Say::tr("Check that it is there and that you may read it."), file.errorString());
    const QByteArray json = file.read(largestProfileFile + 1);
    if (json.size() > largestProfileFile)
        return refused(Say::tr("%1 is too large for a file of profiles.").arg(displayText(name, 120)),
                       Say::tr("Nothing was taken from it. A megabyte is the most."), u"%1 bytes"_s.arg(file.size()));
    return readShared(json, name);
}

} // namespace wallaroo::session
