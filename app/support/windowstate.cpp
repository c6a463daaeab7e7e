#include "support/windowstate.h"

#include <QFontMetrics>
#include <QScreen>
#include <QSettings>
#include <QWidget>

namespace wallaroo {

WindowState::WindowState(const QString& path, const QUuid& profile) {
    if (path.isEmpty())
        return;
    m_settings = std::make_unique<QSettings>(path, QSettings::IniFormat);
    m_settings->beginGroup(profile.toString(QUuid::WithoutBraces));
}

WindowState::~WindowState() = default;

void WindowState::restore(QWidget& window) const {
    if (m_settings && window.restoreGeometry(m_settings->value(QStringLiteral("geometry")).toByteArray()))
        return;
    const QFontMetrics metrics(window.font());
    QSize wanted(metrics.averageCharWidth() * 190, metrics.height() * 50);
    if (const auto* screen = window.screen())
        wanted = wanted.boundedTo(screen->availableSize() * 0.95);
    window.resize(wanted);
}

void WindowState::save(const QWidget& window) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("geometry"), window.saveGeometry());
}

QVariantMap WindowState::columns(const QString& table) const {
    return m_settings ? m_settings->value(QStringLiteral("columns/") + table).toMap() : QVariantMap();
}

void WindowState::setColumns(const QString& table, const QVariantMap& state) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("columns/") + table, state);
}

QStringList WindowState::filters(const QString& table) const {
    return m_settings ? m_settings->value(QStringLiteral("filters/") + table).toStringList() : QStringList();
}

void WindowState::setFilters(const QString& table, const QStringList& filters) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("filters/") + table, filters);
}

} // namespace wallaroo
