#pragma once

#include "runs/run.h"

#include <QTest>

#include <deque>
#include <memory>

namespace wallaroo::test {

/// Actions without a network: each step that is sent is held until the test answers it, in any order. Which subjects
/// stand in the way, what is read back and what an inverse is, the test says.
class GatedActions final : public runs::Actions {
public:
    class Gate final : public http::Operation {
    public:
        explicit Gate(bool sent) : m_sent(sent) {}

        void cancel() override {
            canceled = true;
            over = true;
        }

        [[nodiscard]] bool mayHaveBeenSent() const override { return m_sent; }

        bool canceled = false;
        bool over = false;

    private:
        bool m_sent;
    };

    struct Call {
        runs::Step step;
        QPointer<QObject> context;
        Performed done;
        std::unique_ptr<Gate> gate;
    };

    [[nodiscard]] bool knows(const QString&) const override { return true; }

    void prepare(const std::vector<runs::Item>& items, QObject* context, Prepared done) override {
        ++prepared;
        lastPrepared = items;
        std::vector<runs::Hindrance> found;
        for (const runs::Item& item : items) {
            runs::Hindrance& hindrance = found.emplace_back(runs::Hindrance{inTheWay.value(item.id), {}});
            for (std::size_t step = 0; step < item.steps.size(); ++step) {
                if (const auto why = stepsInTheWay.constFind(keyOf(item.steps[step])); why != stepsInTheWay.cend())
                    hindrance.steps[step] = *why;
            }
        }
        QMetaObject::invokeMethod(
            context, [found, done = std::move(done)] { done(found); }, Qt::QueuedConnection);
    }

    api::Handle perform(const runs::Step& step, QObject* context, Performed done) override {
        const bool sent = waitForConnection < 0 || static_cast<int>(calls.size()) < waitForConnection;
        calls.push_back({step, context, std::move(done), std::make_unique<Gate>(sent)});
        most = std::max(most, underWay());
        api::Handle handle(calls.back().gate.get());
        if (answersAtOnce)
            answer(calls.size() - 1, runs::StepResult());
        return handle;
    }

    void readBack(const std::vector<runs::Sent>& steps, QObject* context, Read done) override {
        ++readings;
        lastRead = steps;
        std::vector<runs::ReadBack> answers;
        for (const runs::Sent& sent : steps)
            answers.push_back(read.value(keyOf(sent.step), {runs::ReadBack::Applied::Yes, QStringLiteral("ok"), {}}));
        QMetaObject::invokeMethod(
            context, [answers, done = std::move(done)] { done(answers); }, Qt::QueuedConnection);
    }

    [[nodiscard]] std::optional<runs::Step> inverse(const runs::Step& step, const runs::StepResult&) const override {
        if (step.kind.startsWith(QLatin1String("final")))
            return std::nullopt;
        runs::Step back = step;
        back.kind = QStringLiteral("un-") + step.kind;
        return back;
    }

    /// "then" is told what its forerunner made.
    [[nodiscard]] runs::Step filledIn(const runs::Step& step, const runs::StepResult& needed) const override {
        runs::Step filled = step;
        if (step.kind == QLatin1String("then"))
            filled.arguments[QStringLiteral("id")] = needed.newId;
        return filled;
    }

    /// The n-th that was sent.
    void answer(std::size_t n, const Result<runs::StepResult>& result) {
        Call& call = calls[n];
        QVERIFY2(!call.gate->over, "answered twice, or called off");
        call.gate->over = true;
        call.gate.reset(); // so that the handle says "over"
        if (call.context)
            QMetaObject::invokeMethod(
                call.context.data(), [done = call.done, result] { done(result); }, Qt::QueuedConnection);
    }

    void accept(std::size_t n) { answer(n, runs::StepResult()); }

    void refuse(std::size_t n, ErrorKind kind, int status = 400, std::optional<int> retryAfter = std::nullopt) {
        Error error;
        error.kind = kind;
        error.sentence = QStringLiteral("refused");
        error.httpStatus = status;
        error.retryAfterSeconds = retryAfter;
        answer(n, tl::unexpected(error));
    }

    [[nodiscard]] int underWay() const {
        return static_cast<int>(
            std::count_if(calls.begin(), calls.end(), [](const Call& call) { return call.gate && !call.gate->over; }));
    }

    [[nodiscard]] static QString keyOf(const runs::Step& step) {
        return step.kind + QLatin1Char(' ') + step.arguments[QLatin1String("id")].toString();
    }

    /// How often a step was sent.
    [[nodiscard]] int sent(const QString& key) const {
        return static_cast<int>(
            std::count_if(calls.begin(), calls.end(), [&key](const Call& call) { return keyOf(call.step) == key; }));
    }

    std::deque<Call> calls;
    QHash<QString, QString> inTheWay;      ///< id -> why it is left out
    QHash<QString, QString> stepsInTheWay; ///< key -> why only this is left out
    QHash<QString, runs::ReadBack> read;   ///< key -> how it is found; else it is applied
    std::vector<runs::Sent> lastRead;
    std::vector<runs::Item> lastPrepared;
    int waitForConnection = -1; ///< calls from this number on wait in the lane
    bool answersAtOnce = false;
    int prepared = 0;
    int readings = 0;
    int most = 0;
};

/// `count` items "i0", "i1", ... with these steps each.
inline runs::Plan planFor(int count, const QStringList& kinds = {QStringLiteral("do")},
                          runs::AfterFailure after = runs::AfterFailure::StopHere) {
    runs::Plan plan;
    plan.verb = QStringLiteral("things.do");
    plan.instance = QStringLiteral("wallaroo.example.com");
    plan.actor = QStringLiteral("ana");
    plan.canBeUndone = true;
    for (int i = 0; i < count; ++i) {
        runs::Item item;
        item.id = QStringLiteral("i%1").arg(i);
        item.name = QStringLiteral("Thing %1").arg(i);
        item.email = QStringLiteral("t%1@example.com").arg(i);
        item.afterFailure = after;
        for (const QString& kind : kinds) {
            runs::Step step;
            step.kind = kind;
            step.arguments[QStringLiteral("id")] = item.id;
            item.steps.push_back(step);
        }
        plan.items.push_back(item);
    }
    return plan;
}

} // namespace wallaroo::test
