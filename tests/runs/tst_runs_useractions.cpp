#include "runs/reasons.h"
#include "runs/useractions.h"
#include "runs/userplans.h"
#include "support/fakesender.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;
using test::FakeSender;

namespace {

const Instance instance{QUrl(u"https://wallaroo.example.com"_s), QUrl(u"https://wallaroo.example.com/auth"_s)};
const QString mira = u"5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_s;
const QString oskar = u"c83e27a4-51bb-4f0e-9d1c-6fa0837d2245"_s;

QByteArray personJson(const QString& id, const QByteArray& members) {
    return '"' + id.toUtf8() + R"(":{"id":")" + id.toUtf8() + R"(","username":"u",)" + members + '}';
}

QByteArray peopleJson(const QByteArrayList& people) {
    return "{\"users\":{" + people.join(',') + "}}";
}

/// The actions over a fake connection, and what was called back.
struct Desk {
    FakeSender sender;
    api::UsersApi users{sender, instance};
    api::KeycloakAdminApi keycloak{sender, instance};
    api::AccountActions accounts{users, keycloak};
    UserActions actions{users, keycloak, accounts};
    QObject context;

    Result<StepResult> perform(const QString& kind, const QJsonObject& arguments) {
        std::optional<Result<StepResult>> got;
        actions.perform(userStep(kind, arguments), &context,
                        [&got](const Result<StepResult>& result) { got = result; });
        [&] { QTRY_VERIFY(got.has_value()); }();
        return got.value_or(failure(ErrorKind::NotFound, u"no answer"_s));
    }

    std::vector<ReadBack> read(const std::vector<Sent>& steps) {
        std::optional<std::vector<ReadBack>> got;
        actions.readBack(steps, &context, [&got](const std::vector<ReadBack>& answers) { got = answers; });
        [&] { QTRY_VERIFY(got.has_value()); }();
        return got.value_or(std::vector<ReadBack>(steps.size()));
    }

    /// Why mira, with the address m@x, is left out of such a run.
    std::vector<QString> prepared(const QString& kind) {
        Item item;
        item.steps = {userStep(kind, {{u"id"_s, mira}, {u"email"_s, u"m@x"_s}})};
        std::optional<std::vector<QString>> reasons;
        actions.prepare({item}, &context,
                        [&reasons](const std::vector<Hindrance>& got) { reasons = test::reasonsIn(got); });
        [&] { QTRY_VERIFY(reasons.has_value()); }();
        return reasons.value_or(std::vector<QString>(1));
    }

    [[nodiscard]] QJsonObject sentBody(std::size_t n = 0) const {
        return QJsonDocument::fromJson(sender.requests()[n].body).object();
    }
};

Sent sentStep(const QString& kind, const QJsonObject& arguments, const QString& newId = {}) {
    StepResult result;
    result.newId = newId;
    return {userStep(kind, arguments), result};
}

} // namespace

