// bench_access_load members|people ADDRESS HEADER: fills an access matrix from a sandbox, by workspaces/list_users per
// workspace as the program does, or by workspaces/list with user_ids per person. HEADER: a file with the line
// "Authorization: Bearer ..." that bench.py wrote.
#include "api/memberloader.h"
#include "api/usersapi.h"
#include "base/clock.h"
#include "bench/samples.h"
#include "http/transport.h"
#include "models/accessmodel.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "support/accessfeed.h"

#include <QCoreApplication>
#include <QGuiApplication>

using namespace wallaroo;

namespace {

constexpr int columnsInSight = 40; ///< what a window of 1280 pixels shows of cells of 24

/// Transport, with a token.
class BearerSender final : public http::Sender {
public:
    explicit BearerSender(const QByteArray& header)
        : m_authorization(header.split('\n').value(0).mid(static_cast<int>(qstrlen("Authorization: ")))) {}

    http::Handle send(http::Request request, QObject* context, http::Done done) override {
        request.authorization = m_authorization;
        return m_transport.send(std::move(request), context, std::move(done));
    }

    http::Handle stream(http::Request request, std::shared_ptr<http::BodySink> sink, QObject* context,
                        http::Done done) override {
        request.authorization = m_authorization;
        return m_transport.stream(std::move(request), std::move(sink), context, std::move(done));
    }

private:
    Secret m_authorization;
    http::Transport m_transport;
};

void waitFor(const std::function<bool()>& isDone) {
    QElapsedTimer patience;
    patience.start();
    while (!isDone()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 100);
        if (patience.hasExpired(120'000)) {
            std::fprintf(stderr, "waited in vain\n");
            std::exit(4);
        }
    }
}

struct Desk {
    BearerSender sender;
    Instance instance;
    QObject context;
    api::UsersApi usersApi{sender, instance};
    api::WorkspacesApi workspacesApi{sender, instance};
    SystemClock clock;
    models::UsersModel users{clock};
    models::WorkspacesModel workspaces{clock};
    models::AccessMatrix matrix;

    Desk(const QString& address, const QByteArray& header)
        : sender(header),
          instance(Instance::fromTyped(address).value()) {
        users.beginLoad();
        workspaces.beginLoad();
    }

    void require(bool worked) {
        if (!worked) {
            std::fprintf(stderr, "the sandbox refused a list\n");
            std::exit(3);
        }
    }

    void load() {
        int left = 2;
        usersApi.list(
            &context, [this](std::vector<User> rows) { users.append(std::move(rows)); },
            [this, &left](const Result<api::ListSummary>& result) {
                require(result.has_value());
                users.endLoad();
                --left;
            });
        workspacesApi.list(
            &context, [this](std::vector<Workspace> rows) { workspaces.append(std::move(rows)); },
            [this, &left](const Result<api::ListSummary>& result) {
                require(result.has_value());
                workspaces.endLoad();
                --left;
            });
        waitFor([&left] { return left == 0; });
    }
};

/// As the page does it: the lists are there, the matrix is looked at, the columns in sight come first.
void measureMembers(Desk& desk, bench::Samples& samples) {
    AccessFeed feed(desk.workspacesApi, desk.users, desk.workspaces, desk.matrix, QString());
    models::AccessModel model(desk.matrix);
    desk.load();
    waitFor([&desk] { return desk.matrix.workspaceCount() > 0 && desk.matrix.hasPeople(); });
    feed.stop(); // begin at zero
    QElapsedTimer timer;
    timer.start();
    std::vector<WorkspaceId> inSight;
    for (int column = 0; column < std::min(columnsInSight, model.columnCount()); ++column)
        inSight.push_back(desk.matrix.workspace(model.workspaceAt(column)).id);
    feed.wantAll();
    feed.lookAt(inSight);
    const auto known = [&desk](WorkspaceId id) {
        return desk.matrix.known(*desk.matrix.findWorkspace(id)) == models::AccessMatrix::Known::Yes;
    };
    waitFor([&] { return std::all_of(inSight.begin(), inSight.end(), known); });
    samples.add(QStringLiteral("firstRows"), static_cast<double>(timer.nsecsElapsed()) / 1e6);
    waitFor([&] { return !feed.isRunning(); });
    samples.add(QStringLiteral("complete"), static_cast<double>(timer.nsecsElapsed()) / 1e6);
    samples.add(QStringLiteral("notKnown"), desk.matrix.notKnownCount(false));
    samples.add(QStringLiteral("calls"), desk.matrix.workspaceCount());
}

/// Who is where by person: tells no roles.
void measurePeople(Desk& desk, bench::Samples& samples) {
    desk.load();
    const std::vector<User> people = desk.users.all();
    QElapsedTimer timer;
    timer.start();
    size_t next = 0;
    size_t done = 0;
    std::function<void()> ask = [&] {
        if (next == people.size())
            return;
        desk.workspacesApi.listOf(
            {people[next++].id()}, &desk.context, [](const std::vector<Workspace>&) {},
            [&](const Result<api::ListSummary>& result) {
                desk.require(result.has_value());
                ++done;
                ask();
            });
    };
    for (int i = 0; i < api::MemberLoader::mostAtATime; ++i)
        ask();
    waitFor([&] { return done == people.size(); });
    samples.add(QStringLiteral("complete"), static_cast<double>(timer.nsecsElapsed()) / 1e6);
    samples.add(QStringLiteral("calls"), static_cast<double>(done));
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    Desk desk(arguments.at(2), bench::readBody(arguments.at(3)));
    bench::Samples samples;
    if (arguments.at(1) == QLatin1String("members"))
        measureMembers(desk, samples);
    else
        measurePeople(desk, samples);
    samples.print();
    return 0;
}
