// bench_window load|table ADDRESS CREDS [AUTHORITIES]: the real dialog and the real window against a sandbox with many
// people, driven by the events that a mouse and a keyboard send.
#include "appcontroller.h"
#include "base/clock.h"
#include "bench/painted.h"
#include "bench/samples.h"
#include "bench/stallprobe.h"
#include "bench/words.h"
#include "dialogs/signindialog.h"
#include "mainwindow.h"
#include "secrets/memorystore.h"
#include "session/profile.h"
#include "style/theme.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/settings.h"
#include "widgets/filterfield.h"
#include "widgets/resourcetable.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>
#include <QTemporaryDir>

using namespace wallaroo;
using bench::PaintWatch;
using models::TableModel;

namespace {

class NoPrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString&, const QString&, QObject*, std::function<void(QString)>) override {}

    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&, QObject*,
                       std::function<void(QString)>) override {}

    void openAddress(const QUrl&) override {}
};

/// The program as main() puts it together, but for the keychain and the places where it remembers things.
class Program {
public:
    Program()
        : m_profiles(m_folder.filePath(QStringLiteral("profiles.json"))),
          m_clipboard(*QApplication::clipboard(), m_clock),
          m_controller({m_clock,
                        m_keychain,
                        m_profiles,
                        m_prompts,
                        m_clipboard,
                        m_settings,
                        QString(),
                        QString(),
                        {},
                        QString()}) {}

    void openDialog(const QString& address, const QJsonObject& creds, const QByteArray& authorities) {
        m_controller.startFresh();
        auto profile = session::Profile::make();
        profile.name = QStringLiteral("bench");
        profile.typedInstance = address;
        profile.instance = Instance::fromTyped(address).value();
        profile.username = creds.value(QLatin1String("username")).toString();
        profile.authoritiesPem = authorities;
        profile.remember = false;
        m_controller.dialog()->setProfile(profile, false);
        type(QStringLiteral("password"), creds.value(QLatin1String("password")).toString());
        type(QStringLiteral("clientSecret"), creds.value(QLatin1String("confidentialPassword")).toString());
        PaintWatch::rest(1000); // the dialog asks the address whether it is one, as while a person types
    }

    void pressSignIn() { m_controller.dialog()->findChild<QPushButton*>(QStringLiteral("signIn"))->click(); }

    [[nodiscard]] MainWindow* window() const { return m_controller.window(); }

    [[nodiscard]] ResourceTable& table() const {
        return *window()->findChild<ResourceTable*>(QStringLiteral("usersTable"));
    }

    [[nodiscard]] FilterField& filter() const {
        return *window()->findChild<FilterField*>(QStringLiteral("usersFilter"));
    }

    [[nodiscard]] TableModel& model() const { return *table().tableModel(); }

private:
    void type(const QString& field, const QString& text) {
        m_controller.dialog()->findChild<QLineEdit*>(field)->setText(text);
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    secrets::MemoryStore m_keychain;
    session::ProfileStore m_profiles;
    NoPrompts m_prompts;
    Clipboard m_clipboard;
    Settings m_settings{QString()};
    AppController m_controller;
};

void typeKey(QWidget& field, const QString& before, const QString& after) {
    const bool longer = after.size() > before.size();
    const int key = longer ? Qt::Key_unknown : Qt::Key_Backspace;
    const QString text = longer ? after.right(1) : QString();
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&field, &press);
    QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&field, &release);
}

