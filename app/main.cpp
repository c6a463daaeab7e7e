// Composition root: makes the parts, connects them, runs the loop. Nothing else makes a store, a clock or a window.
#include "appcontroller.h"
#include "base/clock.h"
#include "base/terminationwatch.h"
#include "base/translation.h"
#include "secrets/chunkedstore.h"
#include "secrets/keychainstore.h"
#include "session/organisation.h"
#include "session/profile.h"
#include "style/icons.h"
#include "style/theme.h"
#include "support/activitywatch.h"
#include "support/clipboard.h"
#include "support/consoleanswers.h"
#include "support/desktopwatch.h"
#include "support/firstpaint.h"
#include "support/prompts.h"
#include "support/sandboxprocess.h"
#include "support/settings.h"
#include "support/themewatch.h"
#include "support/tour.h"
#include "widgets/tableaccessible.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QTranslator>

#include <algorithm>
#include <sys/resource.h>

namespace {

struct Options {
    QString tourFolder;
    wallaroo::Theme theme = wallaroo::Theme::System;
    QStringList sandboxOptions;
    bool sandboxAtOnce = false;
    bool endAfterFirstPaint = false;
};

Options parse(const QCoreApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Administration of a Wallaroo MLOps instance"));
    parser.addHelpOption();
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QCoreApplication::translate("main", "Print version and libraries, and end."));
    const QCommandLineOption check(
        QStringLiteral("check-config"),
        QCoreApplication::translate("main", "Check the organisation's files, or those of a folder, and end."));
    const QCommandLineOption sandbox(QStringLiteral("sandbox"),
                                     QCoreApplication::translate("main", "Start with the sandbox."));
    const QCommandLineOption users(QStringLiteral("sandbox-users"),
                                   QCoreApplication::translate("main", "How many people the sandbox has."),
                                   QStringLiteral("number"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QCoreApplication::translate("main", "Colours: system, light or dark."),
                                   QStringLiteral("theme"), QStringLiteral("system"));
    const QCommandLineOption tour(
        QStringLiteral("tour"),
        QCoreApplication::translate("main", "Go through the main job against the sandbox, save pictures, end."),
        QStringLiteral("folder"));
    QCommandLineOption firstPaint(QStringLiteral("exit-after-first-paint"));
    firstPaint.setFlags(QCommandLineOption::HiddenFromHelp); // for measuring the start
    parser.addOptions({sandbox, users, theme, tour, version, check, firstPaint});
    parser.process(app);

    Options options;
    options.tourFolder = parser.value(tour);
    options.sandboxAtOnce = parser.isSet(sandbox);
    options.endAfterFirstPaint = parser.isSet(firstPaint);
    if (parser.isSet(users))
        options.sandboxOptions << QStringLiteral("--users") << parser.value(users);
    if (parser.value(theme) == QLatin1String("dark"))
        options.theme = wallaroo::Theme::Dark;
    else if (parser.value(theme) == QLatin1String("light"))
        options.theme = wallaroo::Theme::Light;
    return options;
}

/// Help is for servers and consoles, too: a QApplication would want a display for it.
void answerForHelp(int argc, char** argv) {
    const auto asks = [](const char* argument) {
        return QByteArrayView(argument) == "--help" || QByteArrayView(argument) == "-h";
    };
    if (std::none_of(argv + 1, argv + argc, asks))
        return;
    const QCoreApplication console(argc, argv);
    parse(console); // prints and ends
}

/// A core file would hold tokens (rule 57).
void leaveNoCore() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

void nameTheProgram() {
    QCoreApplication::setApplicationName(QStringLiteral("wallaroo-admin"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WALLAROO_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Wallaroo Admin"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.wallarooadmin.wallarooadmin"));
}

void installTranslations(QApplication& app) {
    wallaroo::installTranslation(app);
    auto* ofQt = new QTranslator(&app);
    if (QLocale().language() != QLocale::English
        && ofQt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(ofQt);
}

/// What everything on screen needs, before there is anything.
void prepare(QApplication& app, wallaroo::Theme theme) {
    QApplication::setQuitOnLastWindowClosed(false); // the way from dialog to window passes through none
    wallaroo::applyTheme(app, theme);
    QApplication::setWindowIcon(wallaroo::applicationIcon());
    installTranslations(app);
    wallaroo::installTableAccessibility();
}

/// To the person, and to the desktop around the program.
void listen(wallaroo::AppController& controller, const wallaroo::ActivityWatch& activity,
            const wallaroo::DesktopWatch& desktop) {
    using wallaroo::AppController;
    using wallaroo::DesktopWatch;
    QObject::connect(&activity, &wallaroo::ActivityWatch::personActive, &controller, &AppController::personActive);
    QObject::connect(&desktop, &DesktopWatch::locked, &controller, &AppController::lock);
    QObject::connect(&desktop, &DesktopWatch::fallsAsleep, &controller, &AppController::fallAsleep);
    QObject::connect(&desktop, &DesktopWatch::wokeUp, &controller, &AppController::wokeUp);
}

void begin(const Options& options, wallaroo::AppController& controller, wallaroo::Tour& guide) {
    if (!options.tourFolder.isEmpty()) {
        controller.startFresh();
        guide.start();
    } else if (options.sandboxAtOnce) {
        controller.startSandbox();
    } else {
        controller.start();
    }
}

/// Both ask by D-Bus: not before something is on screen.
void askDesktop(wallaroo::ThemeWatch& theme, wallaroo::DesktopWatch& desktop) {
    theme.start();
    desktop.start(QDBusConnection::sessionBus(), QDBusConnection::systemBus());
}

} // namespace

int main(int argc, char** argv) {
    leaveNoCore();
    nameTheProgram();
    if (const auto code = wallaroo::answerOnConsole(argc, argv))
        return *code;
    answerForHelp(argc, argv);
    QApplication app(argc, argv);
    const Options options = parse(app);
    prepare(app, options.theme);

    const QDir config(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation));
    const QDir data(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    const bool tour = !options.tourFolder.isEmpty();
    wallaroo::SystemClock clock;
    wallaroo::secrets::KeychainStore backend;
    wallaroo::secrets::ChunkedStore keychain(backend);
    wallaroo::session::ProfileStore profiles(config.filePath(QStringLiteral("profiles.json")));
    wallaroo::DesktopPrompts prompts;
    wallaroo::Clipboard clipboard(*QApplication::clipboard(), clock);
    wallaroo::Settings settings(tour ? QString() : config.filePath(QStringLiteral("settings.ini")));
    // What an organisation set: read before anything is shown, a few small files at most.
    const auto organisation = wallaroo::session::readOrganisation(wallaroo::session::organisationFolders());
    profiles.setOrganisationProfiles(organisation.profiles);
    wallaroo::AppController controller({clock, keychain, profiles, prompts, clipboard, settings,
                                        tour ? QString() : config.filePath(QStringLiteral("windows.ini")),
                                        wallaroo::SandboxProcess::findProgram(), options.sandboxOptions, config.path(),
                                        data.filePath(QStringLiteral("accounts")), organisation});
    QObject::connect(&controller, &wallaroo::AppController::finished, &app, [] { QApplication::exit(0); });

    const wallaroo::TerminationWatch termination;
    QObject::connect(&termination, &wallaroo::TerminationWatch::terminationRequested, &controller,
                     &wallaroo::AppController::leave);

    const wallaroo::ActivityWatch activity(app, clock);
    wallaroo::DesktopWatch desktop;
    listen(controller, activity, desktop);

    wallaroo::FirstPaint firstPaint;
    wallaroo::ThemeWatch themeWatch(app, options.theme);
    QObject::connect(&firstPaint, &wallaroo::FirstPaint::happened, &app,
                     [&] { options.endAfterFirstPaint ? QApplication::exit(0) : askDesktop(themeWatch, desktop); });

    wallaroo::Tour guide(controller, options.tourFolder);
    // Queued: it may end before the event loop has begun, which exit() would not end.
    QObject::connect(
        &guide, &wallaroo::Tour::finished, &app, [](int code) { QApplication::exit(code); }, Qt::QueuedConnection);
    begin(options, controller, guide);
    return QApplication::exec();
}