class TestRunsUserActions final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void eachStepIsTheCallThatItsPreviewShows_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* kind, QJsonObject arguments, const QByteArray& answer = {}) {
            arguments[u"id"_s] = mira;
            QTest::newRow(kind) << QString::fromLatin1(kind) << arguments << answer;
        };
        row("user.deactivate", {{u"email"_s, u"mira@example.com"_s}}, "{}");
        row("user.activate", {{u"email"_s, u"mira@example.com"_s}}, "{}");
        row("user.edit", {{u"set"_s, QJsonObject{{u"firstName"_s, u"M"_s}}}});
        row("user.delete", {});
        row("user.actions", {{u"actions"_s, QJsonArray{u"UPDATE_PASSWORD"_s}}});
        row("user.logout", {});
        row("user.unlock", {});
    }

    void eachStepIsTheCallThatItsPreviewShows() {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, arguments);
        QFETCH(QByteArray, answer);
        Desk desk;
        const CallPreview preview = userStep(kind, arguments).preview;
        QVERIFY(!preview.path.isEmpty());
        desk.sender.expect(preview.path.toUtf8()).answer(answer, answer.isEmpty() ? 204 : 200);
        QVERIFY(desk.perform(kind, arguments));
        const FakeSender::Seen& seen = desk.sender.requests().front();
        static const QStringList methods{u"GET"_s, u"POST"_s, u"PUT"_s, u"DELETE"_s};
        QCOMPARE(methods[static_cast<int>(seen.method)], preview.method);
        QCOMPARE(QJsonDocument::fromJson(seen.body).object(), QJsonDocument::fromJson(preview.body.toUtf8()).object());
    }

    void withoutAnAddressItGoesById() {
        Desk desk;
        desk.sender.expect("admin change user").answer({}, 204);
        const auto result = desk.perform(u"user.deactivate"_s, {{u"id"_s, mira}, {u"email"_s, QString()}});
        QVERIFY(result);
        QVERIFY(result->note.contains(u"Keycloak"_s));
        QCOMPARE(desk.sentBody(), (QJsonObject{{u"enabled"_s, false}})); // and nothing else of the person
    }

    void whereTheApiDoesNotGetAtKeycloakItGoesById() {
        Desk desk;
        desk.sender.expect("users/deactivate").refuse(500, R"({"msg":"error querying keycloak server","code":500})");
        desk.sender.expect("admin change user").answer({}, 204);
        const auto result = desk.perform(u"user.deactivate"_s, {{u"id"_s, mira}, {u"email"_s, u"mira@example.com"_s}});
        QVERIFY(result);
        QCOMPARE(result->note, u"through Keycloak"_s);
        QCOMPARE(desk.sentBody(1), (QJsonObject{{u"enabled"_s, false}}));
    }

    void anInvitationHandsOutItsPassword() {
        Desk desk;
        desk.sender.expect("users/invite")
            .answer(R"({"id":"e7721d90-0c4e-4b39-a2d5-913fb08c64aa","password":"Temp-8841-kelp"})");
        const auto result = desk.perform(u"user.invite"_s, {{u"email"_s, u"p@example.com"_s}, {u"admin"_s, true}});
        QVERIFY(result);
        QCOMPARE(result->newId, u"e7721d90-0c4e-4b39-a2d5-913fb08c64aa"_s);
        QVERIFY(result->secret == Secret("Temp-8841-kelp"));
        QCOMPARE(desk.sentBody()["roles"_L1].toArray(), QJsonArray{u"admin"_s});
    }

    void createdInKeycloakWithAPasswordOfOurOwn() {
        Desk desk;
        desk.sender.expect("admin create user").answer({}, 201);
        const auto result =
            desk.perform(u"user.create"_s, {{u"username"_s, u"p@example.com"_s}, {u"email"_s, u"p@example.com"_s}});
        QVERIFY(result);
        QVERIFY(result->secret.size() >= 16);
        const QJsonObject credential = desk.sentBody()["credentials"_L1].toArray().at(0).toObject();
        QCOMPARE(credential["value"_L1].toString().toUtf8(), result->secret.reveal().toByteArray());
        QVERIFY(credential["temporary"_L1].toBool());
        QVERIFY(!userStep(u"user.create"_s, {{u"username"_s, u"p"_s}})
                     .preview.body.contains(QString::fromUtf8(result->secret.reveal())));
    }

    void theRoleIsLookedUpOnce() {
        Desk desk;
        desk.sender.expect("admin role").answer(R"({"id":"r-9","name":"admin"})");
        desk.sender.expect("admin give role").answer({}, 204);
        desk.sender.expect("admin take role").answer({}, 204);
        QVERIFY(desk.perform(u"user.give-admin"_s, {{u"id"_s, mira}}));
        QVERIFY(desk.perform(u"user.take-admin"_s, {{u"id"_s, mira}}));
        QCOMPARE(desk.sender.requests()[2].body, QByteArray(R"([{"id":"r-9","name":"admin"}])"));
    }

    void theRoleIsGivenToWhoWasCreatedBefore() {
        Desk desk;
        const Step planned = userStep(u"user.give-admin"_s, {{u"email"_s, u"p@example.com"_s}});
        StepResult created;
        created.newId = oskar;
        const Step filled = desk.actions.filledIn(planned, created);
        QCOMPARE(filled.arguments["id"_L1].toString(), oskar);
        QCOMPARE(desk.actions.filledIn(userStep(u"user.give-admin"_s, {{u"id"_s, mira}}), created).arguments["id"_L1],
                 QJsonValue(mira)); // who is known is not mistaken for another
        desk.sender.expect("admin role").answer(R"({"id":"r-9","name":"admin"})");
        desk.sender.expect("admin give role").answer({}, 204);
        QVERIFY(desk.perform(filled.kind, filled.arguments));
        QVERIFY(desk.sender.requests()[1].url.path().contains(oskar));
        QVERIFY(!desk.actions.inverse(planned, {})); // the account stays: nothing would be undone
    }

    void withoutAnIdNobodyIsGivenTheRole() {
        Desk desk;
        const Step planned = userStep(u"user.give-admin"_s, {{u"email"_s, u"p@example.com"_s}});
        const Step filled = desk.actions.filledIn(planned, {});
        const auto result = desk.perform(filled.kind, filled.arguments);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QVERIFY(desk.sender.requests().empty());
    }

    void whileTheRoleIsLookedUpItCanBeCalledOff() {
        Desk desk;
        auto& role = desk.sender.expect("admin role");
        auto& give = desk.sender.expect("admin give role"); // held
        api::Handle handle = desk.actions.perform(userStep(u"user.give-admin"_s, {{u"id"_s, mira}}), &desk.context,
                                                  [](const Result<StepResult>&) { QFAIL("called off"); });
        QVERIFY(!handle.mayHaveBeenSent()); // nothing that changes anything
        role.answer(R"({"id":"r-9","name":"admin"})");
        QTRY_VERIFY(give.hasArrived());
        QVERIFY(handle.isRunning());
        QVERIFY(handle.mayHaveBeenSent());
        handle.cancel();
        QVERIFY(give.wasCanceled());
    }

    void anUnknownStepIsRefusedHere() {
        Desk desk;
        const auto result = desk.perform(u"user.frobnicate"_s, {{u"id"_s, mira}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
    }

    void changedAddressesAreLeftOutBeforeARun() {
        Desk desk;
        desk.sender.expect("users/query")
            .answer(peopleJson({personJson(mira, R"("email":"other@example.com","enabled":true)"),
                                personJson(oskar, R"("email":"OSKAR@example.com","enabled":true)")}));
        std::vector<Item> items;
        for (const QString& id : {mira, oskar, u"00000000-0000-4000-8000-000000000001"_s}) {
            Item item;
            item.id = id;
            item.steps = {
                userStep(u"user.deactivate"_s,
                         {{u"id"_s, id}, {u"email"_s, id == mira ? u"mira@example.com"_s : u"oskar@example.com"_s}})};
            items.push_back(item);
        }
        std::optional<std::vector<QString>> reasons;
        int told = 0;
        desk.actions.onPeopleRead(
            [&told](const std::vector<User>& people) { told += static_cast<int>(people.size()); });
        desk.actions.prepare(items, &desk.context,
                             [&reasons](const std::vector<Hindrance>& got) { reasons = test::reasonsIn(got); });
        QTRY_VERIFY(reasons.has_value());
        QVERIFY((*reasons)[0].contains(u"other@example.com"_s));
        QCOMPARE((*reasons)[1], QString()); // case does not count
        QVERIFY(!(*reasons)[2].isEmpty());  // is not there any more
        QCOMPARE(told, 2);
    }

    void whoIsSoAlreadyIsLeftOut() {
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("email":"m@x","enabled":true)")}));
        QVERIFY(!desk.prepared(u"user.activate"_s)[0].isEmpty());
    }

    void whoReadsAsInactiveMayBeLocked_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("lock");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("locked") << 200 << R"({"disabled":true})"_ba << true;
        QTest::newRow("inactive") << 200 << R"({"disabled":false})"_ba << false;
        QTest::newRow("nobody may look") << 403 << R"({"error":"unknown_error"})"_ba << true;
    }

    void whoReadsAsInactiveMayBeLocked() {
        QFETCH(int, status);
        QFETCH(QByteArray, lock);
        QFETCH(bool, goesOn);
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("email":"m@x","enabled":false)")}));
        auto& asked = desk.sender.expect("admin lock state");
        if (status == 200)
            asked.answer(lock);
        else
            asked.refuse(status, lock);
        QCOMPARE(desk.prepared(u"user.deactivate"_s)[0].isEmpty(), goesOn);
    }

    void whoMayNotLoseAccessIsLeftOutAtTheLastMoment() {
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("email":"m@x","enabled":true)")}));
        std::vector<UserId> judged;
        desk.actions.protectBy([&judged](const std::vector<UserId>& people) {
            judged = people;
            return std::vector<Protection>(people.size(), Protection::OwnAccount);
        });
        const auto reasonsOf = [&desk](const QString& kind) {
            Item item;
            item.id = mira;
            item.steps = {userStep(kind, {{u"id"_s, mira}, {u"email"_s, u"m@x"_s}})};
            std::optional<std::vector<QString>> reasons;
            desk.actions.prepare({item}, &desk.context,
                                 [&reasons](const std::vector<Hindrance>& got) { reasons = test::reasonsIn(got); });
            [&] { QTRY_VERIFY(reasons.has_value()); }();
            return reasons.value_or(std::vector<QString>(1))[0];
        };
        QCOMPARE(reasonsOf(u"user.deactivate"_s), u"your own account"_s);
        QCOMPARE(judged, std::vector<UserId>{UserId::fromString(mira)});
        QCOMPARE(reasonsOf(u"user.take-admin"_s), u"your own account"_s);
        QCOMPARE(reasonsOf(u"user.delete"_s), u"your own account"_s);
        QCOMPARE(reasonsOf(u"user.logout"_s), QString());
    }

    void whatIsRequiredMeanwhileIsNotOverwritten_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("as it was") << R"("requiredActions":["VERIFY_EMAIL","UPDATE_PASSWORD"])"_ba << true;
        QTest::newRow("one more") << R"("requiredActions":["UPDATE_PASSWORD","VERIFY_EMAIL","TERMS"])"_ba << false;
        QTest::newRow("done meanwhile") << R"("requiredActions":[])"_ba << false;
        QTest::newRow("not told") << R"("firstName":"M")"_ba << false;
    }

    void whatIsRequiredMeanwhileIsNotOverwritten() {
        QFETCH(QByteArray, members);
        QFETCH(bool, goesOn);
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("enabled":true,)" + members)}));
        Item item;
        item.steps = {
            userStep(u"user.actions"_s, {{u"id"_s, mira},
                                         {u"actions"_s, QJsonArray{u"CONFIGURE_TOTP"_s}},
                                         {u"before"_s, QJsonArray{u"UPDATE_PASSWORD"_s, u"VERIFY_EMAIL"_s}}})};
        std::optional<std::vector<QString>> reasons;
        desk.actions.prepare({item}, &desk.context,
                             [&reasons](const std::vector<Hindrance>& got) { reasons = test::reasonsIn(got); });
        QTRY_VERIFY(reasons.has_value());
        QCOMPARE((*reasons)[0].isEmpty(), goesOn);
    }

    void whenTheyCannotBeReadNobodyIsTouched() {
        Desk desk;
        desk.sender.expect("users/query").fail(ErrorKind::TookTooLong);
        QVERIFY(!desk.prepared(u"user.deactivate"_s)[0].isEmpty());
    }

    void readsBackManyByOneQuery() {
        Desk desk;
        desk.sender.expect("users/query")
            .answer(peopleJson({personJson(mira, R"("enabled":false,"requiredActions":["UPDATE_PASSWORD"])"),
                                personJson(oskar, R"("enabled":true,"firstName":"Oskar")")}));
        desk.sender.expect("admin lock state").answer(R"({"disabled":false})");
        const auto answers = desk.read(
            {sentStep(u"user.deactivate"_s, {{u"id"_s, mira}}), sentStep(u"user.deactivate"_s, {{u"id"_s, oskar}}),
             sentStep(u"user.password"_s, {{u"id"_s, mira}, {u"before"_s, QJsonArray()}}),
             sentStep(u"user.edit"_s, {{u"id"_s, oskar}, {u"set"_s, QJsonObject{{u"firstName"_s, u"Oscar"_s}}}}),
             sentStep(u"user.delete"_s, {{u"id"_s, u"00000000-0000-4000-8000-000000000001"_s}})});
        QCOMPARE(answers[0].applied, ReadBack::Applied::Yes);
        QCOMPARE(answers[0].text, u"enabled: false"_s);
        QCOMPARE(answers[1].applied, ReadBack::Applied::No); // 200 without a change
        QCOMPARE(answers[2].applied, ReadBack::Applied::Yes);
        QCOMPARE(answers[3].applied, ReadBack::Applied::No);
        QCOMPARE(answers[3].text, u"firstName: Oskar"_s);
        QCOMPARE(answers[4].applied, ReadBack::Applied::Yes);
    }

    void whoWasAskedForAPasswordBeforeIsNoProofOfANewOne_data() {
        QTest::addColumn<QJsonValue>("before"); // undefined: not told when the plan was made
        QTest::addColumn<bool>("isAnswered");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<ReadBack::Applied>("applied");
        using Applied = ReadBack::Applied;
        const QJsonValue none = QJsonArray();
        const QJsonValue asked = QJsonArray{u"VERIFY_EMAIL"_s, u"UPDATE_PASSWORD"_s};
        const auto row = [](const char* name, const QJsonValue& before, bool isAnswered, const char* now, Applied is) {
            QTest::newRow(name) << before << isAnswered << QByteArray(now) << is;
        };
        row("new, and answered", none, true, R"(["UPDATE_PASSWORD"])", Applied::Yes);
        row("new, answer lost", none, false, R"(["UPDATE_PASSWORD"])", Applied::Yes);
        row("as before, answered", asked, true, R"(["UPDATE_PASSWORD"])", Applied::Yes);
        row("as before, refused", asked, false, R"(["UPDATE_PASSWORD"])", Applied::NotTold);
        row("not told before", QJsonValue::Undefined, false, R"(["UPDATE_PASSWORD"])", Applied::NotTold);
        row("not asked for", none, true, R"(["VERIFY_EMAIL"])", Applied::No);
        row("not any more", asked, false, "[]", Applied::No);
    }

    void whoWasAskedForAPasswordBeforeIsNoProofOfANewOne() {
        QFETCH(QJsonValue, before);
        QFETCH(bool, isAnswered);
        QFETCH(QByteArray, now);
        Desk desk;
        desk.sender.expect("users/query")
            .answer(peopleJson({personJson(mira, R"("enabled":true,"requiredActions":)" + now)}));
        Sent sent = sentStep(u"user.password"_s, {{u"id"_s, mira}, {u"before"_s, before}});
        if (isAnswered)
            sent.result.secret = Secret("Temp-8841-kelp");
        const auto answers = desk.read({sent});
        QTEST(answers[0].applied, "applied");
        QVERIFY(answers[0].text.startsWith(u"requiredActions: "_s));
    }

    void aLockIsNoProofOfADeactivation_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("isLocked");
        QTest::addColumn<QByteArray>("listed"); // empty: the list fails
        QTest::addColumn<ReadBack::Applied>("applied");
        QTest::addColumn<QString>("text");
        using Applied = ReadBack::Applied;
        const QString off = u"user.deactivate"_s;
        const QString on = u"user.activate"_s;
        QTest::newRow("not locked") << off << false << QByteArray() << Applied::Yes << u"enabled: false"_s;
        QTest::newRow("locked, and applied") << off << true << "false"_ba << Applied::Yes << u"enabled: false"_s;
        QTest::newRow("locked, not applied")
            << off << true << "true"_ba << Applied::No << u"enabled: true, and locked"_s;
        QTest::newRow("locked, no list") << off << true << QByteArray() << Applied::NotTold
                                         << u"enabled: false (inactive, or locked)"_s;
        QTest::newRow("activated, locked") << on << true << "true"_ba << Applied::Yes << u"enabled: true, and locked"_s;
        QTest::newRow("not activated") << on << false << QByteArray() << Applied::No << u"enabled: false"_s;
    }

    void aLockIsNoProofOfADeactivation() {
        QFETCH(QString, kind);
        QFETCH(bool, isLocked);
        QFETCH(QByteArray, listed);
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("enabled":false)")}));
        desk.sender.expect("admin lock state").answer(isLocked ? R"({"disabled":true})" : R"({"disabled":false})");
        if (isLocked && listed.isEmpty())
            desk.sender.expect("users/query").refuse(500, "{}");
        else if (isLocked)
            desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("enabled":)" + listed)}));
        const auto answers = desk.read({sentStep(kind, {{u"id"_s, mira}})});
        QTEST(answers[0].applied, "applied");
        QTEST(answers[0].text, "text");
    }

    void whoWasActiveRightBeforeIsNotAskedAbout() {
        Desk desk;
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("email":"m@x","enabled":true)")}));
        QVERIFY(desk.prepared(u"user.deactivate"_s)[0].isEmpty());
        desk.sender.expect("users/query").answer(peopleJson({personJson(mira, R"("enabled":false)")}));
        QCOMPARE(desk.read({sentStep(u"user.deactivate"_s, {{u"id"_s, mira}})})[0].applied, ReadBack::Applied::Yes);
    }

    void ofManyTheListIsAskedOnce() {
        Desk desk;
        std::vector<Sent> steps;
        QByteArrayList byId;
        QByteArrayList listed;
        for (int i = 0; i < 40; ++i) {
            const QString id = u"5d1f0000-0000-4000-8000-%1"_s.arg(i, 12, 10, QChar(u'0'));
            steps.push_back(sentStep(u"user.deactivate"_s, {{u"id"_s, id}}));
            byId << personJson(id, R"("enabled":false)");
            listed << personJson(id, i == 7 ? R"("enabled":true)" : R"("enabled":false)");
        }
        desk.sender.expect("users/query").answer(peopleJson(byId));
        desk.sender.expect("users/query").answer(peopleJson(listed));
        const auto answers = desk.read(steps);
        for (std::size_t i = 0; i < answers.size(); ++i)
            QCOMPARE(answers[i].applied, i == 7 ? ReadBack::Applied::No : ReadBack::Applied::Yes);
    }

    void readsSessionsRolesAndLocksAtKeycloak() {
        Desk desk;
        desk.sender.expect("admin sessions").answer("[]");
        desk.sender.expect("admin roles of user").answer(R"([{"id":"r-9","name":"admin"}])");
        desk.sender.expect("admin lock state").answer(R"({"disabled":true,"numFailures":3})");
        const auto answers =
            desk.read({sentStep(u"user.logout"_s, {{u"id"_s, mira}}), sentStep(u"user.take-admin"_s, {{u"id"_s, mira}}),
                       sentStep(u"user.unlock"_s, {{u"id"_s, mira}})});
        QCOMPARE(answers[0].applied, ReadBack::Applied::Yes);
        QCOMPARE(answers[0].text, u"sessions: 0"_s);
        QCOMPARE(answers[1].applied, ReadBack::Applied::No);
        QCOMPARE(answers[2].applied, ReadBack::Applied::No);
    }

    void whatMayNotBeReadIsNotTold() {
        Desk desk;
        desk.sender.expect("admin sessions").refuse(403, R"({"error":"unknown_error"})");
        desk.sender.expect("users/query").refuse(403, R"({"msg":"no","code":403})");
        const auto answers = desk.read(
            {sentStep(u"user.logout"_s, {{u"id"_s, mira}}), sentStep(u"user.deactivate"_s, {{u"id"_s, mira}})});
        for (const ReadBack& answer : answers) {
            QCOMPARE(answer.applied, ReadBack::Applied::NotTold);
            QVERIFY(answer.error.has_value());
        }
    }

    void aLostInvitationIsLookedForByItsAddress() {
        Desk desk;
        desk.sender.expect("users/query")
            .answer(peopleJson({personJson(mira, R"("email":"New@example.com","enabled":true)")}));
        const auto answers = desk.read({sentStep(u"user.invite"_s, {{u"email"_s, u"new@example.com"_s}}),
                                        sentStep(u"user.invite"_s, {{u"email"_s, u"lost@example.com"_s}})});
        QCOMPARE(answers[0].applied, ReadBack::Applied::Yes);
        QVERIFY(answers[0].text.contains(mira));
        QCOMPARE(answers[1].applied, ReadBack::Applied::No);
        QCOMPARE(desk.sentBody(), QJsonObject()); // the whole list, once for both
    }

    void whoWasCreatedUnansweredIsKnownByIdAfterwards() {
        Desk desk;
        desk.sender.expect("users/query")
            .answer(peopleJson({personJson(mira, R"("enabled":true,"email":"new@example.com")")}));
        const auto answers = desk.read({sentStep(u"user.create"_s, {{u"email"_s, u"new@example.com"_s}}),
                                        sentStep(u"user.create"_s, {{u"email"_s, u"lost@example.com"_s}})});
        QCOMPARE(answers[0].newId, mira);
        QCOMPARE(answers[1].newId, QString());
    }

    void inversesAreExact() {
        Desk desk;
        const auto inverse = [&desk](const QString& kind, const QJsonObject& arguments) {
            return desk.actions.inverse(userStep(kind, arguments), {});
        };
        QCOMPARE(inverse(u"user.deactivate"_s, {{u"id"_s, mira}})->kind, u"user.activate"_s);
        QCOMPARE(inverse(u"user.give-admin"_s, {{u"id"_s, mira}})->kind, u"user.take-admin"_s);
        const auto actions =
            inverse(u"user.actions"_s, {{u"actions"_s, QJsonArray{u"A"_s}}, {u"before"_s, QJsonArray()}});
        QCOMPARE(actions->arguments["actions"_L1].toArray(), QJsonArray());
        const QJsonObject set{{u"firstName"_s, u"New"_s}};
        const QJsonObject before{{u"firstName"_s, u"Old"_s}};
        const auto edit = inverse(
            u"user.edit"_s, {{u"set"_s, set}, {u"before"_s, before}, {u"whole"_s, QJsonObject{{u"isAdmin"_s, true}}}});
        QCOMPARE(edit->arguments["set"_L1].toObject(), before);
        QCOMPARE(edit->arguments["before"_L1].toObject(), set);
        QVERIFY(!edit->arguments.contains("whole"_L1)); // what an earlier version noted is old by now
        for (const QString& kind : {u"user.invite"_s, u"user.create"_s, u"user.delete"_s, u"user.password"_s,
                                    u"user.logout"_s, u"user.unlock"_s})
            QVERIFY(!inverse(kind, {{u"id"_s, mira}}).has_value());
    }
};

QTEST_GUILESS_MAIN(TestRunsUserActions)
#include "tst_runs_useractions.moc"
