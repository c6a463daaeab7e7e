#include "runs/journallines.h"

#include "runs/ledger.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::RunJournal)
};

constexpr int version = 1;
constexpr int mostItems = 1'000'000;

QByteArray line(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject stepJson(const Step& step) {
    QJsonObject object{{u"kind"_s, step.kind}, {u"args"_s, step.arguments}};
    if (step.needs >= 0)
        object[u"needs"_s] = step.needs;
    return object;
}

Step stepFrom(const QJsonObject& object) {
    Step step;
    step.kind = object["kind"_L1].toString();
    step.arguments = object["args"_L1].toObject();
    step.needs = object["needs"_L1].toInt(-1);
    return step;
}

QJsonObject itemJson(const Item& item) {
    QJsonArray steps;
    for (const Step& step : item.steps)
        steps.append(stepJson(step));
    return {{u"id"_s, item.id},        {u"name"_s, item.name},
            {u"email"_s, item.email},  {u"after"_s, static_cast<int>(item.afterFailure)},
            {u"left"_s, item.leftOut}, {u"steps"_s, steps}};
}

Item itemFrom(const QJsonObject& object) {
    Item item;
    item.id = object["id"_L1].toString();
    item.name = object["name"_L1].toString();
    item.email = object["email"_L1].toString();
    item.afterFailure = static_cast<AfterFailure>(object["after"_L1].toInt());
    item.leftOut = object["left"_L1].toString();
    const QJsonArray steps = object["steps"_L1].toArray();
    for (const auto& step : steps) {
        item.steps.push_back(stepFrom(step.toObject()));
        if (item.steps.back().needs >= static_cast<int>(item.steps.size()) - 1)
            item.steps.back().needs = -1;
    }
    return item;
}

QJsonObject errorJson(const Error& error) {
    return {{u"kind"_s, static_cast<int>(error.kind)},
            {u"sentence"_s, error.sentence},
            {u"advice"_s, error.advice},
            {u"details"_s, error.details},
            {u"code"_s, error.serverCode},
            {u"status"_s, error.httpStatus}};
}

Error errorFrom(const QJsonObject& object) {
    Error error;
    error.kind = static_cast<ErrorKind>(object["kind"_L1].toInt());
    error.sentence = object["sentence"_L1].toString();
    error.advice = object["advice"_L1].toString();
    error.details = object["details"_L1].toString();
    error.serverCode = object["code"_L1].toString();
    error.httpStatus = object["status"_L1].toInt();
    return error;
}

StepOutcome outcomeFrom(const QJsonObject& object) {
    StepOutcome outcome;
    outcome.state = static_cast<State>(std::clamp(object["state"_L1].toInt(), 0, static_cast<int>(State::LeftOut)));
    outcome.sentAtMs = object["sent"_L1].toInteger();
    outcome.endedAtMs = object["ended"_L1].toInteger();
    outcome.putBack = object["back"_L1].toBool();
    outcome.result.requestId = object["request"_L1].toString().toUtf8();
    outcome.result.newId = object["new"_L1].toString();
    outcome.result.note = object["note"_L1].toString();
    outcome.result.sentAgain = object["again"_L1].toBool();
    outcome.result.hadSecret = object["secret"_L1].toBool();
    outcome.result.before = object["before"_L1].toObject();
    outcome.readBack.applied = static_cast<ReadBack::Applied>(std::clamp(object["applied"_L1].toInt(), 0, 2));
    outcome.readBack.text = object["read"_L1].toString();
    if (object.contains("error"_L1))
        outcome.error = errorFrom(object["error"_L1].toObject());
    return outcome;
}

std::optional<JournalContent> headFrom(const QJsonObject& object) {
    if (object["run"_L1].toInt() != version)
        return std::nullopt;
    JournalContent content;
    content.startedAtMs = object["started"_L1].toInteger();
    content.plan.verb = object["verb"_L1].toString();
    content.plan.instance = object["instance"_L1].toString();
    content.plan.instanceId = object["instanceId"_L1].toString();
    content.plan.actor = object["actor"_L1].toString();
    content.plan.canBeUndone = object["canUndo"_L1].toBool();
    content.plan.isUndo = object["undo"_L1].toBool();
    const QJsonArray items = object["items"_L1].toArray();
    if (items.size() > mostItems)
        return std::nullopt;
    for (const auto& item : items)
        content.plan.items.push_back(itemFrom(item.toObject()));
    content.outcomes = Ledger(content.plan).all();
    return content;
}

/// Item and step of a line, if there are such.
std::optional<std::pair<std::size_t, std::size_t>> placeOf(const JournalContent& content, const QJsonArray& place) {
    const int item = place.at(0).toInt(-1);
    const int step = place.at(1).toInt(-1);
    if (item < 0 || step < 0 || item >= static_cast<int>(content.outcomes.size())
        || step >= static_cast<int>(content.outcomes[static_cast<std::size_t>(item)].steps.size()))
        return std::nullopt;
    return std::pair(static_cast<std::size_t>(item), static_cast<std::size_t>(step));
}

bool takeLine(JournalContent& content, const QJsonObject& object) {
    if (object.contains("left"_L1)) {
        const int item = object["left"_L1].toInt(-1);
        if (item < 0 || item >= static_cast<int>(content.outcomes.size()))
            return false;
        content.outcomes[static_cast<std::size_t>(item)].state = State::LeftOut;
        content.outcomes[static_cast<std::size_t>(item)].reason = object["why"_L1].toString();
        return true;
    }
    const auto place = placeOf(content, object["at"_L1].toArray());
    if (!place)
        return false;
    StepOutcome& outcome = content.outcomes[place->first].steps[place->second];
    if (object.contains("state"_L1)) {
        outcome = outcomeFrom(object);
    } else {
        outcome = StepOutcome();
        outcome.state = State::Running;
        outcome.sentAtMs = object["sent"_L1].toInteger();
    }
    return true;
}

Error killedBefore() {
    Error error;
    error.kind = ErrorKind::OutcomeUnknown;
    error.sentence = Say::tr("The program ended before the answer came, so the change may have been made.");
    error.advice = Say::tr("Check it before doing it again.");
    return error;
}

void close(JournalContent& content) {
    for (Outcome& outcome : content.outcomes) {
        for (StepOutcome& step : outcome.steps) {
            if (step.state != State::Running)
                continue;
            step.state = State::Unknown;
            step.error = killedBefore();
        }
    }
    content.outcomes = Ledger::settled(content.plan, std::move(content.outcomes));
}

} // namespace

