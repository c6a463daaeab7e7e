#include "runs/actionlog.h"

#include "runs/membershipsteps.h"
#include "runs/run.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::ActionLog)
};

QByteArray lineOf(const ActionRecord& record) {
    const QJsonObject object{
        {u"at"_s, record.atMs},         {u"instance"_s, record.instance}, {u"actor"_s, record.actor},
        {u"action"_s, record.action},   {u"id"_s, record.subjectId},      {u"subject"_s, record.subject},
        {u"outcome"_s, record.outcome}, {u"detail"_s, record.detail},     {u"request"_s, record.requestId}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<ActionRecord> recordFrom(const QByteArray& line) {
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    ActionRecord record;
    record.atMs = object["at"_L1].toInteger();
    record.instance = object["instance"_L1].toString();
    record.actor = object["actor"_L1].toString();
    record.action = object["action"_L1].toString();
    record.subjectId = object["id"_L1].toString();
    record.subject = object["subject"_L1].toString();
    record.outcome = object["outcome"_L1].toString();
    record.detail = object["detail"_L1].toString();
    record.requestId = object["request"_L1].toString();
    return record.atMs > 0 && !record.action.isEmpty() ? std::optional(record) : std::nullopt;
}

tl::unexpected<Error> fileFailed(const QString& sentence, const QString& path, const QString& why) {
    return failure(ErrorKind::FileFailed, sentence,
                   Say::tr("Make room, or check who may write to the folder of this program."),
                   u"file: %1\nsystem: %2"_s.arg(path, why));
}

QString utc(qint64 ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODate);
}

QString wordOf(const StepOutcome& step) {
    switch (step.state) {
    case State::Done:
        if (step.putBack)
            return u"put back"_s;
        return step.readBack.applied == ReadBack::Applied::No ? u"changed nothing"_s : u"done"_s;
    case State::Failed:
        return u"failed"_s;
    case State::Unknown:
        return u"unknown"_s;
    default:
        return u"not sent"_s;
    }
}

} // namespace

ActionLog::ActionLog(QString file) : m_file(std::move(file)) {
}

Result<void> ActionLog::append(const ActionRecord& record) {
    const QString folder = QFileInfo(m_file).absolutePath();
    if (!QDir().mkpath(folder))
        return fileFailed(Say::tr("The journal of your actions cannot be written."), folder, {});
    // Opened for each line: several windows may write to the same one, and one write() of a line is not torn
    const int fd = ::open(QFile::encodeName(m_file).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                          S_IRUSR | S_IWUSR);
    if (fd < 0)
        return fileFailed(Say::tr("The journal of your actions cannot be written."), m_file,
                          QString::fromLocal8Bit(std::strerror(errno)));
    const QByteArray line = lineOf(record);
    const bool whole = ::write(fd, line.constData(), static_cast<std::size_t>(line.size())) == line.size();
    const int code = errno;
    ::close(fd);
    if (!whole)
        return fileFailed(Say::tr("The journal of your actions cannot be written."), m_file,
                          QString::fromLocal8Bit(std::strerror(code)));
    return {};
}

Result<ActionLog::Page> ActionLog::read(int most) const {
    Page page;
    QFile file(m_file);
    if (!file.exists())
        return page;
    if (!file.open(QIODevice::ReadOnly))
        return fileFailed(Say::tr("The journal of your actions cannot be read."), m_file, file.errorString());
    // From its end: a journal of years is read as quickly as one of a day
    constexpr qint64 roomPerLine = 600;
    const qint64 from = std::max<qint64>(0, file.size() - roomPerLine * most);
    file.seek(from);
    if (from > 0)
        file.readLine();
    QByteArrayList lines = file.readAll().split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    std::reverse(lines.begin(), lines.end()); // the newest first
    for (const QByteArray& line : lines) {
        if (static_cast<int>(page.records.size()) == most) {
            page.more = true;
            break;
        }
        if (auto record = recordFrom(line))
            page.records.push_back(std::move(*record));
        else
            ++page.unreadable;
    }
    page.more = page.more || from > 0;
    return page;
}

bool ActionLog::matches(const ActionRecord& record, const QString& filter) {
    const QString seen = QStringList{record.actor,  record.action,    record.subject,  record.subjectId, record.outcome,
                                     record.detail, utc(record.atMs), record.instance, record.requestId}
                             .join(u'\n');
    const QStringList words = filter.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&seen](const QString& word) { return seen.contains(word, Qt::CaseInsensitive); });
}

Table ActionLog::table(const std::vector<ActionRecord>& records) {
    Table table;
    table.head = {u"time (UTC)"_s, u"account"_s, u"instance"_s, u"action"_s,    u"id"_s,
                  u"subject"_s,    u"outcome"_s, u"detail"_s,   u"request id"_s};
    table.rows.reserve(records.size());
    for (const ActionRecord& record : records)
        table.rows.push_back({utc(record.atMs), record.actor, record.instance, record.action, record.subjectId,
                              record.subject, record.outcome, record.detail, record.requestId});
    return table;
}

ActionRecord ActionLog::recordOf(const Run& run, int item, int step) {
    const Item& planned = run.plan().items[static_cast<std::size_t>(item)];
    const auto at = static_cast<std::size_t>(step);
    const StepOutcome& outcome = run.outcome(item).steps[at];
    ActionRecord record;
    record.atMs = outcome.endedAtMs > 0 ? outcome.endedAtMs : outcome.sentAtMs;
    record.instance = run.plan().instance;
    record.actor = run.plan().actor;
    record.action = planned.steps[at].kind;
    const Subject subject = subjectOf(planned, run.outcome(item), at);
    record.subjectId = subject.id;
    record.subject = subject.email.isEmpty() ? subject.name : subject.email;
    record.outcome = wordOf(outcome);
    record.detail = outcome.error ? outcome.error->sentence : outcome.readBack.text;
    record.requestId = requestIdOf(outcome);
    return record;
}

} // namespace wallaroo::runs
