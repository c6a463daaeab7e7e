#include "support/consoleanswers.h"

#include "session/organisation.h"
#include "version/buildinfo.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTextStream>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

int printVersion() {
    QTextStream out(stdout);
    out << "wallaroo-admin " << QString::fromStdString(versionLine()) << '\n';
    for (const BuildInfo::Part& part : buildInfo().parts) {
        out << "  " << QString::fromStdString(part.name);
        if (!part.version.empty())
            out << ' ' << QString::fromStdString(part.version);
        if (part.name == "Qt")
            out << ", running with " << qVersion();
        out << " (" << QString::fromStdString(part.licence) << ")\n";
    }
    out << "Licence: MIT\n";
    return 0;
}

int checkConfig(const QString& folder) {
    QTextStream out(stdout);
    if (!folder.isEmpty() && !QFileInfo(folder).isDir()) {
        out << folder << ": " << QCoreApplication::translate("main", "there is no such folder") << '\n';
        return 1;
    }
    const QStringList folders = folder.isEmpty() ? session::organisationFolders() : QStringList{folder};
    const session::Organisation organisation = session::readOrganisation(folders);
    for (const session::OrganisationProblem& problem : organisation.problems)
        out << problem.text() << '\n';
    if (organisation.problems.isEmpty())
        out << QCoreApplication::translate("main", "Nothing wrong in %1; %n profile(s).", nullptr,
                                           static_cast<int>(organisation.profiles.size()))
                   .arg(folders.join(", "_L1))
            << '\n';
    return organisation.problems.isEmpty() ? 0 : 1;
}

} // namespace

std::optional<int> answerOnConsole(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument != "--version" && argument != "-v" && argument != "--check-config")
            continue;
        const QCoreApplication app(argc, argv); // texts in the person's encoding
        if (argument != "--check-config")
            return printVersion();
        return checkConfig(i + 1 < argc ? QString::fromLocal8Bit(argv[i + 1]) : QString());
    }
    return std::nullopt;
}

} // namespace wallaroo
