#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>
#include <QVariantMap>

class QSettings;
class QWidget;

#include <memory>

namespace wallaroo {

/// Sizes and columns, remembered per profile. Nothing that tells of people: no filters' texts, no rows.
class WindowState {
public:
    /// An empty path remembers nothing.
    WindowState(const QString& path, const QUuid& profile);
    ~WindowState();

    /// Restores the window's size and place, or gives it a first size from its font.
    void restore(QWidget& window) const;
    void save(const QWidget& window);
    [[nodiscard]] QVariantMap columns(const QString& table) const;
    void setColumns(const QString& table, const QVariantMap& state);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace wallaroo
