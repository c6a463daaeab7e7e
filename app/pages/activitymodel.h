#pragma once

#include "models/momenttext.h"
#include "runs/actionlog.h"

#include <QAbstractTableModel>

#include <vector>

namespace wallaroo {

/// The journal of own actions, newest first, as far as a filter lets through.
class ActivityModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { When, Action, Subject, Outcome, Detail, Actor, SubjectId, RequestId, ColumnCount };

    /// The clock outlives the model.
    explicit ActivityModel(const Clock& clock, QObject* parent = nullptr);

    void setRecords(std::vector<runs::ActionRecord> records);
    void setFilter(const QString& filter);

    [[nodiscard]] int totalCount() const { return static_cast<int>(m_records.size()); }

    /// What is shown.
    [[nodiscard]] std::vector<runs::ActionRecord> shown() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "user.deactivate" as "Deactivated".
    [[nodiscard]] static QString actionWord(const QString& action);

private:
    void look();

    std::vector<runs::ActionRecord> m_records;
    std::vector<size_t> m_shown;
    QString m_filter;
    models::MomentText m_moments;
};

} // namespace wallaroo
