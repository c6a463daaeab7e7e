#include "pages/activitymodel.h"

#include "base/displaytext.h"
#include "models/celltext.h"
#include "style/icons.h"

#include <QHash>

namespace wallaroo {

ActivityModel::ActivityModel(const Clock& clock, QObject* parent) : QAbstractTableModel(parent), m_moments(clock) {
}

void ActivityModel::setRecords(std::vector<runs::ActionRecord> records) {
    m_records = std::move(records);
    look();
}

void ActivityModel::setFilter(const QString& filter) {
    m_filter = filter;
    look();
}

void ActivityModel::look() {
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_records.size(); ++i) {
        if (runs::ActionLog::matches(m_records[i], m_filter))
            m_shown.push_back(i);
    }
    endResetModel();
}

std::vector<runs::ActionRecord> ActivityModel::shown() const {
    std::vector<runs::ActionRecord> records;
    records.reserve(m_shown.size());
    for (const size_t i : m_shown)
        records.push_back(m_records[i]);
    return records;
}

int ActivityModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int ActivityModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ActivityModel::actionWord(const QString& action) {
    const QHash<QString, QString> words{{QStringLiteral("user.deactivate"), tr("Deactivated")},
                                        {QStringLiteral("user.activate"), tr("Activated")},
                                        {QStringLiteral("user.edit"), tr("Edited")},
                                        {QStringLiteral("user.invite"), tr("Invited")},
                                        {QStringLiteral("user.create"), tr("Created in Keycloak")},
                                        {QStringLiteral("user.delete"), tr("Deleted")},
                                        {QStringLiteral("user.password"), tr("Set a temporary password")},
                                        {QStringLiteral("user.actions"), tr("Required at the next sign-in")},
                                        {QStringLiteral("user.give-admin"), tr("Made administrator")},
                                        {QStringLiteral("user.take-admin"), tr("Took the administrator role")},
                                        {QStringLiteral("user.logout"), tr("Signed out everywhere")},
                                        {QStringLiteral("user.unlock"), tr("Unlocked")},
                                        {QStringLiteral("workspace.add"), tr("Added to a workspace")},
                                        {QStringLiteral("workspace.remove"), tr("Removed from a workspace")},
                                        {QStringLiteral("workspace.role"), tr("Changed the role in a workspace")},
                                        {QStringLiteral("workspace.create"), tr("Made a workspace")}};
    return words.value(action, displayText(action, 60));
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const {
    const auto& record = m_records[m_shown[static_cast<size_t>(index.row())]];
    const Moment moment = Moment::at(record.atMs);
    if (role == Qt::ToolTipRole && index.column() == When)
        return models::literalToolTip(m_moments.exact(moment));
    if (role == Qt::ToolTipRole && index.column() == Detail && !record.detail.isEmpty())
        return models::literalToolTip(record.detail);
    if (role == Qt::DecorationRole && index.column() == Outcome) {
        const bool isDone = record.outcome == QLatin1String("done");
        return isDone ? icon(QStringLiteral("check-circle"), Tint::Good)
                      : icon(QStringLiteral("warning"), Tint::Warning);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case When:
        return m_moments.relative(moment);
    case Action:
        return actionWord(record.action);
    case Subject:
        return isolatedText(record.subject, 120);
    case Outcome:
        return record.outcome;
    case Detail:
        return displayText(record.detail);
    case Actor:
        return isolatedText(record.actor, 120);
    case SubjectId:
        return displayText(record.subjectId, 120);
    default:
        return displayText(record.requestId, 120);
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case Action:
        return tr("What");
    case Subject:
        return tr("Whom");
    case Outcome:
        return tr("Outcome");
    case Detail:
        return tr("Detail");
    case Actor:
        return tr("Who");
    case SubjectId:
        return tr("ID");
    default:
        return tr("Request");
    }
}

} // namespace wallaroo