QByteArray headLine(const Plan& plan, qint64 nowMs) {
    QJsonArray items;
    for (const Item& item : plan.items)
        items.append(itemJson(item));
    return line({{u"run"_s, version},
                 {u"started"_s, nowMs},
                 {u"verb"_s, plan.verb},
                 {u"instance"_s, plan.instance},
                 {u"instanceId"_s, plan.instanceId},
                 {u"actor"_s, plan.actor},
                 {u"canUndo"_s, plan.canBeUndone},
                 {u"undo"_s, plan.isUndo},
                 {u"items"_s, items}});
}

QByteArray sendingLine(int item, int step, qint64 nowMs) {
    return line({{u"at"_s, QJsonArray{item, step}}, {u"sent"_s, nowMs}});
}

QByteArray outcomeLine(int item, int step, const StepOutcome& outcome) {
    QJsonObject object{{u"at"_s, QJsonArray{item, step}},
                       {u"state"_s, static_cast<int>(outcome.state)},
                       {u"sent"_s, outcome.sentAtMs},
                       {u"ended"_s, outcome.endedAtMs},
                       {u"applied"_s, static_cast<int>(outcome.readBack.applied)}};
    const auto add = [&object](const QString& name, const QString& text) {
        if (!text.isEmpty())
            object[name] = text;
    };
    add(u"request"_s, QString::fromUtf8(outcome.result.requestId));
    add(u"new"_s, outcome.result.newId);
    add(u"note"_s, outcome.result.note);
    add(u"read"_s, outcome.readBack.text);
    if (outcome.putBack)
        object[u"back"_s] = true;
    if (outcome.result.sentAgain)
        object[u"again"_s] = true;
    if (!outcome.result.secret.isEmpty() || outcome.result.hadSecret)
        object[u"secret"_s] = true; // that there was one, not which
    if (!outcome.result.before.isEmpty())
        object[u"before"_s] = outcome.result.before;
    if (outcome.error)
        object[u"error"_s] = errorJson(*outcome.error);
    return line(object);
}

QByteArray leftOutLine(int item, const QString& reason) {
    return line({{u"left"_s, item}, {u"why"_s, reason}});
}

std::optional<JournalContent> readJournal(QByteArrayView lines) {
    std::optional<JournalContent> content;
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf('\n');
        if (end < 0) // its writer was killed within the line
            break;
        const QJsonObject object = QJsonDocument::fromJson(lines.first(end).toByteArray()).object();
        lines = lines.sliced(end + 1);
        if (!content) {
            content = headFrom(object);
            if (!content)
                return std::nullopt;
        } else if (!takeLine(*content, object)) {
            ++content->damagedLines;
        }
    }
    if (content)
        close(*content);
    return content;
}

} // namespace wallaroo::runs
