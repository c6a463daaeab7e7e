#include "runs/actionslist.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {

Actions* ActionsList::partFor(const QString& kind) const {
    const auto found =
        std::find_if(m_parts.begin(), m_parts.end(), [&kind](Actions* part) { return part->knows(kind); });
    return found == m_parts.end() ? nullptr : *found;
}

bool ActionsList::knows(const QString& kind) const {
    return partFor(kind) != nullptr;
}

void ActionsList::prepare(const std::vector<Item>& items, QObject* context, Prepared done) {
    struct Merged {
        std::vector<Hindrance> hindrances;
        std::size_t open = 0;
    };

    if (m_parts.empty())
        return Actions::prepare(items, context, std::move(done));
    auto merged = std::make_shared<Merged>();
    merged->hindrances.resize(items.size());
    merged->open = m_parts.size();
    for (Actions* part : m_parts) {
        part->prepare(items, context, [merged, done](std::vector<Hindrance> hindrances) {
            for (std::size_t i = 0; i < hindrances.size(); ++i) {
                Hindrance& of = merged->hindrances[i];
                if (of.reason.isEmpty())
                    of.reason = hindrances[i].reason;
                of.steps.merge(hindrances[i].steps);
            }
            if (--merged->open == 0)
                done(merged->hindrances);
        });
    }
}

api::Handle ActionsList::perform(const Step& step, QObject* context, Performed done) {
    if (Actions* part = partFor(step.kind))
        return part->perform(step, context, std::move(done));
    const auto unknown = failure(
        ErrorKind::BadInput,
        QCoreApplication::translate("wallaroo::UserActions", "This version of the program does not know this step."),
        {}, u"step: "_s + step.kind);
    QMetaObject::invokeMethod(
        context, [done = std::move(done), unknown] { done(unknown); }, Qt::QueuedConnection);
    return {};
}

Step ActionsList::filledIn(const Step& step, const StepResult& needed) const {
    const Actions* part = partFor(step.kind);
    return part ? part->filledIn(step, needed) : step;
}

void ActionsList::sendNoMore(const Step& step) {
    if (Actions* part = partFor(step.kind))
        part->sendNoMore(step);
}

void ActionsList::readBack(const std::vector<Sent>& steps, QObject* context, Read done) {
    struct Merged {
        std::vector<ReadBack> answers;
        std::size_t open = 1; // until all are asked
    };

    auto merged = std::make_shared<Merged>();
    merged->answers.resize(steps.size());
    const auto oneIsOver = [merged, done = std::move(done)] {
        if (--merged->open == 0)
            done(merged->answers);
    };
    for (Actions* part : m_parts) {
        std::vector<Sent> own;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (partFor(steps[i].step.kind) != part)
                continue;
            own.push_back(steps[i]);
            places.push_back(i);
        }
        if (own.empty())
            continue;
        ++merged->open;
        part->readBack(own, context, [merged, places, oneIsOver](const std::vector<ReadBack>& answers) {
            for (std::size_t i = 0; i < answers.size(); ++i)
                merged->answers[places[i]] = answers[i];
            oneIsOver();
        });
    }
    QMetaObject::invokeMethod(context, oneIsOver, Qt::QueuedConnection);
}

std::optional<Step> ActionsList::inverse(const Step& step, const StepResult& result) const {
    const Actions* part = partFor(step.kind);
    return part ? part->inverse(step, result) : std::nullopt;
}

} // namespace wallaroo::runs
