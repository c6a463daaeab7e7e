#include "api/workspacesapi.h"

#include "api/listcall.h"
#include "api/memberreader.h"
#include "api/workspacereader.h"
#include "base/displaytext.h"
#include "http/headers.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::WorkspacesApi)
};

constexpr auto patience = std::chrono::seconds(30); // for one small answer

Error explained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not list workspaces.");
        error.advice = Say::tr("Ask an administrator of this instance for the role admin.");
    }
    return error;
}

Error membersExplained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not list the members of this workspace.");
        error.advice = Say::tr("Ask one of its owners, or an administrator of this instance.");
    }
    return error;
}

Error changeExplained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not change who is in this workspace.");
        error.advice = Say::tr("Ask one of its owners, or an administrator of this instance.");
    } else if (error.serverText.contains("No user was found"_L1, Qt::CaseInsensitive)) {
        error.sentence = Say::tr("The server does not know this person any more.");
        error.advice = Say::tr("Refresh the list of users.");
    }
    return error;
}

/// A name that is taken comes back as the database's own words, with 400 or 500: nobody is helped by them.
Error creationExplained(Error error) {
    if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not create workspaces.");
    } else if (error.serverText.contains("workspace_name_key"_L1)) {
        error.kind = ErrorKind::Refused;
        error.sentence = Say::tr("This name is taken, perhaps by a workspace that you do not see.");
        error.advice = Say::tr("Choose another name.");
        error.details += u"\nserver: "_s + displayText(std::exchange(error.serverText, {}), 300);
    }
    return error;
}

/// An answer that is one number: `{"workspace_id":27}`, `{"affected_rows":1}`.
class NumberReader final : public RecordReader {
public:
    explicit NumberReader(QByteArrayView name) : m_name(name) {}

    void begin(QByteArrayView) override {}

    [[nodiscard]] int member(QByteArrayView name) const override { return name == m_name ? 0 : ignored; }

    void value(int, const JsonValue& value) override { number = wholeNumber(value); }

    void element(int, const JsonValue&) override {}

    Outcome end() override { return Outcome::Row; }

    [[nodiscard]] const char* problem() const override { return ""; }

    std::optional<qint64> number;

private:
    QByteArrayView m_name;
};

Result<qint64> numberOf(const http::Response& response, QByteArrayView name, http::CallReport report) {
    report.status = response.status;
    report.contentType = response.contentType;
    report.requestId = response.requestId;
    report.bytes = response.bytes;
    report.elapsedMs = response.elapsedMs;
    NumberReader reader(name);
    const auto decoded = decodeObject(response.body, reader, report);
    if (decoded && reader.number)
        return *reader.number;
    // It was said with 2xx, so the change is probably made: whoever asks has to read it back.
    Error error = http::callError(ErrorKind::OutcomeUnknown, report, {},
                                  u"the answer lacks `%1`"_s.arg(QString::fromLatin1(name)));
    error.sentence = Say::tr("The server said yes, but not what it did.");
    error.advice = Say::tr("Refresh to see what is so now.");
    return tl::unexpected(error);
}

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject membership(WorkspaceId workspace, const PersonRef& person) {
    QJsonObject body{{u"workspace_id"_s, workspace.number()}};
    if (!person.id.isEmpty())
        body.insert(u"user_id"_s, person.id.toString());
    return body;
}

} // namespace

WorkspacesApi::WorkspacesApi(http::Sender& sender, Instance instance)
    : m_sender(&sender),
      m_instance(std::move(instance)) {
}

http::Handle WorkspacesApi::list(QObject* context, Rows onRows, Listed onDone) {
    return stream(listRequest(u"workspaces/list"_s, m_instance.api(u"workspaces/list"_s)), context, std::move(onRows),
                  std::move(onDone));
}

http::Handle WorkspacesApi::listOf(const std::vector<UserId>& people, QObject* context, Rows onRows, Listed onDone) {
    http::Request request = listRequest(u"workspaces/list"_s, m_instance.api(u"workspaces/list"_s));
    QJsonArray ids;
    for (const UserId& id : people)
        ids.append(id.toString());
    QJsonObject body{{u"user_ids"_s, ids}};
    if (people.size() == 1)
        body.insert(u"user_id"_s, people.front().toString());
    request.body = Secret(compact(body));
    return stream(std::move(request), context, std::move(onRows), std::move(onDone));
}

