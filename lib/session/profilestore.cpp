#include "session/profilejson.h"
#include "session/sharedprofiles.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QThread>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::session {
namespace {

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

Error unreadable(const QString& path, const QString& why, bool isNewer = false) {
    const QString advice = keepBeside(path) ? Say::tr("What could not be read is kept beside it as %1.")
                                                  .arg(QFileInfo(path).fileName() + u".unreadable"_s)
                                            : QString();
    const QString sentence = isNewer ? Say::tr("The saved sign-ins in %1 are of a newer version of this program.")
                                     : Say::tr("The saved sign-ins in %1 could not be read.");
    return failure(ErrorKind::FileFailed, sentence.arg(path), advice, why).value();
}

QList<Profile>::iterator placeOf(QList<Profile>& profiles, const QUuid& id) {
    return std::find_if(profiles.begin(), profiles.end(), [&](const Profile& each) { return each.id == id; });
}

Error notHere() {
    return failure(ErrorKind::NotFound, Say::tr("This profile is no longer there.")).value();
}

/// Written whole or not at all.
bool writeFile(QSaveFile& file, const QByteArray& content) {
    // flush() by hand: on Qt 6.4 commit() takes no notice of a flush of its own that failed, and would put a cut file
    // in place (measured).
    return !isSomethingElse(file.fileName()) && file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
           && file.write(content) == content.size() && file.flush() && file.commit();
}

} // namespace

ProfileStore::ProfileStore(QString path) : m_path(std::move(path)) {
}

Result<void> ProfileStore::load() {
    m_profiles.clear();
    putOrganisationIn(); // a desktop without a file of its own, or with a damaged one, has these
    m_lastUsed = {};
    m_content.clear();
    if (isSomethingElse(m_path))
        return failure(ErrorKind::FileFailed, Say::tr("%1 is not a file.").arg(m_path),
                       Say::tr("Sign-ins are not saved until it is out of the way."));
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(unreadable(m_path, file.errorString()));
    if (file.size() > largestProfileFile)
        return tl::unexpected(unreadable(m_path, u"%1 bytes"_s.arg(file.size())));
    m_content = file.read(largestProfileFile);
    file.close();
    const auto read = readProfiles(m_content);
    if (!read)
        return tl::unexpected(unreadable(m_path, read.error().details, read.error().kind == ErrorKind::NotOffered));
    m_profiles = read->profiles;
    m_lastUsed = read->lastUsed;
    putOrganisationIn();
    if (read->unreadable > 0)
        return tl::unexpected(unreadable(m_path, u"%1 of them"_s.arg(read->unreadable)));
    return {};
}

/// What another process wrote. Who was used last is this one's own.
void ProfileStore::takeIn() {
    const QFileInfo info(m_path);
    if (!info.isFile() || info.size() > largestProfileFile)
        return;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray content = file.readAll();
    if (content == m_content)
        return; // what could not be written stays here
    m_content = content;
    const auto read = readProfiles(content);
    if (!read || read->unreadable > 0)
        return;
    m_profiles = read->profiles;
    putOrganisationIn();
}

/// From reading to writing nobody else of these programs writes. Where there can be no lock, it goes without: a lost
/// mark is better than a program that waits.
class ProfileStore::Change {
public:
    explicit Change(ProfileStore& store) : m_lock(store.m_path + u".lock"_s) {
        QDir().mkpath(QFileInfo(store.m_path).absolutePath());
        m_lock.setStaleLockTime(staleMs);
        // By itself the lock looks again after 100 and 200 ms: with several that write it came to nobody's turn in
        // time.
        const QDeadlineTimer enough(patienceMs);
        while (!m_lock.tryLock(0) && m_lock.error() == QLockFile::LockFailedError && !enough.hasExpired())
            QThread::msleep(pauseMs);
        store.takeIn();
    }

private:
    static constexpr int patienceMs = 500; // a change takes a few
    static constexpr int pauseMs = 3;
    static constexpr int staleMs = 5'000;
    QLockFile m_lock;
};

std::optional<Profile> ProfileStore::find(const QUuid& id) const {
    const auto found =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const Profile& each) { return each.id == id; });
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

std::optional<Profile> ProfileStore::lastUsed() const {
    return find(m_lastUsed);
}

Result<void> ProfileStore::save(const Profile& profile) {
    const Change change(*this);
    m_lastUsed = profile.id;
    put(profile, true);
    return write();
}

Result<void> ProfileStore::update(const Profile& profile) {
    const Change change(*this);
    put(profile, false);
    return write();
}

void ProfileStore::put(const Profile& profile, bool keepMarks) {
    const auto same = placeOf(m_profiles, profile.id);
    if (same == m_profiles.end())
        return m_profiles.append(profile);
    if (same->organisation)
        return copyPersonalPart(profile, *same);
    const Profile before = std::exchange(*same, profile);
    if (!keepMarks)
        return;
    same->name = before.name;
    same->colour = before.colour;
    same->readOnly = before.readOnly;
}

Result<void> ProfileStore::edit(const QUuid& id, const std::function<void(Profile&)>& change) {
    const Change changing(*this);
    const auto found = find(id);
    if (!found)
        return tl::unexpected(notHere());
    Profile edited = *found;
    change(edited);
    put(edited, false);
    return write();
}

