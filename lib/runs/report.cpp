#include "runs/report.h"

#include "base/displaytext.h"
#include "runs/membershipsteps.h"
#include "runs/run.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

// A report is read by others than who made it, and by programs: its words are English in every language.

QString utc(qint64 ms) {
    return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs) : QString();
}

QString wordOf(State state) {
    static const QString words[] = {u"waiting"_s,  u"running"_s, u"done"_s,    u"failed"_s,
                                    u"not sent"_s, u"unknown"_s, u"left out"_s};
    return words[static_cast<int>(state)];
}

QString accountOf(const Plan& plan) {
    return plan.begunBy.isEmpty() ? plan.actor : u"%1 (begun by %2)"_s.arg(plan.actor, plan.begunBy);
}

QString readWord(const StepOutcome& step) {
    if (step.state != State::Done && step.readBack.text.isEmpty())
        return {};
    switch (step.readBack.applied) {
    case ReadBack::Applied::Yes:
        return step.readBack.text.isEmpty() ? u"confirmed"_s : step.readBack.text;
    case ReadBack::Applied::No:
        return u"NOT CHANGED: "_s + step.readBack.text;
    case ReadBack::Applied::NotTold:
        break;
    }
    return step.readBack.text.isEmpty() ? u"not known"_s : step.readBack.text;
}

QString noteOf(const Item& item, const Outcome& outcome, std::size_t at) {
    const StepOutcome& step = outcome.steps[at];
    QStringList notes;
    if (const auto missed = missedOwner(item, outcome, at))
        notes << (missed->isKnown ? u"%1 did not become owner"_s : u"whether %1 became owner is not known"_s)
                     .arg(missed->subject.name);
    if (isPasswordLost(item.steps[at], step))
        notes << u"temporary password not known: set a new one"_s;
    if (step.error)
        notes << step.error->sentence;
    if (!step.result.note.isEmpty())
        notes << step.result.note;
    if (step.result.sentAgain)
        notes << u"sent once more after a 401 and one refresh of the session"_s;
    if (step.putBack)
        notes << u"put back, because a later step failed"_s;
    return notes.join(u"; "_s);
}

QList<QPair<QString, int>> countsOf(const Counts& counts) {
    return {{u"chosen"_s, counts.all},
            {u"done"_s, counts.done},
            {u"failed"_s, counts.failed},
            {u"unknown"_s, counts.unknown},
            {u"not sent"_s, counts.notSent},
            {u"left out"_s, counts.leftOut},
            {u"changed nothing"_s, counts.doubtful},
            {u"sent once more after a 401"_s, counts.sentAgain}};
}

QString countsText(const Counts& counts) {
    QStringList parts;
    for (const auto& [name, number] : countsOf(counts)) {
        if (number > 0)
            parts << u"%1 %2"_s.arg(number).arg(name);
    }
    return parts.join(u", "_s);
}

QStringList stepCells(const Item& item, const Outcome& outcome, std::size_t at) {
    const StepOutcome& step = outcome.steps[at];
    const Subject subject = subjectOf(item, outcome, at);
    const bool isNotSent =
        step.state == State::Waiting && (outcome.state == State::NotSent || missedOwner(item, outcome, at));
    return {subject.id,
            subject.name,
            subject.email,
            item.steps[at].kind,
            wordOf(isNotSent ? State::NotSent : step.state),
            readWord(step),
            utc(step.sentAtMs),
            utc(step.endedAtMs),
            requestIdOf(step),
            noteOf(item, outcome, at)};
}

QJsonObject stepJson(const Item& item, const QStringList& cells) {
    QJsonObject object{{u"action"_s, cells[3]},  {u"outcome"_s, cells[4]},  {u"readBack"_s, cells[5]},
                       {u"sentUtc"_s, cells[6]}, {u"endedUtc"_s, cells[7]}, {u"requestId"_s, cells[8]},
                       {u"note"_s, cells[9]}};
    if (cells[0] != item.id) // of another person than the item
        object[u"subject"_s] = QJsonObject{{u"id"_s, cells[0]}, {u"name"_s, cells[1]}, {u"email"_s, cells[2]}};
    return object;
}

} // namespace

