#pragma once

#include "runs/actions.h"
#include "runs/userplans.h"

#include <QObject>
#include <QPointer>

#include <deque>

namespace wallaroo::test {

/// Carries out steps when the test says so, as a slow server would.
class HeldActions final : public runs::Actions {
public:
    struct Held {
        runs::Step step;
        QPointer<QObject> context;
        Performed done;
    };

    bool knows(const QString&) const override { return true; }

    api::Handle perform(const runs::Step& step, QObject* context, Performed done) override {
        sent << step.arguments[QLatin1String("id")].toString();
        held.push_back({step, context, std::move(done)});
        return {};
    }

    void readBack(const std::vector<runs::Sent>& steps, QObject* context, Read done) override {
        std::vector<runs::ReadBack> answers(steps.size());
        for (auto& answer : answers)
            answer = {applied, QStringLiteral("enabled: false")};
        QMetaObject::invokeMethod(
            context, [answers, done = std::move(done)] { done(answers); }, Qt::QueuedConnection);
    }

    std::optional<runs::Step> inverse(const runs::Step& step, const runs::StepResult&) const override {
        if (step.kind != QLatin1String("user.deactivate"))
            return std::nullopt;
        return runs::userStep(QStringLiteral("user.activate"), step.arguments);
    }

    void answer(int count) {
        for (int i = 0; i < count && !held.empty(); ++i)
            answerOne(runs::StepResult{});
    }

    void answerOne(Result<runs::StepResult> result) {
        Held one = std::move(held.front());
        held.pop_front();
        if (one.context)
            QMetaObject::invokeMethod(
                one.context.data(), [done = one.done, result] { done(result); }, Qt::QueuedConnection);
    }

    std::deque<Held> held;
    QStringList sent;
    runs::ReadBack::Applied applied = runs::ReadBack::Applied::Yes;
};

} // namespace wallaroo::test