Result<void> ProfileStore::markUsed(const QUuid& id) {
    const Change change(*this);
    m_lastUsed = id;
    return write();
}

Result<Profile> ProfileStore::duplicate(const QUuid& id) {
    const Change change(*this);
    const auto original = placeOf(m_profiles, id);
    if (original == m_profiles.end())
        return tl::unexpected(notHere());
    Profile copy = *original;
    copy.id = QUuid::createUuid();
    copy.name = freeName(original->title());
    copy.organisation = false;
    copy.locked = false;
    copy.subject.clear();
    markNothingStored(copy);
    m_profiles.insert(original - m_profiles.begin() + 1, copy);
    if (const auto written = write(); !written)
        return tl::unexpected(written.error());
    return copy;
}

Result<void> ProfileStore::rename(const QUuid& id, const QString& name) {
    const Change change(*this);
    const auto profile = placeOf(m_profiles, id);
    if (profile == m_profiles.end())
        return tl::unexpected(notHere());
    if (profile->organisation)
        return failure(ErrorKind::BadInput, Say::tr("This profile is set by your organisation."),
                       Say::tr("Duplicate it to have one that you can change."));
    if (name.trimmed().isEmpty())
        return failure(ErrorKind::BadInput, Say::tr("A profile needs a name."));
    profile->name = name.trimmed();
    return write();
}

Result<void> ProfileStore::move(const QUuid& id, int to) {
    const Change change(*this);
    const auto profile = placeOf(m_profiles, id);
    if (profile == m_profiles.end())
        return tl::unexpected(notHere());
    m_profiles.move(profile - m_profiles.begin(), std::clamp<qsizetype>(to, 0, m_profiles.size() - 1));
    return write();
}

Result<void> ProfileStore::remove(const QUuid& id) {
    const Change change(*this);
    const auto profile = placeOf(m_profiles, id);
    if (profile != m_profiles.end() && profile->organisation)
        copyPersonalPart(Profile(), *profile);
    else if (profile != m_profiles.end())
        m_profiles.removeAt(profile - m_profiles.begin());
    if (m_lastUsed == id)
        m_lastUsed = {};
    return write();
}

void ProfileStore::setOrganisationProfiles(const QList<Profile>& profiles) {
    m_organisation = profiles;
    putOrganisationIn();
}

void ProfileStore::putOrganisationIn() {
    QList<Profile> own = m_profiles;
    QList<Profile> theirs;
    for (Profile given : m_organisation) {
        if (const auto kept = placeOf(own, given.id); kept != own.end()) {
            copyPersonalPart(*kept, given);
            if (kept->instance != given.instance)
                markNothingStored(given);
            given.clientIsPublic = kept->clientIsPublic && kept->clientId == given.clientId;
            own.removeAt(kept - own.begin());
        }
        given.organisation = true;
        theirs.append(given);
    }
    for (Profile& each : own)
        each.organisation = false; // withdrawn by the organisation: the person's, to keep or to delete
    m_profiles = own + theirs;
}

QByteArray ProfileStore::exported(const QList<QUuid>& ids) const {
    QList<Profile> chosen;
    for (const Profile& profile : m_profiles) {
        if (ids.contains(profile.id))
            chosen.append(profile);
    }
    return writeShared(chosen);
}

Result<void> ProfileStore::exportTo(const QString& path, const QList<QUuid>& ids) const {
    QSaveFile file(path);
    if (!writeFile(file, exported(ids)))
        return failure(ErrorKind::FileFailed, Say::tr("The profiles could not be written to %1.").arg(path),
                       Say::tr("Check that the folder can be written to."), file.errorString());
    return {};
}

Result<ProfileStore::Imported> ProfileStore::importFrom(const QString& path) {
    const auto shared = readSharedFile(path);
    if (!shared)
        return tl::unexpected(shared.error());
    const Change change(*this);
    Imported imported;
    imported.unreadable = shared->unreadable;
    imported.repeated = shared->repeated;
    for (Profile profile : shared->profiles) {
        if (const auto known = placeOf(m_profiles, profile.id); known != m_profiles.end()) {
            if (sharedPart(*known) == sharedPart(profile)) {
                ++imported.alreadyThere;
                continue;
            }
            profile.id = QUuid::createUuid();
        }
        profile.name = freeName(profile.title());
        m_profiles.append(profile);
        imported.added.append(profile);
    }
    if (imported.added.isEmpty())
        return imported;
    if (const auto written = write(); !written)
        return tl::unexpected(written.error());
    return imported;
}

QString ProfileStore::freeName(const QString& wanted) const {
    QString name = wanted;
    const auto isTaken = [&](const Profile& each) { return each.title() == name; };
    for (int number = 2; std::any_of(m_profiles.begin(), m_profiles.end(), isTaken); ++number)
        name = u"%1 (%2)"_s.arg(wanted).arg(number);
    return name;
}

Result<void> ProfileStore::write() {
    QSaveFile file(m_path);
    const QByteArray content = writeProfiles(m_profiles, m_lastUsed);
    if (writeFile(file, content)) {
        m_content = content;
        return {};
    }
    return failure(ErrorKind::FileFailed, Say::tr("The sign-in could not be saved in %1.").arg(m_path),
                   Say::tr("It works for this session. Check that the folder can be written to."), file.errorString());
}

} // namespace wallaroo::session
