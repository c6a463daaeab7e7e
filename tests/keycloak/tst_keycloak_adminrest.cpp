#include "api/keycloakadminapi.h"
#include "api/tokenapi.h"
#include "http/form.h"
#include "http/transport.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::api;

namespace {

constexpr auto lane = http::Lane::Bulk;

/// A connection that signs each request, as a session does.
class Signed final : public http::Sender {
public:
    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        request.authorization = http::bearerAuthorization(token);
        return transport.send(std::move(request), context, std::move(done));
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        request.authorization = http::bearerAuthorization(token);
        return transport.stream(std::move(request), std::move(sink), context, std::move(done));
    }

    http::Transport transport;
    Secret token;
};

template <typename T>
struct Answer {
    std::function<void(Result<T>)> take() {
        return [this](const Result<T>& result) { got = result; };
    }

    const Result<T>& wait() {
        [this] { QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), 30'000); }();
        return *got;
    }

    std::optional<Result<T>> got;
};

QJsonObject facts() {
    QFile file(qEnvironmentVariable("WALLAROO_KEYCLOAK"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Instance instanceOf(const QJsonObject& found) {
    const QString address = found["address"_L1].toString();
    return {QUrl(address), QUrl(address + u"/auth"_s)};
}

} // namespace

/// KeycloakAdminApi against a real Keycloak: what the other tests take from the reference.
class TestKeycloakAdminRest final : public QObject {
    Q_OBJECT

private:
    QJsonObject m_facts = facts();
    Instance m_instance = instanceOf(m_facts);
    Signed m_sender;
    KeycloakAdminApi m_api{m_sender, m_instance};
    QObject m_context;
    UserId m_person;

    static constexpr auto name = "wilma.test@example.com"_L1;

    Result<TokenAnswer> signIn(const QString& username, const QString& password) {
        TokenApi tokens(m_sender.transport, m_instance);
        Answer<TokenAnswer> token;
        PasswordGrant grant;
        grant.username = username;
        grant.password = Secret(password.toUtf8());
        tokens.password({u"admin-cli"_s, {}}, grant, &m_context, token.take());
        return token.wait();
    }

    void becomeAdmin() {
        const auto token =
            signIn(m_facts["admin"_L1]["username"_L1].toString(), m_facts["admin"_L1]["password"_L1].toString());
        QVERIFY2(token.has_value(), token ? "" : qPrintable(token.error().details));
        m_sender.token = token->accessToken;
    }

    [[nodiscard]] std::optional<KeycloakUser> read() {
        Answer<KeycloakUser> user;
        m_api.one(m_person, lane, &m_context, user.take());
        const auto& answer = user.wait();
        return answer ? std::optional(*answer) : std::nullopt;
    }

    Result<http::Response> raw(http::Method method, const QString& path, const QByteArray& body) {
        http::Request request;
        request.name = path;
        request.method = method;
        request.url = m_api.address(path);
        request.body = Secret(body);
        if (body.isEmpty())
            request.contentType.clear();
        Answer<http::Response> answer;
        m_sender.send(std::move(request), &m_context, answer.take());
        return answer.wait();
    }

    Result<Receipt> change(const UserChange& wanted) {
        Answer<Receipt> receipt;
        m_api.update(m_person, wanted, lane, &m_context, receipt.take());
        return receipt.wait();
    }

private Q_SLOTS:

    void init() { becomeAdmin(); }

    void createdItSaysItsId() {
        Answer<std::optional<KeycloakUser>> left;
        m_api.byUsername(name, &m_context, left.take());
        if (left.wait() && left.wait()->has_value()) { // of a run that was ended
            Answer<Receipt> gone;
            m_api.remove((*left.wait())->user.id(), lane, &m_context, gone.take());
            QVERIFY(gone.wait());
        }
        Answer<KeycloakAdminApi::Created> created;
        m_api.create({name, name, u"Wilma"_s, u"Test"_s, Secret("Temp-\"8841\"-kelp")}, lane, &m_context,
                     created.take());
        QVERIFY2(created.wait(), created.wait() ? "" : qPrintable(created.wait().error().details));
        m_person = created.wait()->id;
        QVERIFY(!m_person.isEmpty());
        const auto user = read();
        QVERIFY(user.has_value());
        QCOMPARE(user->user.username(), QString(name));
        QCOMPARE(user->user.requiredActions, QStringList{u"UPDATE_PASSWORD"_s}); // the password is temporary
        QCOMPARE(user->mayManage, std::optional(true));
        QVERIFY(user->user.created.isKnown());
    }

    void aSecondOneIsRefusedInWords() {
        Answer<KeycloakAdminApi::Created> created;
        m_api.create({name, name, {}, {}, {}}, lane, &m_context, created.take());
        QVERIFY(!created.wait());
        QCOMPARE(created.wait().error().httpStatus, 409);
        QVERIFY(created.wait().error().sentence.startsWith(u"There is already somebody"_s));
        Answer<KeycloakAdminApi::Created> bad;
        m_api.create({u"bad.mail"_s, u"no address"_s, {}, {}, {}}, lane, &m_context, bad.take());
        QVERIFY(!bad.wait());
        QVERIFY2(bad.wait().error().sentence.contains(u"e-mail"_s), qPrintable(bad.wait().error().sentence));
    }

    void membersLeftOutStay() {
        UserChange names;
        names.firstName = u"Wílma"_s;
        QVERIFY(change(names));
        UserChange off;
        off.enabled = false;
        QVERIFY(change(off));
        auto user = read();
        QVERIFY(user.has_value());
        QCOMPARE(user->user.status, UserStatus::Inactive);
        QCOMPARE(user->user.firstName(), u"Wílma"_s);
        QCOMPARE(user->user.lastName(), u"Test"_s);
        QCOMPARE(user->user.requiredActions, QStringList{u"UPDATE_PASSWORD"_s});
        UserChange on;
        on.enabled = true;
        on.requiredActions = QStringList();
        QVERIFY(change(on));
        user = read();
        QCOMPARE(user->user.status, UserStatus::Active);
        QVERIFY(user->user.requiredActions.isEmpty());
    }

    void listsInBriefForm() {
        UsersPage page;
        page.search = u"wilma.test"_s;
        std::vector<User> rows;
        Answer<ListSummary> summary;
        m_api.list(
            page, &m_context,
            [&rows](std::vector<User> got) { std::move(got.begin(), got.end(), std::back_inserter(rows)); },
            summary.take());
        QVERIFY(summary.wait());
        QCOMPARE(summary.wait()->unreadable, 0);
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].id(), m_person);
        page.search = u"no such person at all"_s;
        Answer<ListSummary> empty;
        m_api.list(
            page, &m_context, [](const std::vector<User>&) {}, empty.take());
        QVERIFY(empty.wait());
        QCOMPARE(empty.wait()->rows, 0);
    }

    void passwordsSessionsAndLogOut() {
        Answer<Receipt> reset;
        m_api.resetPassword(m_person, Secret("Corr\u00e9ct-\"Horse\"-9"), false, lane, &m_context, reset.take());
        QVERIFY(reset.wait());
        QVERIFY(signIn(name, u"Corréct-\"Horse\"-9"_s));
        Answer<std::vector<UserSession>> sessions;
        m_api.sessions(m_person, lane, &m_context, sessions.take());
        QVERIFY(sessions.wait());
        QCOMPARE(sessions.wait()->size(), std::size_t(1));
        QVERIFY(sessions.wait()->front().started.isKnown());
        QVERIFY(!sessions.wait()->front().address.isEmpty());
        QCOMPARE(sessions.wait()->front().clients, QStringList{u"admin-cli"_s});
        Answer<Receipt> out;
        m_api.logOut(m_person, lane, &m_context, out.take());
        QVERIFY(out.wait());
        Answer<std::vector<UserSession>> none;
        m_api.sessions(m_person, lane, &m_context, none.take());
        QVERIFY(none.wait());
        QVERIFY(none.wait()->empty());
    }

    void oneSessionCanBeEnded() {
        QVERIFY(signIn(name, u"Corréct-\"Horse\"-9"_s));
        QVERIFY(signIn(name, u"Corréct-\"Horse\"-9"_s));
        Answer<std::vector<UserSession>> two;
        m_api.sessions(m_person, lane, &m_context, two.take());
        QVERIFY(two.wait());
        QCOMPARE(two.wait()->size(), std::size_t(2));
        Answer<Receipt> ended;
        m_api.endSession(two.wait()->front().id, lane, &m_context, ended.take());
        QVERIFY(ended.wait());
        Answer<std::vector<UserSession>> one;
        m_api.sessions(m_person, lane, &m_context, one.take());
        QVERIFY(one.wait());
        QCOMPARE(one.wait()->size(), std::size_t(1));
    }

    void theRoleIsGivenAndTaken() {
        Answer<Role> role;
        m_api.role(u"admin"_s, lane, &m_context, role.take());
        QVERIFY(role.wait());
        QVERIFY(role.wait()->isComposite);
        const auto isAdmin = [this] {
            Answer<std::vector<Role>> roles;
            m_api.realmRoles(m_person, false, lane, &m_context, roles.take());
            const auto& given = roles.wait();
            return given
                   && std::any_of(given->begin(), given->end(), [](const Role& r) { return r.name == "admin"_L1; });
        };
        QVERIFY(!isAdmin());
        Answer<Receipt> give;
        m_api.giveRole(m_person, *role.wait(), lane, &m_context, give.take());
        QVERIFY(give.wait());
        QVERIFY(isAdmin());
        bool isMember = false;
        Answer<ListSummary> members;
        m_api.adminMembers(
            0, 100, &m_context,
            [&](const std::vector<User>& rows) {
                isMember = isMember || std::any_of(rows.begin(), rows.end(), [this](const User& u) {
                               return u.id() == m_person;
                           });
            },
            members.take());
        QVERIFY(members.wait());
        QVERIFY(isMember);
        Answer<Receipt> take;
        m_api.takeRole(m_person, *role.wait(), lane, &m_context, take.take());
        QVERIFY(take.wait());
        QVERIFY(!isAdmin());
    }

    void rolesOfClientsAreTold() {
        const auto given = [this] {
            Answer<QStringList> roles;
            m_api.clientRoles(m_person, lane, &m_context, roles.take());
            return roles.wait() ? *roles.wait() : QStringList(u"not told"_s);
        };
        QCOMPARE(given(), QStringList());
        Answer<std::optional<QString>> client;
        m_api.clientId(u"master-realm"_s, &m_context, client.take());
        QVERIFY(client.wait() && client.wait()->has_value());
        const QString id = **client.wait();
        const auto role = raw(http::Method::Get, u"clients/"_s + id + u"/roles/view-users"_s, {});
        QVERIFY(role);
        const QString place = u"users/"_s + m_person.toString() + u"/role-mappings/clients/"_s + id;
        QVERIFY(raw(http::Method::Post, place, '[' + role->body + ']'));
        QCOMPARE(given(), QStringList(u"master-realm: view-users"_s));
        QVERIFY(raw(http::Method::Delete, place, '[' + role->body + ']'));
        QCOMPARE(given(), QStringList());
        QCOMPARE(read()->hasOneTimeCode, std::optional(false));
    }

    void lockStateAndClients() {
        Answer<LockState> lock;
        m_api.lockState(m_person, lane, &m_context, lock.take());
        QVERIFY(lock.wait());
        QVERIFY(!lock.wait()->isLocked);
        Answer<Receipt> cleared;
        m_api.clearLock(m_person, lane, &m_context, cleared.take());
        QVERIFY(cleared.wait());
        Answer<std::optional<QString>> client;
        m_api.clientId(u"api-client"_s, &m_context, client.take());
        QVERIFY(client.wait());
        QVERIFY(client.wait()->has_value());
    }

    void whoHasNoRightsIsToldSo() {
        const auto token = signIn(name, u"Corréct-\"Horse\"-9"_s);
        QVERIFY(token.has_value());
        m_sender.token = token->accessToken;
        Answer<ListSummary> list;
        m_api.list(
            {}, &m_context, [](const std::vector<User>&) {}, list.take());
        QVERIFY(!list.wait());
        QCOMPARE(list.wait().error().kind, ErrorKind::NotAllowed);
        Answer<KeycloakUser> self;
        m_api.one(m_person, lane, &m_context, self.take());
        QVERIFY(!self.wait());
        QCOMPARE(self.wait().error().kind, ErrorKind::NotAllowed);
    }

    void deletedItIsNotFound() {
        Answer<Receipt> gone;
        m_api.remove(m_person, lane, &m_context, gone.take());
        QVERIFY(gone.wait());
        Answer<KeycloakUser> user;
        m_api.one(m_person, lane, &m_context, user.take());
        QVERIFY(!user.wait());
        QCOMPARE(user.wait().error().kind, ErrorKind::NotFound);
        Answer<Receipt> again;
        m_api.remove(m_person, lane, &m_context, again.take());
        QVERIFY(!again.wait());
        QCOMPARE(again.wait().error().kind, ErrorKind::NotFound);
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QJsonObject found = facts();
    if (found.isEmpty() || found.contains("skipped"_L1)) {
        std::puts(qPrintable(u"skipped: "_s + found["skipped"_L1].toString(u"there is no Keycloak"_s)));
        return 0;
    }
    TestKeycloakAdminRest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keycloak_adminrest.moc"
