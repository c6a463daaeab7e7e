#include "support/settings.h"

#include <QSettings>

namespace wallaroo {
namespace {

struct Entry {
    Setting setting{};
    const char* key = nullptr;
    Settings::Bounds bounds;
};

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
        m_file = std::make_unique<QSettings>(path, QSettings::IniFormat);
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
    if (m_file)
        m_file->setValue(QLatin1String(entries[static_cast<std::size_t>(setting)].key), next);
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
