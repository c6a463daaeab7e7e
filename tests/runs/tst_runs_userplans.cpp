#include "runs/leaver.h"
#include "runs/temporarypassword.h"
#include "runs/userplans.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::runs;

namespace {

const Actor actor{u"wallaroo.example.com"_s, u"https://wallaroo.example.com"_s, u"ana"_s};

User person(int number, UserType type = UserType::User, UserStatus status = UserStatus::Active) {
    const QByteArray text = QByteArray::number(number);
    User made(UserId::fromUtf8("5d1f0000-0000-4000-8000-" + text.rightJustified(12, '0')),
              {"user" + text, "p" + text + "@example.com", "Person", text});
    made.type = type;
    made.status = status;
    return made;
}

User named(int number, const QByteArray& username, const QByteArray& email, const QByteArray& first = {},
           const QByteArray& last = {}) {
    return User(person(number).id(), {username, email, first, last});
}

AccessGuard guardOf(const std::vector<User>& everybody, int own) {
    AccessGuard guard(person(own).id());
    for (const User& user : everybody)
        guard.see(user);
    return guard;
}

} // namespace

class TestRunsUserPlans final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void deactivationLeavesOutWhoMayNotOrNeedNot() {
        const std::vector<User> everybody{person(0, UserType::Administrator), person(1), person(2),
                                          person(3, UserType::User, UserStatus::Inactive)};
        const Plan plan = deactivatePlan(actor, everybody, guardOf(everybody, 0));
        QCOMPARE(plan.verb, u"users.deactivate"_s);
        QCOMPARE(plan.instance, actor.instance);
        QCOMPARE(plan.actor, actor.name);
        QVERIFY(plan.canBeUndone);
        QCOMPARE(plan.items.size(), std::size_t(4));
        QVERIFY(!plan.items[0].leftOut.isEmpty()); // the own account
        QCOMPARE(plan.items[1].leftOut, QString());
        QVERIFY(!plan.items[3].leftOut.isEmpty()); // inactive already
        QCOMPARE(plan.taking(), 2);
        QCOMPARE(plan.items[1].id, person(1).id().toString());
        QCOMPARE(plan.items[1].steps[0].preview,
                 (CallPreview{u"POST"_s, u"/v1/api/users/deactivate"_s, u"{\"email\":\"p1@example.com\"}"_s}));
    }

    void theBuiltInAccountLosesNoAccess() {
        const std::vector<User> everybody{person(0, UserType::Administrator), named(1, "admin", ""), person(2)};
        const AccessGuard guard = guardOf(everybody, 0);
        const auto builtIn = u"the built-in account"_s;
        QCOMPARE(deactivatePlan(actor, everybody, guard).items[1].leftOut, builtIn);
        QCOMPARE(deletePlan(actor, everybody, guard).items[1].leftOut, builtIn);
        QCOMPARE(leaverDeactivatePlan(actor, {everybody[1]}, guard).items[0].leftOut, builtIn);
        QVERIFY(passwordPlan(actor, everybody).items[1].leftOut.isEmpty());
        User off = everybody[1];
        off.status = UserStatus::Inactive;
        QCOMPARE(activatePlan(actor, {off}).taking(), 1);
    }

    void withoutAnAddressThePreviewGoesById() {
        const std::vector<User> everybody{named(1, "admin", "")};
        const Plan plan = activatePlan(actor, everybody);
        QCOMPARE(plan.items[0].steps[0].preview.method, u"PUT"_s);
        QVERIFY(plan.items[0].steps[0].preview.path.endsWith(person(1).id().toString()));
    }

    void whereRolesAreNotToldOnlySingly() {
        const std::vector<User> everybody{person(1, UserType::NotTold), person(2, UserType::NotTold)};
        const AccessGuard guard = guardOf(everybody, 0);
        QCOMPARE(deactivatePlan(actor, everybody, guard).taking(), 0);
        QCOMPARE(deactivatePlan(actor, {everybody[0]}, guard).taking(), 1); // who shows it asks for the name first
        QCOMPARE(deletePlan(actor, everybody, guard).taking(), 0);
    }

    void theRoleIsTakenOnlyFromWhoHasIt() {
        const std::vector<User> everybody{person(0, UserType::Administrator), person(1, UserType::Administrator),
                                          person(2)};
        const AccessGuard guard = guardOf(everybody, 0);
        const Plan take = takeAdminPlan(actor, everybody, guard);
        QCOMPARE(take.taking(), 1);
        QCOMPARE(take.items[1].steps[0].kind, u"user.take-admin"_s);
        const Plan give = giveAdminPlan(actor, everybody);
        QCOMPARE(give.taking(), 1);
        QCOMPARE(give.items[2].leftOut, QString());
    }

    void whatCannotBeTakenBackSaysSo() {
        const std::vector<User> one{person(1)};
        const AccessGuard guard = guardOf({person(0, UserType::Administrator), person(1)}, 0);
        QVERIFY(!deletePlan(actor, one, guard).canBeUndone);
        QVERIFY(!logOutPlan(actor, one).canBeUndone);
        QVERIFY(!passwordPlan(actor, one).canBeUndone);
        QVERIFY(!unlockPlan(actor, one).canBeUndone);
        QVERIFY(!invitePlan(actor, {{u"a@b"_s, {}, {}, false}}).canBeUndone);
        QVERIFY(activatePlan(actor, one).canBeUndone);
    }

    void aPlanOfAnotherKindIsJudgedToo() {
        const std::vector<User> everybody{person(0, UserType::Administrator), person(1, UserType::Administrator),
                                          person(2)};
        const auto plan = [&](const QString& kind) {
            Plan made = unlockPlan(actor, everybody);
            for (Item& item : made.items)
                item.steps = {userStep(kind, {{u"id"_s, item.id}})};
            return made;
        };
        const auto personOf = [&](const QString& id) {
            const auto found = std::find_if(everybody.begin(), everybody.end(),
                                            [&id](const User& one) { return one.id().toString() == id; });
            return found == everybody.end() ? nullptr : &*found;
        };
        const Plan taken = guarded(plan(u"user.take-admin"_s), guardOf(everybody, 0), personOf);
        QVERIFY(!taken.items[0].leftOut.isEmpty()); // oneself
        QCOMPARE(taken.items[1].leftOut, QString());
        const Plan last = guarded(plan(u"user.deactivate"_s), guardOf({everybody[1], everybody[2]}, 2), personOf);
        QVERIFY(!last.items[1].leftOut.isEmpty()); // the only administrator
        QVERIFY(!last.items[2].leftOut.isEmpty()); // oneself
        const AccessGuard untold((UserId()));
        const auto nobody = [](const QString&) { return nullptr; };
        QCOMPARE(guarded(plan(u"user.deactivate"_s), untold, nobody).taking(), 0); // cannot tell: singly
        Plan single = plan(u"user.deactivate"_s);
        single.items.resize(1);
        QCOMPARE(guarded(single, untold, nobody).taking(), 1); // after the name was typed
        const Plan unlocked = guarded(plan(u"user.unlock"_s), guardOf(everybody, 0), personOf);
        QCOMPARE(unlocked.taking(), 3); // takes no access
    }

    void aPasswordRemembersWhatWasAskedForBefore() {
        User one = person(1);
        one.requiredActions = {u"UPDATE_PASSWORD"_s};
        User untold = person(3);
        untold.areActionsTold = false;
        const Plan plan = passwordPlan(actor, {one, person(2), untold});
        QCOMPARE(plan.taking(), 3);
        QCOMPARE(plan.items[0].steps[0].arguments["before"_L1].toArray(), QJsonArray{u"UPDATE_PASSWORD"_s});
        QCOMPARE(plan.items[1].steps[0].arguments["before"_L1], QJsonValue(QJsonArray()));
        QVERIFY(plan.items[2].steps[0].arguments["before"_L1].isUndefined());
    }

    void actionsAreAddedToWhatIsThere() {
        User one = person(1);
        one.requiredActions = {u"VERIFY_EMAIL"_s};
        const Plan plan = requireActionsPlan(actor, {one, person(2)}, {u"VERIFY_EMAIL"_s});
        QVERIFY(!plan.items[0].leftOut.isEmpty());
        QCOMPARE(plan.taking(), 1);
        const Plan more = requireActionsPlan(actor, {one}, {u"UPDATE_PASSWORD"_s});
        QCOMPARE(more.items[0].steps[0].arguments["actions"_L1].toArray(),
                 (QJsonArray{u"VERIFY_EMAIL"_s, u"UPDATE_PASSWORD"_s}));
        QCOMPARE(more.items[0].steps[0].arguments["before"_L1].toArray(), (QJsonArray{u"VERIFY_EMAIL"_s}));
    }

    void anEditHoldsOnlyWhatChanges() {
        const User one = person(1);
        const Plan plan = editPlan(actor, one, {u"New"_s, u"1"_s, u"p1@example.com"_s});
        const QJsonObject& arguments = plan.items[0].steps[0].arguments;
        QCOMPARE(arguments["set"_L1].toObject(), (QJsonObject{{u"firstName"_s, u"New"_s}}));
        QCOMPARE(arguments["before"_L1].toObject(), (QJsonObject{{u"firstName"_s, u"Person"_s}}));
        QCOMPARE(arguments.size(), 3); // neither role nor status: by now they may be others
        QVERIFY(!editPlan(actor, one, {u"Person"_s, u"1"_s, u"p1@example.com"_s}).items[0].leftOut.isEmpty());
    }

    void invitesAndCreates() {
        const Plan invite = invitePlan(actor, {{u"a@b.example"_s, u"A"_s, u"B"_s, true}});
        QCOMPARE(invite.items[0].id, u"a@b.example"_s); // there is no id yet
        QVERIFY(invite.items[0].steps[0].preview.body.contains(u"\"roles\":[\"admin\"]"_s));
        const Plan create = createPlan(actor, {{u"a@b.example"_s, u"A"_s, {}, false}});
        QCOMPARE(create.items[0].steps[0].arguments["firstName"_L1].toString(), u"A"_s);
        QVERIFY(!create.items[0].steps[0].arguments.contains("lastName"_L1));
        QVERIFY(create.items[0].steps[0].preview.body.contains(u"…"_s)); // a password, named and not shown
        QCOMPARE(create.items[0].steps.size(), std::size_t(1));
    }

    void whoIsToBeAnAdministratorIsGivenTheRoleAfterwards() {
        const Plan plan = createPlan(actor, {{u"a@b.example"_s, u"A"_s, {}, true}});
        const std::vector<Step>& steps = plan.items[0].steps;
        QCOMPARE(steps.size(), std::size_t(2));
        QCOMPARE(steps[1].kind, u"user.give-admin"_s);
        QCOMPARE(steps[1].needs, 0);
        QVERIFY(!steps[1].arguments.contains("id"_L1)); // nobody knows it yet
        QCOMPARE(steps[1].preview.path, u"/auth/admin/realms/master/users/{id}/role-mappings/realm"_s);
        QVERIFY(!plan.canBeUndone);
    }

    void passwordsAreStrongAndDifferent() {
        QSet<QByteArray> seen;
        for (int i = 0; i < 500; ++i) {
            const QByteArray password = makeTemporaryPassword().reveal().toByteArray();
            QCOMPARE(password.size(), 19);
            const auto holds = [&password](auto isOne) { return std::any_of(password.begin(), password.end(), isOne); };
            QVERIFY(holds([](char c) { return c >= 'a' && c <= 'z'; }));
            QVERIFY(holds([](char c) { return c >= 'A' && c <= 'Z'; }));
            QVERIFY(holds([](char c) { return c >= '2' && c <= '9'; }));
            QVERIFY(!holds([](char c) { return QByteArray("0O1lI").contains(c); }));
            seen.insert(password);
        }
        QCOMPARE(seen.size(), 500);
    }

    // --- somebody has left ---

    void findsTheAccountsThatMayBeThePersons() {
        const User oskar = named(1, "oskar.lind", "oskar.lind@example.com", "Oskar", "Lind");
        const std::vector<User> everybody{
            named(9, "somebody", "else@example.com", "Some", "Body"),
            named(2, "OSKAR.LIND@example.com", "", "", ""),
            named(3, "olind", "oskar.lind+test@example.com", "", ""),
            named(4, "o2", "o@partner.example", "oskar", "LIND"),
            named(5, "o3", "oskar.lind@partner.example", "", ""),
            oskar,
            named(6, "lind", "lind@example.com", "Olga", "Lind"),
            named(7, "o7", "o7@partner.example", "L\xC3\xADnd", "Oskar"), // other accents, turned round
        };
        const auto found = accountsOf(oskar, everybody);
        QCOMPARE(found.size(), std::size_t(6));
        QCOMPARE(found[0].account.id(), oskar.id());
        QCOMPARE(found[0].why, Candidate::Why::Chosen);
        QCOMPARE(found[1].account.id(), person(2).id());
        QCOMPARE(found[1].why, Candidate::Why::SameEmail);
        QCOMPARE(found[2].account.id(), person(3).id());
        QCOMPARE(found[3].why, Candidate::Why::SameName);
        QCOMPARE(found[4].account.id(), person(7).id());
        QCOMPARE(found[4].why, Candidate::Why::SameName);
        QCOMPARE(found[5].why, Candidate::Why::SameMailbox);
    }

    void sharedMailboxesSayNothing() {
        const User info = named(1, "info@a.example", "info@a.example");
        QCOMPARE(accountsOf(info, {info, named(2, "info@b.example", "info@b.example")}).size(), std::size_t(1));
    }

    void theRestGoesOnWhereItCan() {
        LeavingAccount leaving;
        leaving.account = person(1);
        Step owner;
        owner.kind = u"workspace.add"_s;
        Step remove;
        remove.kind = u"workspace.remove"_s;
        leaving.memberships = {{u"fraud"_s, MemberRole::Owner, owner, remove},
                               {u"churn"_s, MemberRole::Collaborator, std::nullopt, remove}};
        const Plan plan = leaverRestPlan(actor, {leaving});
        QCOMPARE(plan.items.size(), std::size_t(3)); // what hinders one holds up no other
        QCOMPARE(plan.items[0].steps.size(), std::size_t(1));
        QCOMPARE(plan.items[0].steps[0].kind, u"user.logout"_s);
        QCOMPARE(plan.items[1].steps.size(), std::size_t(2));
        QCOMPARE(plan.items[1].steps[0].kind, u"workspace.add"_s);
        QCOMPARE(plan.items[1].steps[1].needs, 0); // no removal before the new owner
        QCOMPARE(plan.items[2].steps.size(), std::size_t(1));
        QCOMPARE(plan.items[2].steps[0].needs, -1);
        leaving.memberships[0].kept = LeavingMembership::Kept::NoNewOwner;
        QCOMPARE(leaverRestPlan(actor, {leaving}).items.size(), std::size_t(2));
        leaving.signOut = false;
        leaving.memberships.clear();
        QVERIFY(leaverRestPlan(actor, {leaving}).items.empty());
    }
};

QTEST_APPLESS_MAIN(TestRunsUserPlans)
#include "tst_runs_userplans.moc"