void click(QHeaderView& header, int section) {
    const QPoint at(header.sectionViewportPosition(section) + header.sectionSize(section) / 2, header.height() / 2);
    const QPointF global = header.viewport()->mapToGlobal(at);
    QMouseEvent press(QEvent::MouseButtonPress, at, global, Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(header.viewport(), &press);
    QMouseEvent release(QEvent::MouseButtonRelease, at, global, Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(header.viewport(), &release);
}

int columnOf(const TableModel& model, const char* key) {
    for (int column = 0; column < model.columns().size(); ++column) {
        if (model.columns().at(column).key == QLatin1String(key))
            return column;
    }
    std::fprintf(stderr, "no column %s\n", key);
    std::exit(3);
}

/// Ends the program where the rows do not stand in the order of a text column: what sorted nothing would be quick.
void requireSortedBy(const TableModel& model, int column) {
    QString last;
    for (int row = 0; row < model.shownCount(); row += qMax(1, model.shownCount() / 50)) {
        const QString text = model.index(row, column).data().toString();
        if (text.isEmpty() || text.front().unicode() > 0x7f)
            continue; // where other scripts stand is the collation's business
        if (!last.isEmpty() && QString::compare(last.left(1), text.left(1), Qt::CaseInsensitive) > 0) {
            std::fprintf(stderr, "row %d is not in the order of column %d\n", row, column);
            std::exit(3);
        }
        last = text;
    }
}

/// Rows are "painted" when the window was painted after they were in the model.
void measureLoad(Program& program, bench::Samples& samples) {
    bench::StallProbe probe;
    QElapsedTimer timer;
    const auto elapsed = [&timer] { return static_cast<double>(timer.nsecsElapsed()) / 1e6; };
    timer.start();
    program.pressSignIn();
    PaintWatch::waitFor([&] { return program.window() && program.window()->isVisible(); });
    PaintWatch watch(*program.table().viewport());
    TableModel& model = program.model();
    PaintWatch::waitFor([&] { return model.shownCount() > 0; });
    const int before = watch.paints();
    PaintWatch::waitFor([&] { return watch.paints() > before; });
    samples.add(QStringLiteral("firstRows"), elapsed());
    PaintWatch::waitFor([&] { return model.phase() == TableModel::Phase::Loaded; });
    watch.time([] {}, [] { return true; });
    samples.add(QStringLiteral("allRows"), elapsed());
    probe.stop();

    typeKey(program.filter(), QString(), QStringLiteral("m"));
    watch.time([] {}, [&] { return model.filter() == QLatin1String("m") && model.isFilterSettled(); });
    samples.add(QStringLiteral("usable"), elapsed());
    requireSortedBy(model, columnOf(model, "name"));
    samples.add(QStringLiteral("rows"), model.totalCount());
    samples.add(QStringLiteral("memory"), bench::memoryMiB("VmHWM:"));
    for (const double gap : probe.gaps())
        samples.add(QStringLiteral("gaps"), gap);
}

void measureKeystrokes(Program& program, bench::Samples& samples) {
    // Not the table: where nobody matches, a sentence stands in its place.
    PaintWatch watch(*program.window()->findChild<QWidget*>(QStringLiteral("usersPage")));
    QString shown;
    bench::typeWords([&](const QString& text) {
        samples.add(QStringLiteral("keystroke"),
                    watch.time([&] { typeKey(program.filter(), shown, text); },
                               [&] { return program.model().filter() == text && program.model().isFilterSettled(); }));
        shown = text;
    });
}

double clickAndPaint(Program& program, PaintWatch& watch, const char* name) {
    QHeaderView& header = *program.table().horizontalHeader();
    const int column = columnOf(program.model(), name);
    const double took = watch.time([&] { click(header, column); }, [] { return true; });
    requireSortedBy(program.model(), column);
    return took;
}

void measureSelection(Program& program, PaintWatch& watch, bench::Samples& samples) {
    TableModel& model = program.model();
    const auto once = [&](const char* sort, const char* filter) {
        clickAndPaint(program, watch, "name");
        samples.add(QLatin1String(sort), clickAndPaint(program, watch, "email"));
        samples.add(QLatin1String(filter), watch.time([&] { program.filter().setText(bench::selectionWord()); },
                                                      [&] { return model.filter() == bench::selectionWord(); }));
        program.filter().clear();
    };
    for (int round = 0; round < 5; ++round) {
        model.clearSelection();
        once("plainSort", "plainFilter");
        for (const int row : bench::scatteredRows(model.shownCount()))
            model.setSelected(row, row, true);
        PaintWatch::rest(100);
        once("selectedSort", "selectedFilter");
    }
    samples.add(QStringLiteral("selected"), model.selectedCount());
}

void measureTable(Program& program, bench::Samples& samples) {
    program.pressSignIn();
    PaintWatch::waitFor([&] { return program.window() && program.window()->isVisible(); });
    PaintWatch::waitFor([&] { return program.model().phase() == TableModel::Phase::Loaded; });
    PaintWatch watch(*program.table().viewport());
    samples.add(QStringLiteral("firstClick"), clickAndPaint(program, watch, "email"));
    PaintWatch::rest(3000); // keys of the other columns are made when nothing else is to do
    measureKeystrokes(program, samples);
    for (int round = 0; round < 5; ++round) {
        samples.add(QStringLiteral("sortText"), clickAndPaint(program, watch, "name"));
        samples.add(QStringLiteral("sortText"), clickAndPaint(program, watch, "email"));
    }
    measureSelection(program, watch, samples);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    applyTheme(app, Theme::Light);
    Program program;
    const QByteArray authorities = arguments.size() > 4 ? bench::readBody(arguments.at(4)) : QByteArray();
    program.openDialog(arguments.at(2), QJsonDocument::fromJson(bench::readBody(arguments.at(3))).object(),
                       authorities);
    bench::Samples samples;
    if (arguments.at(1) == QLatin1String("load"))
        measureLoad(program, samples);
    else
        measureTable(program, samples);
    samples.print();
    return 0;
}
