#pragma once

#include "api/listing.h"
#include "domain/instance.h"
#include "domain/workspace.h"
#include "http/sender.h"

#include <vector>

namespace wallaroo::api {

/// `POST /v1/api/workspaces/list` (reference §3, guide 2), sent as `{}`: the filters of the guide and of the schema
/// disagree.
class WorkspacesApi {
public:
    WorkspacesApi(http::Sender& sender, Instance instance);

    using Rows = std::function<void(std::vector<Workspace>)>;
    http::Handle list(QObject* context, Rows onRows, std::function<void(Result<ListSummary>)> onDone);

private:
    http::Sender* m_sender;
    Instance m_instance;
};

} // namespace wallaroo::api
