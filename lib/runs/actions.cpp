#include "runs/actions.h"

#include <QMetaObject>
#include <QObject>

namespace wallaroo::runs {

void Actions::prepare(const std::vector<Item>& items, QObject* context, Prepared done) {
    QMetaObject::invokeMethod(
        context, [done = std::move(done), count = items.size()] { done(std::vector<Hindrance>(count)); },
        Qt::QueuedConnection);
}

Step Actions::filledIn(const Step& step, const StepResult& /*needed*/) const {
    return step;
}

void Actions::sendNoMore(const Step&) {
}

void Actions::readBack(const std::vector<Sent>& steps, QObject* context, Read done) {
    QMetaObject::invokeMethod(
        context, [done = std::move(done), count = steps.size()] { done(std::vector<ReadBack>(count)); },
        Qt::QueuedConnection);
}

std::optional<Step> Actions::inverse(const Step& /*step*/, const StepResult& /*result*/) const {
    return std::nullopt;
}

} // namespace wallaroo::runs
