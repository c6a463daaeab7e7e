#include "api/usersapi.h"

#include "api/listcall.h"
#include "api/userreader.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UsersApi)
};

Error explained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not list users.");
        error.advice =
            Say::tr("Ask an administrator of this instance for the role admin, or view-users of master-realm.");
    }
    return error;
}

} // namespace

UsersApi::UsersApi(http::Sender& sender, Instance instance) : m_sender(&sender), m_instance(std::move(instance)) {
}

http::Handle UsersApi::list(QObject* context, Rows onRows, std::function<void(Result<ListSummary>)> onDone) {
    http::Request request = listRequest(u"users/query"_s, m_instance.api(u"users/query"_s));
    auto sink = std::make_shared<ListSink<UserReader>>(request, std::move(onRows));
    auto done = [sink, onDone = std::move(onDone)](const Result<http::Response>& response) {
        if (!response)
            return onDone(tl::unexpected(explained(response.error())));
        ListSummary summary = sink->summary(*response);
        summary.typesTold = sink->reader().typesTold();
        onDone(summary);
    };
    return m_sender->stream(std::move(request), sink, context, std::move(done));
}

} // namespace wallaroo::api
