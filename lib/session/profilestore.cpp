#include "session/profilejson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

constexpr qint64 largestFile = 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::ProfileStore)
};

/// A folder or a device in that place is nobody's profiles: opening may never end, and replacing it (as root) would be
/// damage.
bool isSomethingElse(const QString& path) {
    const QFileInfo info(path);
    return info.exists() && !info.isFile();
}

/// Out of the way of the next save. Copied, so that profiles that could be read stay where they are; moved where it
/// cannot even be read. False where neither works: then nothing can be written beside it either.
bool keepBeside(const QString& path) {
    const QString beside = path + u".unreadable"_s;
    QFile::remove(beside);
    if (!QFile::copy(path, beside) && !QFile::rename(path, beside))
        return false;
    QFile::setPermissions(beside, ownerOnly);
    return true;
}

Error unreadable(const QString& path, const QString& why) {
    const QString advice = keepBeside(path) ? Say::tr("What could not be read is kept beside it as %1.")
                                                  .arg(QFileInfo(path).fileName() + u".unreadable"_s)
                                            : QString();
    return failure(ErrorKind::FileFailed, Say::tr("The saved sign-ins in %1 could not be read.").arg(path), advice, why)
        .value();
}

} // namespace

ProfileStore::ProfileStore(QString path) : m_path(std::move(path)) {
}

Result<void> ProfileStore::load() {
    m_profiles.clear();
    m_lastUsed = {};
    if (isSomethingElse(m_path))
        return failure(ErrorKind::FileFailed, Say::tr("%1 is not a file.").arg(m_path),
                       Say::tr("Sign-ins are not saved until it is out of the way."));
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(unreadable(m_path, file.errorString()));
    if (file.size() > largestFile)
        return tl::unexpected(unreadable(m_path, u"%1 bytes"_s.arg(file.size())));
    const auto read = readProfiles(file.read(largestFile));
    file.close();
    if (!read)
        return tl::unexpected(unreadable(m_path, u"not a file of version %1"_s.arg(profileFileVersion)));
    m_profiles = read->profiles;
    m_lastUsed = read->lastUsed;
    if (read->unreadable > 0)
        return tl::unexpected(unreadable(m_path, u"%1 of them"_s.arg(read->unreadable)));
    return {};
}

std::optional<Profile> ProfileStore::lastUsed() const {
    for (const Profile& profile : m_profiles) {
        if (profile.id == m_lastUsed)
            return profile;
    }
    return std::nullopt;
}

Result<void> ProfileStore::save(const Profile& profile) {
    const auto same = std::find_if(m_profiles.begin(), m_profiles.end(),
                                   [&](const Profile& known) { return known.id == profile.id; });
    if (same == m_profiles.end())
        m_profiles.append(profile);
    else
        *same = profile;
    m_lastUsed = profile.id;
    return write();
}

Result<void> ProfileStore::remove(const QUuid& id) {
    m_profiles.removeIf([&](const Profile& profile) { return profile.id == id; });
    if (m_lastUsed == id)
        m_lastUsed = {};
    return write();
}

Result<void> ProfileStore::write() {
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const QByteArray json = writeProfiles(m_profiles, m_lastUsed);
    // flush() by hand: on Qt 6.4 commit() takes no notice of a flush of its own that failed, and would put a cut file
    // in place (measured).
    const bool written = !isSomethingElse(m_path) && file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
                         && file.write(json) == json.size() && file.flush() && file.commit();
    if (!written)
        return failure(ErrorKind::FileFailed, Say::tr("The sign-in could not be saved in %1.").arg(m_path),
                       Say::tr("It works for this session. Check that the folder can be written to."),
                       file.errorString());
    return {};
}

} // namespace wallaroo::session
