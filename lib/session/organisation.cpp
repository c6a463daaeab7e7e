#include "session/organisation.h"

#include "session/jsonlines.h"
#include "session/profilejson.h"
#include "session/sharedprofiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>
#include <filesystem>
#include <system_error>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr qint64 largestFile = 1024 * 1024;

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Organisation)
};

/// The first line where a member of this name stands, at whatever depth.
int lineOf(const QString& name, const QHash<QString, int>& lines) {
    int first = 0;
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        if ((line.key() == name || line.key().endsWith(u'.' + name)) && (first == 0 || line.value() < first))
            first = line.value();
    }
    return first;
}

/// One file while it is read: knows its lines, collects what is wrong.
class Reader {
public:
    Reader(const QString& path, const QByteArray& json, Organisation& into)
        : m_path(path),
          m_lines(linesOfMembers(json)),
          m_into(into) {}

    void read(const QJsonObject& object) {
        if (object.value("version"_L1).toInt() != 1) {
            problem(u"version"_s, Say::tr("version is not 1: this file is for another program, or it is missing"));
            return;
        }
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() == "profiles"_L1)
                readProfiles(member.value());
            else if (member.key() == "settings"_L1)
                readSettings(member.value());
            else if (member.key() != "version"_L1 && member.key() != "format"_L1)
                unknown(member.key());
        }
    }

private:
    void problem(const QString& path, const QString& reason) {
        m_into.problems.append({m_path, m_lines.value(path, m_lines.value(parentOf(path), 0)), reason});
    }

    static QString parentOf(const QString& path) { return path.left(std::max<qsizetype>(path.lastIndexOf(u'.'), 0)); }

    void unknown(const QString& path) {
        problem(path, Say::tr("unknown: %1").arg(path.mid(path.lastIndexOf(u'.') + 1)));
    }

    void readProfiles(const QJsonValue& value) {
        if (!value.isArray())
            return problem(u"profiles"_s, Say::tr("profiles is not a list"));
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            readProfile(list.at(i), u"profiles[%1]"_s.arg(i));
    }

    void readProfile(const QJsonValue& value, const QString& path) {
        static const QStringList known{
            u"id"_s,   u"name"_s,          u"colour"_s,   u"readOnly"_s, u"instance"_s,          u"api"_s,
            u"auth"_s, u"typedInstance"_s, u"clientId"_s, u"way"_s,      u"inferenceClientId"_s, u"authorities"_s};
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (!known.contains(member.key()))
                unknown(path + u'.' + member.key());
            else if (member.key() == "readOnly"_L1 ? !member.value().isBool() : !member.value().isString())
                return problem(path + u'.' + member.key(), Say::tr("%1 has the wrong type").arg(member.key()));
        }
        if (object.contains("instance"_L1) && !addAddresses(object, path))
            return;
        auto profile = readSharedPart(object);
        if (!profile)
            return problem(path, Say::tr("a profile needs an id (a UUID) and an instance with https"));
        if (const QString way = object.value("way"_L1).toString(); !way.isEmpty() && !wayNamed(way))
            return problem(path + u".way"_s, Say::tr("unknown way to sign in: %1").arg(way));
        if (const QString colour = object.value("colour"_L1).toString(); !colour.isEmpty() && profile->colour.isEmpty())
            problem(path + u".colour"_s, Say::tr("not a colour like #1a73e8: %1").arg(colour));
        const bool twice = std::any_of(m_into.profiles.cbegin(), m_into.profiles.cend(),
                                       [&](const Profile& other) { return other.id == profile->id; });
        if (twice)
            return problem(path + u".id"_s, Say::tr("another profile has this id already"));
        profile->organisation = true;
        m_into.profiles.append(*profile);
    }

    bool addAddresses(QJsonObject& object, const QString& path) {
        const auto instance = Instance::fromTyped(object.value("instance"_L1).toString());
        if (!instance) {
            problem(path + u".instance"_s, instance.error().sentence);
            return false;
        }
        object.insert("api"_L1, instance->apiBase.toString());
        object.insert("auth"_L1, instance->authBase.toString());
        object.insert("typedInstance"_L1, object.value("instance"_L1));
        return true;
    }

    void readSettings(const QJsonValue& value) {
        if (!value.isObject())
            return problem(u"settings"_s, Say::tr("settings is not an object"));
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            const QString path = u"settings."_s + member.key();
            if (member.key() == "waysIn"_L1)
                readWays(member.value(), path);
            else if (member.key() == "clipboardSeconds"_L1)
                readNumber(member.value(), path, 10, 600, m_into.clipboardSeconds);
            else if (member.key() == "idleMinutes"_L1)
                readNumber(member.value(), path, 1, 480, m_into.idleMinutes);
            else if (member.key() == "sandboxOffered"_L1)
                readSwitch(member.value(), path, m_into.sandboxOffered);
            else if (member.key() == "deletionOffered"_L1)
                readSwitch(member.value(), path, m_into.deletionOffered);
            else
                unknown(path);
        }
    }

    void readWays(const QJsonValue& value, const QString& path) {
        QList<Way> ways;
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (const auto way = wayNamed(list.at(i).toString()))
                ways.append(*way);
            else // the others still bind: a slip of the pen must not open the ways that were to be closed
                problem(u"%1[%2]"_s.arg(path).arg(i),
                        Say::tr("unknown way to sign in: %1").arg(list.at(i).toVariant().toString()));
        }
        if (ways.isEmpty())
            return problem(path, Say::tr("waysIn names no way that is known: it does not count, and every way is "
                                         "offered unless another file says otherwise"));
        m_into.waysIn = ways;
    }

    void readNumber(const QJsonValue& value, const QString& path, int least, int most, std::optional<int>& into) {
        const int number = value.toInt(least - 1);
        if (number < least || number > most)
            return problem(path, Say::tr("not a whole number from %1 to %2").arg(least).arg(most));
        into = number;
    }

    void readSwitch(const QJsonValue& value, const QString& path, std::optional<bool>& into) {
        if (!value.isBool())
            return problem(path, Say::tr("neither true nor false"));
        into = value.toBool();
    }

    QString m_path;
    QHash<QString, int> m_lines;
    Organisation& m_into;
};

