#pragma once

#include "domain/ids.h"
#include "domain/user.h"

#include <QList>
#include <QString>

namespace wallaroo {

/// A workspace as `workspaces/list` tells (reference §3, guide 2). Names that come from the server are never validated.
struct Workspace {
    WorkspaceId id;
    QString name;
    /// UUID mostly, e-mail sometimes, empty at times; for one workspace different from answer to answer (reference
    /// §10.2).
    QString createdBy;
    Moment created;
    bool archived = false;
    QList<qint64> models;    ///< their ids, as they came; unreadId for one that is no number
    QList<qint64> pipelines; ///< likewise

    static constexpr qint64 unreadId = -1;

    /// One per person, made by the platform: "<mail> - Default Workspace", older "v-<mail> - Default Workspace".
    [[nodiscard]] bool isDefault() const;
    /// Whether it is the default workspace that was made for this mail or user name.
    [[nodiscard]] bool isDefaultOf(const QString& account) const;
    friend bool operator==(const Workspace&, const Workspace&) = default;
};

/// What a name for a new workspace offends against (reference §3, guide 2: lower-case letters, digits, dashes; it
/// becomes a DNS label, reference §1.6). Names that exist are never held to it.
enum class NameFault : quint8 {
    None,
    Empty,
    UpperCase,
    Space,
    OtherCharacter, ///< anything but a–z, 0–9 and dashes
    DashAtStart,
    DashAtEnd,
    TooLong
};

constexpr int longestWorkspaceName = 63; ///< of a DNS label

/// The first fault, in the order in which a person would mend them.
[[nodiscard]] NameFault faultOfNewName(QStringView name);

} // namespace wallaroo
