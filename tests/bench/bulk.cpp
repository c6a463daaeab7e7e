// bench_bulk ADDRESS AUTHORIZATION BODY COUNT: as many people deactivated as one bulk run, and then activated again,
// stopped in the middle. AUTHORIZATION holds the header with the token, BODY the list of users.
#include "base/clock.h"
#include "bench/bearersender.h"
#include "bench/bodysender.h"
#include "runs/journal.h"
#include "runs/run.h"
#include "runs/useractions.h"
#include "runs/userplans.h"

#include <QCoreApplication>

using namespace wallaroo;

namespace {

std::vector<User> activePeople(const QString& body, int count, AccessGuard& guard) {
    std::vector<User> people;
    for (const User& user : bench::decodeUsers(bench::readBody(body))) {
        guard.see(user);
        if (static_cast<int>(people.size()) < count && user.status == UserStatus::Active
            && user.type != UserType::Administrator && !user.emailUtf8().isEmpty())
            people.push_back(user);
    }
    return people;
}

void mustBe(bool expected, const char* what, const runs::Counts& counts) {
    if (expected)
        return;
    std::fprintf(stderr, "%s: %d done, %d failed, %d unknown, %d not sent, %d left out\n", what, counts.done,
                 counts.failed, counts.unknown, counts.notSent, counts.leftOut);
    std::exit(1);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5)
        qFatal("bench_bulk ADDRESS AUTHORIZATION BODY COUNT");
    const int count = arguments[4].toInt();
    const Instance instance = Instance::fromTyped(arguments[1]).value();
    bench::BearerSender sender(arguments[2]);
    api::UsersApi users(sender, instance);
    api::KeycloakAdminApi keycloak(sender, instance);
    api::AccountActions accounts(users, keycloak);
    runs::UserActions actions(users, keycloak, accounts);
    const SystemClock clock;
    const runs::Actor actor{instance.label(), instance.label(), QStringLiteral("bench")};
    AccessGuard guard({});
    std::vector<User> people = activePeople(arguments[3], count, guard);
    bench::Samples samples;
    QElapsedTimer timer;

    runs::Run deactivation(runs::deactivatePlan(actor, people, guard), actions, clock);
    runs::Run activation(runs::activatePlan(actor,
                                            [&people] {
                                                for (User& user : people)
                                                    user.status = UserStatus::Inactive;
                                                return people;
                                            }()),
                         actions, clock);
    QObject::connect(&deactivation, &runs::Run::finished, &app, [&] {
        samples.add(QStringLiteral("all"), static_cast<double>(timer.nsecsElapsed()) / 1e6);
        mustBe(deactivation.counts().done == count, "not all were deactivated", deactivation.counts());
        samples.add(QStringLiteral("refused"), sender.refused());
        activation.start();
    });
    QObject::connect(&activation, &runs::Run::progressed, &app, [&] {
        if (activation.phase() != runs::Run::Phase::Running || activation.counts().done < count / 4 || timer.isValid())
            return;
        timer.start();
        activation.stop();
    });
    QObject::connect(
        &activation, &runs::Run::finished, &app,
        [&] {
            samples.add(QStringLiteral("stop"), static_cast<double>(timer.nsecsElapsed()) / 1e6);
            mustBe(activation.counts().notSent > 0, "it was not stopped in the middle", activation.counts());
            samples.add(QStringLiteral("notSent"), activation.counts().notSent);
            samples.print();
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    QObject::connect(&deactivation, &runs::Run::finished, &app, [&timer] { timer.invalidate(); });
    timer.start();
    deactivation.start();
    return QCoreApplication::exec();
}