/// Why the folder cannot be looked into; empty: it can, or it is not there, which is no mistake.
QString faultOf(const QString& folder) {
    std::error_code fault;
    const std::filesystem::directory_iterator entries(QFile::encodeName(folder).toStdString(), fault);
    if (!fault || (fault == std::errc::no_such_file_or_directory && !QFileInfo(folder).isSymLink()))
        return {};
    return QString::fromLocal8Bit(fault.message());
}

Organisation readFolder(const QString& folder) {
    Organisation organisation;
    if (const QString fault = faultOf(folder); !fault.isEmpty()) {
        organisation.problems.append({folder, 0, Say::tr("cannot be read: %1").arg(fault)});
        return organisation;
    }
    const QDir directory(folder);
    const auto entries = directory.entryInfoList({u"*.json"_s}, QDir::Files | QDir::System, QDir::Name);
    for (const QFileInfo& entry : entries) {
        if (entry.isFile())
            readOrganisationFile(entry.filePath(), organisation);
        else // a link to nowhere, or what would never end
            organisation.problems.append({entry.filePath(), 0, Say::tr("not a file")});
    }
    return organisation;
}

/// Lays a more important folder over the others: what it says counts.
void lay(const Organisation& upper, Organisation& lower) {
    for (const Profile& profile : upper.profiles)
        lower.profiles.removeIf([&](const Profile& other) { return other.id == profile.id; });
    lower.profiles += upper.profiles;
    const auto replace = [](const auto& by, auto& setting) {
        if (by)
            setting = by;
    };
    replace(upper.waysIn, lower.waysIn);
    replace(upper.clipboardSeconds, lower.clipboardSeconds);
    replace(upper.idleMinutes, lower.idleMinutes);
    replace(upper.sandboxOffered, lower.sandboxOffered);
    replace(upper.deletionOffered, lower.deletionOffered);
    lower.problems += upper.problems;
}

} // namespace

QString OrganisationProblem::text() const {
    return line > 0 ? u"%1:%2: %3"_s.arg(file).arg(line).arg(reason) : u"%1: %2"_s.arg(file, reason);
}

bool Organisation::isEmpty() const {
    return profiles.isEmpty() && !waysIn && !clipboardSeconds && !idleMinutes && !sandboxOffered && !deletionOffered
           && problems.isEmpty();
}

void readOrganisationFile(const QString& path, Organisation& organisation) {
    QFile file(path);
    const auto refuse = [&](int line, const QString& reason) { organisation.problems.append({path, line, reason}); };
    if (!file.open(QIODevice::ReadOnly))
        return refuse(0, Say::tr("cannot be read: %1").arg(file.errorString()));
    const QByteArray json = file.read(largestFile + 1);
    if (json.size() > largestFile)
        return refuse(0, Say::tr("larger than a megabyte"));
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (fault.error != QJsonParseError::NoError)
        return refuse(lineAt(json, fault.offset), Say::tr("not JSON: %1").arg(fault.errorString()));
    if (!document.isObject())
        return refuse(1, Say::tr("not a JSON object"));
    if (const QString secret = secretIn(document.object()); !secret.isEmpty())
        return refuse(
            lineOf(secret, linesOfMembers(json)),
            Say::tr("holds a secret (%1): everybody on this machine can read it, so nothing of the file counts")
                .arg(secret));
    Reader(path, json, organisation).read(document.object());
}

Organisation readOrganisation(const QStringList& folders) {
    Organisation organisation;
    for (const QString& folder : folders)
        lay(readFolder(folder), organisation);
    return organisation;
}

QStringList organisationFolders(const QString& machine) {
    QStringList folders = QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation);
    folders.removeFirst(); // the person's own
    folders.removeAll(machine);
    folders.prepend(machine);
    std::reverse(folders.begin(), folders.end());
    for (QString& folder : folders)
        folder += u"/wallaroo-admin"_s;
    return folders;
}

} // namespace wallaroo::session
