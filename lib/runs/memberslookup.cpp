#include "runs/memberslookup.h"

namespace wallaroo::runs {

void MembersLookup::begin(api::WorkspacesApi& api, const std::vector<WorkspaceId>& workspaces, QObject* context,
                          std::function<void(const Found&)> done) {
    auto* lookup = new MembersLookup(api, context, std::move(done));
    const Error notAsked{ErrorKind::Canceled, tr("It was not asked."), {}, {}, 0, std::nullopt, {}, {}};
    for (const WorkspaceId workspace : workspaces)
        lookup->m_found.insert(workspace, tl::unexpected(notAsked));
    if (workspaces.empty())
        QMetaObject::invokeMethod(lookup, &MembersLookup::end, Qt::QueuedConnection);
    else
        lookup->m_loader.want(workspaces);
}

MembersLookup::MembersLookup(api::WorkspacesApi& api, QObject* context, std::function<void(const Found&)> done)
    : QObject(context),
      m_loader(api),
      m_done(std::move(done)) {
    connect(&m_loader, &api::MemberLoader::answered, this,
            [this](WorkspaceId workspace, const api::Members& members) { m_found.insert(workspace, members); });
    connect(&m_loader, &api::MemberLoader::failed, this,
            [this](WorkspaceId workspace, const Error& error) { m_found.insert(workspace, tl::unexpected(error)); });
    connect(&m_loader, &api::MemberLoader::halted, this, &MembersLookup::end);
    connect(&m_loader, &api::MemberLoader::finished, this, &MembersLookup::end);
}

void MembersLookup::end() {
    if (!m_done)
        return;
    deleteLater();
    const auto done = std::exchange(m_done, nullptr);
    done(m_found);
}

} // namespace wallaroo::runs
