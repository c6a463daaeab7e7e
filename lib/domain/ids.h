#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QUuid>

namespace wallaroo {

/// A Keycloak user id. Nearly always a UUID (reference §1.4), kept in 16 bytes then; federated ids are kept as they
/// came.
class UserId {
public:
    UserId() = default;
    [[nodiscard]] static UserId fromUtf8(QByteArrayView text);

    [[nodiscard]] static UserId fromString(const QString& text) { return fromUtf8(text.toUtf8()); }

    [[nodiscard]] bool isEmpty() const { return m_uuid.isNull() && m_other.isEmpty(); }

    /// Null for ids that are no UUID.
    [[nodiscard]] const QUuid& uuid() const { return m_uuid; }

    [[nodiscard]] QString toString() const;
    [[nodiscard]] QByteArray toUtf8() const;

    friend bool operator==(const UserId& a, const UserId& b) { return a.m_uuid == b.m_uuid && a.m_other == b.m_other; }

    friend size_t qHash(const UserId& id, size_t seed = 0) { return qHashMulti(seed, id.m_uuid, id.m_other); }

private:
    QUuid m_uuid;
    QByteArray m_other; ///< only when the text is no canonical lower-case UUID
};

/// A workspace's number.
class WorkspaceId {
public:
    WorkspaceId() = default;

    explicit WorkspaceId(qint64 number) : m_number(number) {}

    [[nodiscard]] qint64 number() const { return m_number; }

    friend bool operator==(WorkspaceId a, WorkspaceId b) { return a.m_number == b.m_number; }

    friend size_t qHash(WorkspaceId id, size_t seed = 0) { return ::qHash(id.m_number, seed); }

private:
    qint64 m_number = 0;
};

} // namespace wallaroo
