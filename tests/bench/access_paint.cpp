// bench_access_paint WIDTH HEIGHT: a page jump in a full access matrix of 1,000 people × 1,000 workspaces, painted by
// the program's view and by a stock table view over the same model; what the matrix takes; a table of 10,000
// workspaces.
#include "base/clock.h"
#include "bench/samples.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"
#include "style/metrics.h"
#include "style/theme.h"
#include "widgets/accessview.h"
#include "widgets/resourcetable.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QWindow>

#include <malloc.h>

using namespace wallaroo;
using models::AccessMatrix;

namespace {

constexpr int side = 1000;
constexpr int cell = 24;
constexpr int jumps = 21;
constexpr int rowsOfAWindow = 40;

User person(int number) {
    const QByteArray text = QByteArray::number(number);
    const QByteArray id = "5d1f0000-0000-4000-8000-" + text.rightJustified(12, '0');
    return {UserId::fromUtf8(id), {"user" + text, "p" + text + "@example.com", "Person", text}};
}

Workspace workspace(int number) {
    Workspace made;
    made.id = WorkspaceId(number);
    made.name = QStringLiteral("workspace-%1").arg(number);
    made.createdBy = QString::fromUtf8(person(number % 100).id().toUtf8());
    return made;
}

double inUse() {
    return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd) / 1024 / 1024;
}

/// Everybody everywhere: the most there can be.
void fill(AccessMatrix& matrix, bench::Samples& samples) {
    std::vector<User> people;
    std::vector<Workspace> workspaces;
    for (int i = 0; i < side; ++i) {
        people.push_back(person(i));
        workspaces.push_back(workspace(i));
    }
    const double before = inUse(); // the two tables keep people and workspaces anyway
    matrix.setPeople(people);
    matrix.setWorkspaces(workspaces);
    for (int w = 0; w < side; ++w) {
        std::vector<Member> members;
        for (int p = 0; p < side; ++p)
            members.push_back(
                {people[static_cast<size_t>(p)].id(), (p + w) % 7 == 0 ? MemberRole::Owner : MemberRole::Collaborator});
        matrix.setMembers(WorkspaceId(w), members);
    }
    samples.add(QStringLiteral("memory"), inUse() - before);
}

/// On the display: what is not exposed is not painted, and takes no time.
void show(QWidget& widget) {
    widget.show();
    QElapsedTimer patience;
    patience.start();
    while (!widget.windowHandle()->isExposed()) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        if (patience.hasExpired(10'000))
            qFatal("the window is not exposed");
    }
    QApplication::processEvents();
}

/// Page down and page right in turn, each painted at once and whole.
void jump(QTableView& view, bench::Samples& samples, const QString& name) {
    show(view);
    for (int i = 0; i < jumps; ++i) {
        QScrollBar* bar = i % 2 == 0 ? view.verticalScrollBar() : view.horizontalScrollBar();
        QElapsedTimer timer;
        timer.start();
        bar->setValue((bar->value() + bar->pageStep()) % (bar->maximum() + 1));
        view.viewport()->repaint();
        if (i > 0) // the first makes pixmaps and glyphs
            samples.add(name, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QApplication::processEvents(); // heads
    }
    view.hide();
}

void measurePaint(const QSize& size, bench::Samples& samples) {
    AccessMatrix matrix;
    fill(matrix, samples);
    const double before = inUse();
    models::AccessModel model(matrix);
    samples.add(QStringLiteral("modelMemory"), inUse() - before);
    AccessView ours;
    ours.setAccessModel(&model);
    QTableView stock;
    stock.setModel(&model);
    for (QTableView* view : {static_cast<QTableView*>(&ours), &stock}) {
        view->resize(size);
        for (QHeaderView* head : {view->horizontalHeader(), view->verticalHeader()}) {
            head->setMinimumSectionSize(cell);
            head->setDefaultSectionSize(cell);
        }
        view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
        view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    }
    jump(ours, samples, QStringLiteral("ours"));
    jump(stock, samples, QStringLiteral("stock"));
}

/// Keystrokes and sorts of a shown table.
void work(ResourceTable& table, models::TableModel& model, int column, const QString& word, bench::Samples& samples,
          const QString& name) {
    const auto timed = [&](const QString& what, const auto& change) {
        QElapsedTimer timer;
        timer.start();
        change();
        const double made = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        table.viewport()->repaint();
        samples.add(name + what, static_cast<double>(timer.nsecsElapsed()) / 1e6);
        samples.add(name + what + QStringLiteral("Model"), made);
    };
    for (int i = 0; i < jumps; ++i) {
        timed(QStringLiteral("Filter"), [&] { model.setFilter(i % 2 == 0 ? word : QString()); });
        timed(QStringLiteral("Sort"), [&] { model.sort(i % 2 == 0 ? column : 0, Qt::DescendingOrder); });
        QApplication::processEvents();
    }
}

void measureTable(bench::Samples& samples) {
    const SystemClock clock;
    models::UsersModel users(clock);
    models::WorkspacesModel workspaces(clock);
    AccessMatrix matrix;
    models::WorkspacesModel windowful(clock); // as many rows as the window shows: what painting alone takes
    workspaces.setMatrix(matrix);
    windowful.setMatrix(matrix);
    std::vector<User> people;
    for (int i = 0; i < 10; ++i)
        people.push_back(person(i));
    users.beginLoad();
    users.append(people);
    users.endLoad();
    matrix.setPeople(people);
    std::vector<Workspace> many;
    for (int i = 0; i < 10 * side; ++i)
        many.push_back(workspace(i));
    for (models::WorkspacesModel* model : {&workspaces, &windowful}) {
        model->beginLoad();
        model->append(model == &workspaces ? many : std::vector<Workspace>(many.begin(), many.begin() + rowsOfAWindow));
        model->endLoad();
    }
    matrix.setWorkspaces(many);
    for (int i = 0; i < 10 * side; ++i)
        matrix.setMembers(WorkspaceId(i), {{people[static_cast<size_t>(i % 10)].id(), MemberRole::Owner}});
    ResourceTable usersTable;
    ResourceTable workspacesTable;
    usersTable.setTableModel(&users);
    workspacesTable.setTableModel(&workspaces);
    ResourceTable windowfulTable;
    windowfulTable.setTableModel(&windowful);
    for (ResourceTable* table : {&usersTable, &workspacesTable, &windowfulTable}) {
        table->resize(1280, 800);
        show(*table);
    }
    QElapsedTimer settle; // members are taken in and keys made ahead
    settle.start();
    while (!settle.hasExpired(1500))
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    work(usersTable, users, models::UsersModel::Created, QStringLiteral("7"), samples, QStringLiteral("users"));
    work(workspacesTable, workspaces, models::WorkspacesModel::Id, QStringLiteral("77"), samples,
         QStringLiteral("workspaces"));
    work(windowfulTable, windowful, models::WorkspacesModel::Id, QStringLiteral("workspace"), samples,
         QStringLiteral("windowful"));
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    applyTheme(app, Theme::Light);
    bench::Samples samples;
    measurePaint({arguments.at(1).toInt(), arguments.at(2).toInt()}, samples);
    measureTable(samples);
    samples.print();
    return 0;
}
