#pragma once

#include "api/memberloader.h"

#include <functional>

namespace wallaroo::runs {

/// The members of several workspaces, once, for who has to know them all. Ends itself, at the latest with its context.
class MembersLookup final : public QObject {
    Q_OBJECT
public:
    /// Per workspace its members or why they are not known. Every workspace asked for is in it.
    using Found = QHash<WorkspaceId, Result<api::Members>>;

    static void begin(api::WorkspacesApi& api, const std::vector<WorkspaceId>& workspaces, QObject* context,
                      std::function<void(const Found&)> done);

private:
    MembersLookup(api::WorkspacesApi& api, QObject* context, std::function<void(const Found&)> done);
    void end();

    api::MemberLoader m_loader;
    Found m_found;
    std::function<void(const Found&)> m_done;
};

} // namespace wallaroo::runs
