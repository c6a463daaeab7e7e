// wallaroo-admin-cli: the same profiles, the same keychain, the same library as the window, without one.
#include "base/clock.h"
#include "base/terminationwatch.h"
#include "base/translation.h"
#include "cli/arguments.h"
#include "cli/runner.h"
#include "secrets/chunkedstore.h"
#include "secrets/keychainstore.h"
#include "session/organisation.h"
#include "session/profile.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>
#include <optional>
#include <sys/resource.h>

namespace {

void writeTo(std::FILE* file, QByteArrayView bytes) {
    if (bytes.isEmpty())
        return; // of a null view fwrite() must not be told
    std::fwrite(bytes.data(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

} // namespace

int main(int argc, char** argv) {
    // A core file would hold tokens (rule 57); and no buffer of the library is to keep what was printed.
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    std::setvbuf(stdout, nullptr, _IONBF, 0);
    const auto parsed = wallaroo::cli::parseArguments(argc, argv);
    if (!parsed.arguments)
        return parsed.code;

    QCoreApplication::setApplicationName(QStringLiteral("wallaroo-admin")); // whose profiles these are
    QCoreApplication::setApplicationVersion(QStringLiteral(WALLAROO_VERSION));
    QCoreApplication app(argc, argv);
    wallaroo::installTranslation(app);
    const QDir config(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation));
    const wallaroo::SystemClock clock;
    wallaroo::secrets::KeychainStore backend;
    wallaroo::secrets::ChunkedStore keychain(backend);
    wallaroo::session::ProfileStore profiles(config.filePath(QStringLiteral("profiles.json")));
    const auto organisation = wallaroo::session::readOrganisation(wallaroo::session::organisationFolders());
    profiles.setOrganisationProfiles(organisation.profiles);
    wallaroo::cli::SecretSource secrets(parsed.arguments->secretsFrom);
    wallaroo::cli::Runner runner(*parsed.arguments,
                                 {clock, keychain, profiles, secrets, config.path(),
                                  [](QByteArrayView bytes) { writeTo(stdout, bytes); },
                                  [](QByteArrayView bytes) { writeTo(stderr, bytes); }, organisation});
    QObject::connect(&runner, &wallaroo::cli::Runner::finished, &app, [](int code) { QCoreApplication::exit(code); });
    std::optional<wallaroo::TerminationWatch> termination; // until then a signal ends the program as it does others
    QObject::connect(&runner, &wallaroo::cli::Runner::changing, &app, [&] {
        termination.emplace();
        QObject::connect(&*termination, &wallaroo::TerminationWatch::terminationRequested, &runner,
                         &wallaroo::cli::Runner::stop);
    });
    runner.start();
    const int code = QCoreApplication::exec();
    if (code == wallaroo::cli::Done && std::ferror(stdout) != 0) { // half a list must not pass for a whole one
        std::fputs("wallaroo-admin-cli: The output could not be written.\n", stderr);
        return wallaroo::cli::Failed;
    }
    return code;
}
