// bench_bulk ADDRESS AUTHORIZATION BODY COUNT: as many people deactivated as one bulk run, and then activated again,
// stopped in the middle. AUTHORIZATION holds the header with the token, BODY the list of users.
#include "base/clock.h"
#include "bench/bodysender.h"
#include "bench/samples.h"
#include "http/transport.h"
#include "runs/journal.h"
#include "runs/run.h"
#include "runs/useractions.h"
#include "runs/userplans.h"

#include <QCoreApplication>

using namespace wallaroo;

namespace {

/// What a session does to each request, without its refreshing.
class BearerSender final : public http::Sender {
public:
    explicit BearerSender(const QString& headerFile) {
        const QByteArray line = bench::readBody(headerFile).split('\n').value(0);
        m_authorization = line.mid(line.indexOf(':') + 1).trimmed();
    }

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        request.authorization = Secret(m_authorization);
        return m_transport.send(std::move(request), context, std::move(done));
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        request.authorization = Secret(m_authorization);
        return m_transport.stream(std::move(request), std::move(sink), context, std::move(done));
    }

private:
    QByteArray m_authorization;
    http::Transport m_transport;
};

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
    BearerSender sender(arguments[2]);
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