Table reportTable(const Run& run) {
    const Plan& plan = run.plan();
    Table table;
    table.from = {plan.verb, plan.instance, accountOf(plan), run.startedAtMs(), {}, countsText(run.counts())};
    table.head = {u"id"_s,        u"name"_s,       u"e-mail"_s,      u"action"_s,     u"outcome"_s,
                  u"read back"_s, u"sent (UTC)"_s, u"ended (UTC)"_s, u"request id"_s, u"note"_s};
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        const Item& item = plan.items[i];
        const Outcome& outcome = run.outcomes()[i];
        if (outcome.state == State::LeftOut) {
            table.rows.push_back(
                {item.id, item.name, item.email, plan.verb, u"left out"_s, {}, {}, {}, {}, outcome.reason});
            continue;
        }
        for (std::size_t step = 0; step < item.steps.size(); ++step)
            table.rows.push_back(stepCells(item, outcome, step));
    }
    return table;
}

QString reportText(const Run& run) {
    const Table table = reportTable(run);
    QStringList lines{u"Action:   "_s + run.plan().verb,
                      u"Instance: "_s + run.plan().instance,
                      u"Account:  "_s + accountOf(run.plan()),
                      u"Started:  "_s + utc(run.startedAtMs()),
                      u"Ended:    "_s + utc(run.endedAtMs()),
                      u"Result:   "_s + countsText(run.counts()),
                      QString()};
    for (const QStringList& row : table.rows) {
        QStringList about{displayText(row[1])};
        if (!row[2].isEmpty() && row[2] != row[1])
            about << u'<' + displayText(row[2]) + u'>';
        about << u'[' + displayText(row[0]) + u']';
        lines << about.join(u' ');
        QStringList facts{row[3] + u": "_s + row[4]};
        const auto add = [&facts](const QString& what, const QString& cell) {
            if (!cell.isEmpty())
                facts << what + displayText(cell);
        };
        add(u"read back: "_s, row[5]);
        add(u"sent "_s, row[6]);
        add(u"answered "_s, row[7]);
        add(u"request "_s, row[8]);
        add({}, row[9]);
        lines << u"    "_s + facts.join(u", "_s);
    }
    return lines.join(u'\n') + u'\n';
}

QByteArray reportJson(const Run& run) {
    const Plan& plan = run.plan();
    QJsonObject counts;
    for (const auto& [name, number] : countsOf(run.counts()))
        counts[name] = number;
    QJsonArray items;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        const Item& item = plan.items[i];
        const Outcome& outcome = run.outcomes()[i];
        QJsonArray steps;
        for (std::size_t step = 0; outcome.state != State::LeftOut && step < item.steps.size(); ++step)
            steps.append(stepJson(item, stepCells(item, outcome, step)));
        QJsonObject object{{u"id"_s, item.id},
                           {u"name"_s, item.name},
                           {u"email"_s, item.email},
                           {u"outcome"_s, wordOf(outcome.state)},
                           {u"steps"_s, steps}};
        if (!outcome.reason.isEmpty())
            object[u"reason"_s] = outcome.reason;
        items.append(object);
    }
    return QJsonDocument(QJsonObject{{u"action"_s, plan.verb},
                                     {u"instance"_s, plan.instance},
                                     {u"account"_s, plan.actor},
                                     {u"begunBy"_s, plan.begunBy.isEmpty() ? plan.actor : plan.begunBy},
                                     {u"startedUtc"_s, utc(run.startedAtMs())},
                                     {u"endedUtc"_s, utc(run.endedAtMs())},
                                     {u"counts"_s, counts},
                                     {u"items"_s, items}})
        .toJson(QJsonDocument::Indented);
}

} // namespace wallaroo::runs
