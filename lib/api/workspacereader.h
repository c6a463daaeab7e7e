#pragma once

#include "api/recordreader.h"
#include "domain/workspace.h"

#include <QSet>

#include <optional>
#include <vector>

namespace wallaroo::api {

/// Workspaces of `workspaces/list`. Required: `id` and `name`. `create_at` and `create_by`, as the guide's tables spell
/// them, count where the right ones are missing (reference §3, guide 2; §8 row 11).
class WorkspaceReader final : public RecordReader {
public:
    using Row = Workspace;
    static constexpr RecordPlace place{"workspaces", false, true};

    void begin(QByteArrayView key) override;
    [[nodiscard]] int member(QByteArrayView name) const override;
    void value(int member, const JsonValue& value) override;
    void element(int member, const JsonValue& value) override;
    Outcome end() override;

    [[nodiscard]] const char* problem() const override { return m_problem; }

    /// The rows since the last call.
    [[nodiscard]] std::vector<Workspace> take();
    void reset();

private:
    std::vector<Workspace> m_rows;
    QSet<WorkspaceId> m_ids;
    const char* m_problem = "";

    // the record at hand
    std::optional<qint64> m_id;
    std::optional<QString> m_name;
    std::optional<QString> m_createdBy;
    std::optional<QString> m_createBy;
    Moment m_createdAt;
    Moment m_createAt;
    bool m_archived = false;
    QList<qint64> m_models;
    QList<qint64> m_pipelines;
};

} // namespace wallaroo::api
