#pragma once

#include "runs/outcome.h"
#include "runs/plan.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace wallaroo::runs {

// The lines of a run's journal, JSON each, and back. Pure: no file.

[[nodiscard]] QByteArray headLine(const Plan& plan, qint64 nowMs);
[[nodiscard]] QByteArray sendingLine(int item, int step, qint64 nowMs);
[[nodiscard]] QByteArray outcomeLine(int item, int step, const StepOutcome& outcome);
[[nodiscard]] QByteArray leftOutLine(int item, const QString& reason);

struct JournalContent {
    qint64 startedAtMs = 0;
    Plan plan;
    std::vector<Outcome> outcomes;
    int damagedLines = 0;
};

/// What the lines tell; nothing when the first one cannot be read. A last line cut short is no damage: its writer was
/// killed. What was being sent is Unknown, what did not begin NotSent.
[[nodiscard]] std::optional<JournalContent> readJournal(QByteArrayView lines);

} // namespace wallaroo::runs
