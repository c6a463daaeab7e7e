#pragma once

#include "base/error.h"
#include "domain/table.h"

#include <QString>

#include <optional>
#include <vector>

namespace wallaroo::runs {

class Run;

/// One line of the journal of own actions: who did what to whom, when, and how it ended.
struct ActionRecord {
    qint64 atMs = 0;   ///< UTC
    QString instance;  ///< host[:port]
    QString actor;     ///< user name
    QString action;    ///< "user.deactivate"
    QString subjectId; ///< immutable id
    QString subject;   ///< name or address at that time
    QString outcome;   ///< "done", "changed nothing", "put back", "failed", "unknown"; "not sent" after an "unknown"
    QString detail;    ///< the error's sentence, or what was read back
    QString requestId; ///< where the server sent one

    friend bool operator==(const ActionRecord&, const ActionRecord&) = default;
};

/// The journal of own actions, one file per account, appended only, readable by its owner alone. No secrets.
class ActionLog {
public:
    explicit ActionLog(QString file);

    Result<void> append(const ActionRecord& record);

    /// Newest first, `most` of them at most. Lines that cannot be read are left out and counted.
    struct Page {
        std::vector<ActionRecord> records;
        int unreadable = 0;
        bool more = false;
    };

    [[nodiscard]] Result<Page> read(int most = 10'000) const;

    /// Whether all words are found in what a person sees of a record.
    [[nodiscard]] static bool matches(const ActionRecord& record, const QString& filter);
    [[nodiscard]] static Table table(const std::vector<ActionRecord>& records);

    /// What a run did at one step.
    [[nodiscard]] static ActionRecord recordOf(const Run& run, int item, int step);

    [[nodiscard]] const QString& file() const { return m_file; }

private:
    QString m_file;
};

} // namespace wallaroo::runs
