#include "support/settings.h"

#include "base/displaytext.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>

namespace wallaroo {
namespace {

struct Entry {
    Setting setting{};
    const char* key = nullptr;
    Settings::Bounds bounds;
};

constexpr int fileVersion = 1;
constexpr const char* versionKey = "version";

/// In the order of the enumeration.
constexpr std::array<Entry, 3> entries{{
    {Setting::ClipboardSeconds, "clipboardSeconds", {10, 600, 60}},
    {Setting::IdleMinutes, "idleMinutes", {1, 480, 15}},
    {Setting::TrayIcon, "trayIcon", {0, 1, 0}},
}};

int within(const Settings::Bounds& bounds, int value) {
    return qBound(bounds.least, value, bounds.most);
}

} // namespace

Settings::Settings(const QString& path, QObject* parent) : QObject(parent) {
    if (!path.isEmpty())
        open(path);
    for (const Entry& entry : entries) {
        Value& value = at(entry.setting);
        value.own = entry.bounds.usual;
        if (!m_file)
            continue;
        bool isNumber = false;
        const int read = m_file->value(QLatin1String(entry.key)).toInt(&isNumber);
        if (isNumber)
            value.own = within(entry.bounds, read);
    }
}

void Settings::open(const QString& path) {
    const QString shown = displayText(path, 200);
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) // a pipe would be read for ever
        return found(tr("%1 is not a file.").arg(shown), tr("Settings are not saved until it is out of the way."));
    m_file = std::make_unique<QSettings>(path, QSettings::IniFormat);
    const bool isEmpty = info.size() > 0 && m_file->allKeys().isEmpty(); // garbage is not always called so
    if (m_file->status() == QSettings::NoError && !isEmpty)
        return;
    m_file.reset(); // else it would never see another failure than this one
    const QString beside = path + QStringLiteral(".unreadable");
    QFile::remove(beside);
    const bool kept = QFile::rename(path, beside);
    found(tr("The settings could not be read, so the usual ones are used."),
          kept ? tr("What was there is kept as %1.").arg(displayText(beside, 200))
               : tr("They are in %1, which is left as it is; nothing is saved there.").arg(shown));
    if (kept)
        m_file = std::make_unique<QSettings>(path, QSettings::IniFormat);
}

void Settings::found(const QString& sentence, const QString& advice) {
    m_problem = Error{ErrorKind::FileFailed, sentence, advice, {}};
    Q_EMIT problemFound();
}

void Settings::write(Setting setting) {
    if (!m_file)
        return;
    if (m_file->value(QLatin1String(versionKey), fileVersion).toInt() > fileVersion)
        return found(tr("The settings are those of a newer version of this program."),
                     tr("What is changed here holds until the program ends, and is not saved."));
    if (m_isUnsaved) { // an object that failed once says so for ever
        m_file = std::make_unique<QSettings>(m_file->fileName(), QSettings::IniFormat);
        for (const Entry& entry : entries)
            m_file->setValue(QLatin1String(entry.key), at(entry.setting).own);
    }
    m_file->setValue(QLatin1String(versionKey), fileVersion);
    m_file->setValue(QLatin1String(entries[static_cast<std::size_t>(setting)].key), at(setting).own);
    m_file->sync();
    if (m_file->status() == QSettings::NoError) {
        if (std::exchange(m_isUnsaved, false)) {
            m_problem.reset();
            Q_EMIT problemFound();
        }
        return;
    }
    m_isUnsaved = true;
    found(tr("The settings could not be saved in %1.").arg(displayText(m_file->fileName(), 200)),
          tr("What is changed here holds until the program ends. Check that there is room and that the folder may "
             "be written to."));
}

Settings::~Settings() = default;

Settings::Bounds Settings::boundsOf(Setting setting) {
    return entries[static_cast<std::size_t>(setting)].bounds;
}

int Settings::number(Setting setting) const {
    const Value& value = at(setting);
    return value.locked.value_or(value.own);
}

void Settings::set(Setting setting, int wanted) {
    Value& value = at(setting);
    const int next = within(boundsOf(setting), wanted);
    if (value.locked || next == value.own)
        return;
    value.own = next;
    write(setting);
    Q_EMIT changed(setting);
}

void Settings::lock(Setting setting, int wanted) {
    const int before = number(setting);
    at(setting).locked = within(boundsOf(setting), wanted);
    if (number(setting) != before)
        Q_EMIT changed(setting);
}

bool Settings::isLocked(Setting setting) const {
    return at(setting).locked.has_value();
}

} // namespace wallaroo
