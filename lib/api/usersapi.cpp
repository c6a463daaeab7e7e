#include "api/usersapi.h"

#include "api/listcall.h"
#include "api/secretjson.h"
#include "api/userreader.h"
#include "http/headers.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

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

Error explainedInvite(Error error) {
    if (isNotThisProduct(error)) {
        error.kind = ErrorKind::NotOffered;
        error.sentence = Say::tr("This instance does not manage users through its API.");
        error.advice = Say::tr("Create the person in Keycloak instead.");
    } else if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("All licensed seats are in use, or your account may not invite anybody.");
        error.advice = Say::tr("Deactivate somebody who does not need access any more, or ask for more seats.");
    }
    return error;
}

Error explainedChange(Error error) {
    if (isNotThisProduct(error)) {
        error.kind = ErrorKind::NotOffered;
        error.sentence = Say::tr("This instance does not manage users through its API.");
        error.advice = Say::tr("It has to be done in Keycloak.");
    } else if (isKeycloakNotReached(error)) {
        error.sentence = Say::tr("The API did not get at this person in Keycloak: this instance may not manage users "
                                 "through it.");
        error.advice = Say::tr("It has to be done in Keycloak.");
    } else if (error.kind == ErrorKind::NotAllowed) {
        error.sentence = Say::tr("Your account may not change users.");
        error.advice = Say::tr("Ask an administrator of this instance for the role admin.");
    }
    return error;
}

QJsonObject bodyOf(const Invitation& invitation) {
    return {{u"email"_s, invitation.email},
            {u"roles"_s, invitation.isAdmin ? QJsonArray{u"admin"_s} : QJsonArray()},
            {u"require_reset"_s, invitation.mustReset}};
}

/// By the push parser, which leaves no copy of the password behind.
class InvitedReader final : public RecordReader {
public:
    enum Member { Id, Password };

    void begin(QByteArrayView) override {}

    [[nodiscard]] int member(QByteArrayView name) const override {
        if (name == QByteArrayView("id"))
            return Id;
        return name == QByteArrayView("password") ? static_cast<int>(Password) : ignored;
    }

    void value(int member, const JsonValue& value) override {
        if (member == Id)
            invited.id = value.isText() ? UserId::fromUtf8(value.text) : UserId();
        else
            invited.password = value.isText() ? Secret(value.text) : Secret();
    }

    void element(int, const JsonValue&) override {}

    Outcome end() override { return Outcome::Row; }

    [[nodiscard]] const char* problem() const override { return ""; }

    Invited invited;
};

Result<Invited> readInvited(http::Response& response, const http::CallReport& sent) {
    const http::CallReport report = reportOf(sent, response);
    if (http::isWebPage(response.contentType))
        return tl::unexpected(http::callError(ErrorKind::WebPage, report));
    const Secret body = Secret::taking(response.body); // wipes the transport's copy
    InvitedReader reader;
    if (const auto read = decodeObject(body.reveal(), reader, report); !read)
        return tl::unexpected(read.error());
    reader.invited.receipt = receiptOf(response);
    return reader.invited;
}

} // namespace

bool isNotThisProduct(const Error& error) {
    return error.httpStatus == 403
           && error.serverText.contains("not supported in this product configuration"_L1, Qt::CaseInsensitive);
}

bool isKeycloakNotReached(const Error& error) {
    return error.httpStatus == 500
           && error.serverText.contains("error querying keycloak server"_L1, Qt::CaseInsensitive);
}

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

http::Handle UsersApi::query(const std::vector<UserId>& ids, http::Lane lane, QObject* context, UsersDone done) {
    QJsonArray wanted;
    for (const UserId& id : ids)
        wanted.append(id.toString());
    http::Request request = listRequest(u"users/query"_s, m_instance.api(u"users/query"_s));
    request.lane = lane;
    request.body = Secret(QJsonDocument(QJsonObject{{u"user_ids"_s, wanted}}).toJson(QJsonDocument::Compact));
    auto people = std::make_shared<std::vector<User>>();
    auto sink = std::make_shared<ListSink<UserReader>>(request, [people](std::vector<User> rows) {
        std::move(rows.begin(), rows.end(), std::back_inserter(*people));
    });
    auto answered = [sink, people, done = std::move(done)](const Result<http::Response>& response) {
        if (!response)
            return done(tl::unexpected(explained(response.error())));
        for (User& person : *people) {
            person.lastLogin = Moment();
            if (!sink->reader().typesTold())
                person.type = UserType::NotTold;
        }
        done(std::move(*people));
    };
    return m_sender->stream(std::move(request), sink, context, std::move(answered));
}

http::Handle UsersApi::invite(const Invitation& invitation, http::Lane lane, QObject* context,
                              std::function<void(Result<Invited>)> done) {
    http::Request request = changeRequest(u"users/invite"_s, m_instance.api(u"users/invite"_s),
                                          withSecret(bodyOf(invitation), "password", invitation.password), lane);
    const http::CallReport sent = http::reportOf(request);
    auto answered = [sent, done = std::move(done)](Result<http::Response> response) {
        if (!response)
            return done(tl::unexpected(explainedInvite(response.error())));
        done(readInvited(*response, sent));
    };
    return m_sender->send(std::move(request), context, std::move(answered));
}

http::Handle UsersApi::byEmail(const QString& name, const QString& email, http::Lane lane, QObject* context,
                               ReceiptDone done) {
    return sendForReceipt(*m_sender, changeRequest(name, m_instance.api(name), QJsonObject{{u"email"_s, email}}, lane),
                          context, explainedChange, std::move(done));
}

http::Handle UsersApi::activate(const QString& email, http::Lane lane, QObject* context, ReceiptDone done) {
    return byEmail(u"users/activate"_s, email, lane, context, std::move(done));
}

http::Handle UsersApi::deactivate(const QString& email, http::Lane lane, QObject* context, ReceiptDone done) {
    return byEmail(u"users/deactivate"_s, email, lane, context, std::move(done));
}

http::Handle UsersApi::edit(const UserEdit& edit, http::Lane lane, QObject* context, ReceiptDone done) {
    const QJsonObject body{{u"id"_s, edit.id.toString()},  {u"firstName"_s, edit.firstName},
                           {u"lastName"_s, edit.lastName}, {u"email"_s, edit.email},
                           {u"enabled"_s, edit.enabled},   {u"isAdmin"_s, edit.isAdmin}};
    return sendForReceipt(*m_sender, changeRequest(u"user"_s, m_instance.api(u"user"_s), body, lane), context,
                          explainedChange, std::move(done));
}

} // namespace wallaroo::api
