#pragma once

#include "base/error.h"

#include <QObject>
#include <QVariant>

#include <array>
#include <memory>
#include <optional>

class QSettings;

namespace wallaroo {

/// What a person can choose for the whole program, whatever the profile.
enum class Setting {
    ClipboardSeconds, ///< how long a secret lies on the clipboard: 10–600, else 60
    IdleMinutes,      ///< without a person for so long, no token is refreshed: 1–480, else 15
    TrayIcon,         ///< an icon in the desktop's tray, where there is one: off
};

/// The program's settings: one object, made by main() and handed on. Every value is always within its bounds, whatever
/// stands in the file. A value may be set by an organisation; then it cannot be changed here.
class Settings final : public QObject {
    Q_OBJECT
public:
    struct Bounds {
        int least = 0;
        int most = 0;
        int usual = 0;
    };

    /// path: an INI file with a version, read now and written, as a whole, on each change. Empty: nothing is read or
    /// written. One that cannot be read is kept beside as settings.ini.unreadable; a newer program's is left alone.
    explicit Settings(const QString& path, QObject* parent = nullptr);
    ~Settings() override;

    [[nodiscard]] static Bounds boundsOf(Setting setting);

    [[nodiscard]] int number(Setting setting) const;

    [[nodiscard]] bool isOn(Setting setting) const { return number(setting) != 0; }

    /// Brought within its bounds; without effect where it is locked.
    void set(Setting setting, int value);

    /// Set by an organisation: from now on this value and no other.
    void lock(Setting setting, int value);
    [[nodiscard]] bool isLocked(Setting setting) const;

    /// Why what was chosen before does not count, or what is chosen now is not kept.
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }

Q_SIGNALS:
    void changed(wallaroo::Setting setting);
    void problemFound(); ///< another one, or none any more

private:
    struct Value {
        int own = 0; ///< as chosen here, also while it is locked
        std::optional<int> locked;
    };

    [[nodiscard]] Value& at(Setting setting) { return m_values[static_cast<std::size_t>(setting)]; }

    [[nodiscard]] const Value& at(Setting setting) const { return m_values[static_cast<std::size_t>(setting)]; }

    void open(const QString& path);
    void write(Setting setting);
    void found(const QString& sentence, const QString& advice);

    std::unique_ptr<QSettings> m_file;
    std::optional<Error> m_problem;
    bool m_isUnsaved = false; ///< m_problem is that
    std::array<Value, 3> m_values;
};

} // namespace wallaroo
