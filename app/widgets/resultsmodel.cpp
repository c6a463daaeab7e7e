#include "widgets/resultsmodel.h"

#include "models/celltext.h"
#include "style/icons.h"

#include <algorithm>

namespace wallaroo {
namespace {

struct Sign {
    const char* icon;
    Tint tint;
};

Sign signOf(RowOutcome outcome) {
    switch (outcome) {
    case RowOutcome::Done:
        return {"check-circle", Tint::Good};
    case RowOutcome::Failed:
        return {"error", Tint::Danger};
    case RowOutcome::Warning:
    case RowOutcome::Unknown:
        return {"warning", Tint::Warning};
    case RowOutcome::Waiting:
    case RowOutcome::Running:
    case RowOutcome::NotSent:
    case RowOutcome::Undone:
    case RowOutcome::LeftOut:
        break;
    }
    return {"clock", Tint::SecondaryText};
}

} // namespace

void ResultsModel::setRows(QList<ResultRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    m_isAboutPeople =
        std::any_of(m_rows.begin(), m_rows.end(), [](const ResultRow& row) { return row.detail.contains(u'@'); });
    m_places.clear();
    m_places.reserve(m_rows.size());
    m_counts.fill(0);
    for (int row = 0; row < m_rows.size(); ++row) {
        m_places.insert(m_rows[row].id, row);
        ++m_counts[static_cast<size_t>(m_rows[row].outcome)];
    }
    endResetModel();
}

void ResultsModel::setOutcome(const QString& id, RowOutcome outcome, const QString& why) {
    const int place = m_places.value(id, -1);
    if (place < 0)
        return;
    ResultRow& row = m_rows[place];
    --m_counts[static_cast<size_t>(row.outcome)];
    ++m_counts[static_cast<size_t>(outcome)];
    row.outcome = outcome;
    row.why = why;
    Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
}

QStringList ResultsModel::idsWith(RowOutcome outcome) const {
    QStringList ids;
    for (const ResultRow& row : m_rows) {
        if (row.outcome == outcome)
            ids << row.id;
    }
    return ids;
}

QString ResultsModel::word(RowOutcome outcome) {
    switch (outcome) {
    case RowOutcome::Waiting:
        return tr("waiting");
    case RowOutcome::Running:
        return tr("under way");
    case RowOutcome::Done:
        return tr("done");
    case RowOutcome::Warning:
        return tr("no change seen");
    case RowOutcome::Failed:
        return tr("failed");
    case RowOutcome::NotSent:
        return tr("not sent");
    case RowOutcome::Unknown:
        return tr("unknown");
    case RowOutcome::Undone:
        return tr("undone");
    case RowOutcome::LeftOut:
        return tr("left out");
    }
    return {};
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
    const ResultRow& row = m_rows[index.row()];
    if (role == Qt::DecorationRole && index.column() == Outcome) {
        const Sign sign = signOf(row.outcome);
        return icon(QString::fromLatin1(sign.icon), sign.tint);
    }
    if (role == Qt::ToolTipRole && index.column() == Why && !row.why.isEmpty())
        return models::literalToolTip(row.why);
    if (role == Qt::ToolTipRole && (index.column() == Name || index.column() == Detail)) // cut short where it is narrow
        return models::literalToolTip(index.data().toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Outcome:
        return word(row.outcome);
    case Name:
        return row.name;
    case Detail:
        return row.detail;
    case Why:
        return row.why;
    default:
        return row.id == row.detail ? QString() : row.id; // an e-mail that has no account yet: once is enough
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Outcome:
        return tr("Outcome");
    case Name:
        return tr("Name");
    case Detail:
        return m_isAboutPeople ? tr("E-mail") : tr("Where", "which e-mail or workspace a row is about");
    case Why:
        return tr("Why");
    default:
        return tr("ID");
    }
}

} // namespace wallaroo
