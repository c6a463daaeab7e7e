#pragma once

#include "domain/ids.h"
#include "domain/user.h"

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
    int models = 0;    ///< how many
    int pipelines = 0; ///< how many

    /// One per person, made by the platform: "<mail> - Default Workspace", older "v-<mail> - Default Workspace".
    [[nodiscard]] bool isDefault() const;
    friend bool operator==(const Workspace&, const Workspace&) = default;
};

} // namespace wallaroo
