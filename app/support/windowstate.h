#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUuid>
#include <QVariantMap>

class QSettings;
class QWidget;

#include <memory>

namespace wallaroo {

/// Sizes, columns, choices, named filters and how people are changed, remembered per profile. Nothing else that tells
/// of people: no other filters' texts, no rows.
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
    /// How a page shares its room between table and details.
    [[nodiscard]] QByteArray split(const QString& page) const;
    void setSplit(const QString& page, const QByteArray& state);
    /// What is chosen beside a page's filter.
    [[nodiscard]] QString choices(const QString& page) const;
    void setChoices(const QString& page, const QString& choices);
    /// Filters that a person gave a name to: their words are the person's own choice to keep.
    [[nodiscard]] QStringList filters(const QString& table) const;
    void setFilters(const QString& table, const QStringList& filters);
    /// That this instance's API does not manage users and Keycloak does, as found out not long ago: licences change.
    [[nodiscard]] bool isKeycloakWay(qint64 nowMs) const;
    void setKeycloakWay(bool is, qint64 nowMs);
    /// The same of invitations.
    [[nodiscard]] bool areInvitedInKeycloak(qint64 nowMs) const;
    void setInvitedInKeycloak(bool are, qint64 nowMs);

private:
    [[nodiscard]] bool isBelieved(QLatin1StringView key, qint64 nowMs) const;
    void believe(QLatin1StringView key, bool is, qint64 nowMs);

    std::unique_ptr<QSettings> m_settings;
};

} // namespace wallaroo
