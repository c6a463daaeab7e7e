#include "api/workspacesapi.h"

#include "api/listcall.h"
#include "api/workspacereader.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::WorkspacesApi)
};

Error explained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not list workspaces.");
        error.advice = Say::tr("Ask an administrator of this instance for the role admin.");
    }
    return error;
}

} // namespace

WorkspacesApi::WorkspacesApi(http::Sender& sender, Instance instance)
    : m_sender(&sender),
      m_instance(std::move(instance)) {
}

http::Handle WorkspacesApi::list(QObject* context, Rows onRows, std::function<void(Result<ListSummary>)> onDone) {
    http::Request request = listRequest(u"workspaces/list"_s, m_instance.api(u"workspaces/list"_s));
    auto sink = std::make_shared<ListSink<WorkspaceReader>>(request, std::move(onRows));
    auto done = [sink, onDone = std::move(onDone)](const Result<http::Response>& response) {
        if (!response)
            return onDone(tl::unexpected(explained(response.error())));
        onDone(sink->summary(*response));
    };
    return m_sender->stream(std::move(request), sink, context, std::move(done));
}

} // namespace wallaroo::api
