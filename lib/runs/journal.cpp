#include "runs/journal.h"

#include "runs/journallines.h"
#include "runs/ledger.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTimer>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::RunJournal)
};

constexpr auto suffix = ".run"_L1;

tl::unexpected<Error> fileFailed(const QString& sentence, const QString& path, int code) {
    return failure(ErrorKind::FileFailed, sentence,
                   Say::tr("Make room, or check who may write to the folder of this program."),
                   u"file: %1\nsystem: %2"_s.arg(path, QString::fromLocal8Bit(std::strerror(code))));
}

/// A file of one's own, held by this process alone until it is closed or the process ends.
Result<int> openLocked(const QString& path, int flags) {
    const int fd = ::open(QFile::encodeName(path).constData(), flags | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                          S_IRUSR | S_IWUSR);
    if (fd < 0)
        return fileFailed(Say::tr("The journal of this run cannot be written."), path, errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    const int code = errno;
    ::close(fd);
    return fileFailed(Say::tr("Another window is still working on this run."), path, code);
}

Result<void> makeFolder(const QString& folder) {
    if (!QDir().mkpath(folder) || ::chmod(QFile::encodeName(folder).constData(), S_IRWXU) != 0)
        return fileFailed(Say::tr("The folder for the journals of runs cannot be made."), folder, errno);
    return {};
}

} // namespace

class RunJournal::Private {
public:
    Private(QString file, int descriptor) : path(std::move(file)), fd(descriptor) {
        syncSoon.setSingleShot(true);
        syncSoon.setInterval(250);
        QObject::connect(&syncSoon, &QTimer::timeout, &syncSoon, [this] { ::fdatasync(fd); });
    }

    ~Private() {
        if (fd >= 0)
            ::close(fd);
    }

    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    Result<void> write(const QByteArray& line);

    QString path;
    int fd;
    QTimer syncSoon;
};

Result<void> RunJournal::Private::write(const QByteArray& line) {
    for (qsizetype at = 0; at < line.size();) {
        const ssize_t written = ::write(fd, line.constData() + at, static_cast<std::size_t>(line.size() - at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fileFailed(Say::tr("The journal of this run cannot be written any more, so the run was stopped."),
                              path, errno);
        at += written;
    }
    if (!syncSoon.isActive())
        syncSoon.start();
    return {};
}

RunJournal::RunJournal(std::unique_ptr<Private> p) : d(std::move(p)) {
}

RunJournal::~RunJournal() = default;

Result<std::unique_ptr<RunJournal>> RunJournal::begin(const QString& folder, const Plan& plan, qint64 nowMs) {
    if (auto made = makeFolder(folder); !made)
        return tl::unexpected(made.error());
    const QString path = folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + suffix;
    const auto fd = openLocked(path, O_CREAT | O_EXCL);
    if (!fd)
        return tl::unexpected(fd.error());
    std::unique_ptr<RunJournal> journal(new RunJournal(std::make_unique<Private>(path, *fd)));
    if (auto written = journal->d->write(headLine(plan, nowMs)); !written) {
        journal->remove();
        return tl::unexpected(written.error());
    }
    journal->sync();
    return journal;
}

std::vector<RunJournal::Found> RunJournal::unfinished(const QString& folder, QStringList* unreadable) {
    std::vector<Found> found;
    const QDir dir(folder);
    const QStringList names = dir.entryList({u'*' + suffix}, QDir::Files, QDir::Time);
    for (const QString& name : names) {
        const QString path = dir.filePath(name);
        const auto fd = openLocked(path, 0);
        if (!fd)
            continue; // a living process has it
        QFile file;
        std::optional<JournalContent> content;
        if (file.open(*fd, QIODevice::ReadOnly, QFile::AutoCloseHandle))
            content = readJournal(file.readAll());
        if (!content) {
            QFile::rename(path, path + ".unreadable"_L1);
            if (unreadable)
                unreadable->append(path + ".unreadable"_L1);
            continue;
        }
        const Counts counts = Ledger(content->plan, content->outcomes).counts();
        if (counts.unknown == 0 && counts.notSent == 0 && counts.waiting == 0) {
            QFile::remove(path); // it came to its end; nobody was left to say so
            continue;
        }
        found.push_back({path, content->startedAtMs, std::move(content->plan), std::move(content->outcomes), counts});
    }
    return found;
}

Result<std::unique_ptr<RunJournal>> RunJournal::takeUp(const Found& found) {
    const auto fd = openLocked(found.path, 0);
    if (!fd)
        return tl::unexpected(fd.error());
    std::unique_ptr<RunJournal> journal(new RunJournal(std::make_unique<Private>(found.path, *fd)));
    char last = '\n';

    struct stat size {};

    if (::fstat(*fd, &size) == 0 && size.st_size > 0 && ::pread(*fd, &last, 1, size.st_size - 1) == 1 && last != '\n') {
        if (auto ended = journal->d->write("\n"); !ended) // after a line that was cut short
            return tl::unexpected(ended.error());
    }
    return journal;
}

Result<void> RunJournal::drop(const Found& found) {
    auto journal = takeUp(found);
    if (!journal)
        return tl::unexpected(journal.error());
    (*journal)->remove();
    return {};
}

Result<void> RunJournal::sending(int item, int step, qint64 nowMs) {
    return d->write(sendingLine(item, step, nowMs));
}

Result<void> RunJournal::ended(int item, int step, const StepOutcome& outcome) {
    return d->write(outcomeLine(item, step, outcome));
}

Result<void> RunJournal::leftOut(int item, const QString& reason) {
    return d->write(leftOutLine(item, reason));
}

Result<void> RunJournal::corrected(int item, int step, const StepOutcome& outcome) {
    return d->write(outcomeLine(item, step, outcome));
}

void RunJournal::sync() {
    d->syncSoon.stop();
    if (d->fd >= 0)
        ::fdatasync(d->fd);
}

void RunJournal::remove() {
    d->syncSoon.stop();
    if (d->fd < 0)
        return;
    QFile::remove(d->path);
    ::close(d->fd);
    d->fd = -1;
}

QString RunJournal::path() const {
    return d->path;
}

} // namespace wallaroo::runs
