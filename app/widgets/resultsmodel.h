#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QString>

#include <array>

namespace wallaroo {

/// How far one row of a run got. Warning: the server said yes, and nothing had changed when it was read again.
enum class RowOutcome { Waiting, Running, Done, Warning, Failed, NotSent, Unknown, Undone, LeftOut };

/// One row of a run, as people read it.
struct ResultRow {
    QString id;
    QString name;
    QString detail{}; ///< e-mail, workspace; may be empty
    RowOutcome outcome = RowOutcome::Waiting;
    QString why{}; ///< of a failure, a warning or what is unknown
};

/// The rows of a run, with their counts.
class ResultsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Outcome, Name, Detail, Why, Id, ColumnCount };

    static constexpr int outcomes = 9;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(QList<ResultRow> rows);
    /// Unknown ids are left alone.
    void setOutcome(const QString& id, RowOutcome outcome, const QString& why);

    [[nodiscard]] const QList<ResultRow>& rows() const { return m_rows; }

    [[nodiscard]] int count(RowOutcome outcome) const { return m_counts[static_cast<size_t>(outcome)]; }

    [[nodiscard]] QStringList idsWith(RowOutcome outcome) const;

    /// "done", "not sent": also on the accessibility bus, so never by colour alone.
    [[nodiscard]] static QString word(RowOutcome outcome);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ResultRow> m_rows;
    QHash<QString, int> m_places;
    std::array<int, outcomes> m_counts{};
    bool m_isAboutPeople = false; ///< else about workspaces
};

} // namespace wallaroo