http::Handle WorkspacesApi::stream(http::Request request, QObject* context, Rows onRows, Listed onDone) {
    auto sink = std::make_shared<ListSink<WorkspaceReader>>(request, std::move(onRows));
    auto done = [sink, onDone = std::move(onDone)](const Result<http::Response>& response) {
        if (!response)
            return onDone(tl::unexpected(explained(response.error())));
        onDone(sink->summary(*response));
    };
    return m_sender->stream(std::move(request), sink, context, std::move(done));
}

http::Handle WorkspacesApi::listUsers(WorkspaceId workspace, http::Lane lane, QObject* context, MembersDone done) {
    http::Request request = listRequest(u"workspaces/list_users"_s, m_instance.api(u"workspaces/list_users"_s));
    request.lane = lane;
    request.body = Secret(compact({{u"workspace_id"_s, workspace.number()}}));
    auto members = std::make_shared<Members>();
    auto sink = std::make_shared<ListSink<MemberReader>>(request, [members](std::vector<Member> rows) {
        members->members.insert(members->members.end(), rows.begin(), rows.end());
    });
    auto answered = [sink, members, done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(membersExplained(response.error())));
        const ListSummary summary = sink->summary(*response);
        members->unreadable = summary.unreadable;
        members->firstUnreadable = summary.firstUnreadable;
        done(std::move(*members));
    };
    return m_sender->stream(std::move(request), sink, context, std::move(answered));
}

http::Request WorkspacesApi::change(const QString& call, const QByteArray& body, http::Lane lane) const {
    http::Request request;
    request.name = call;
    request.url = m_instance.api(call);
    request.effect = http::Effect::Changes;
    request.lane = lane;
    request.body = Secret(body);
    request.totalTimeout = patience;
    return request;
}

QByteArray WorkspacesApi::createBody(const QString& name) {
    return compact({{u"workspace_name"_s, name}});
}

QByteArray WorkspacesApi::addUserBody(WorkspaceId workspace, const PersonRef& person, MemberRole role) const {
    QJsonObject body = membership(workspace, person);
    if (!person.email.isEmpty())
        body.insert(u"email"_s, person.email);
    body.insert(u"user_type"_s, role == MemberRole::Owner ? u"OWNER"_s : u"COLLABORATOR"_s);
    body.insert(u"url"_s, m_instance.apiBase.toString());
    return compact(body);
}

QByteArray WorkspacesApi::removeUserBody(WorkspaceId workspace, const PersonRef& person) {
    QJsonObject body = membership(workspace, person);
    if (person.id.isEmpty())
        body.insert(u"email"_s, person.email);
    return compact(body);
}

http::Handle WorkspacesApi::create(const QString& name, QObject* context, Created done) {
    http::Request request = change(u"workspaces/create"_s, createBody(name), http::Lane::Interactive);
    const auto sent = http::reportOf(request);
    auto answered = [sent, done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(creationExplained(response.error())));
        const auto id = numberOf(*response, "workspace_id", sent);
        if (!id)
            return done(tl::unexpected(id.error()));
        done(WorkspaceId(*id));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle WorkspacesApi::addUser(WorkspaceId workspace, const PersonRef& person, MemberRole role, http::Lane lane,
                                    QObject* context, Done done) {
    http::Request request = change(u"workspaces/add_user"_s, addUserBody(workspace, person, role), lane);
    auto answered = [sent = http::reportOf(request), done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(changeExplained(response.error())));
        if (http::isWebPage(response->contentType)) // a portal said yes, not the service
            return done(tl::unexpected(http::callError(ErrorKind::WebPage, sent)));
        done({}); // `{}`, or nothing at all
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle WorkspacesApi::removeUser(WorkspaceId workspace, const PersonRef& person, http::Lane lane,
                                       QObject* context, Removed done) {
    http::Request request = change(u"workspaces/remove_user"_s, removeUserBody(workspace, person), lane);
    const auto sent = http::reportOf(request);
    auto answered = [sent, done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(changeExplained(response.error())));
        done(numberOf(*response, "affected_rows", sent));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

} // namespace wallaroo::api
