#include "support/windowstate.h"

#include <QFontMetrics>
#include <QScreen>
#include <QSettings>
#include <QWidget>

namespace wallaroo {
namespace {

constexpr QLatin1String keycloakWay("keycloakWaySince");
constexpr QLatin1String invitedInKeycloak("invitedInKeycloakSince");
constexpr qint64 believedForMs = 30LL * 24 * 3600 * 1000;

} // namespace

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

QByteArray WindowState::split(const QString& page) const {
    return m_settings ? m_settings->value(QStringLiteral("split/") + page).toByteArray() : QByteArray();
}

void WindowState::setSplit(const QString& page, const QByteArray& state) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("split/") + page, state);
}

QString WindowState::choices(const QString& page) const {
    return m_settings ? m_settings->value(QStringLiteral("choices/") + page).toString() : QString();
}

void WindowState::setChoices(const QString& page, const QString& choices) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("choices/") + page, choices);
}

bool WindowState::isBelieved(QLatin1StringView key, qint64 nowMs) const {
    const qint64 found = m_settings ? m_settings->value(key).toLongLong() : 0;
    return found > 0 && nowMs - found < believedForMs;
}

void WindowState::believe(QLatin1StringView key, bool is, qint64 nowMs) {
    if (m_settings && is && !isBelieved(key, nowMs))
        m_settings->setValue(key, nowMs);
    else if (m_settings && !is)
        m_settings->remove(key);
}

bool WindowState::isKeycloakWay(qint64 nowMs) const {
    return isBelieved(keycloakWay, nowMs);
}

void WindowState::setKeycloakWay(bool is, qint64 nowMs) {
    believe(keycloakWay, is, nowMs);
}

bool WindowState::areInvitedInKeycloak(qint64 nowMs) const {
    return isBelieved(invitedInKeycloak, nowMs);
}

void WindowState::setInvitedInKeycloak(bool are, qint64 nowMs) {
    believe(invitedInKeycloak, are, nowMs);
}

QStringList WindowState::filters(const QString& table) const {
    return m_settings ? m_settings->value(QStringLiteral("filters/") + table).toStringList() : QStringList();
}

void WindowState::setFilters(const QString& table, const QStringList& filters) {
    if (m_settings)
        m_settings->setValue(QStringLiteral("filters/") + table, filters);
}

} // namespace wallaroo
