#include "models/membersmodel.h"

#include "base/displaytext.h"
#include "models/accessmodel.h"
#include "models/celltext.h"
#include "models/textorder.h"

#include <algorithm>

namespace wallaroo::models {
namespace {

using Number = AccessMatrix::Number;

} // namespace

MembersModel::MembersModel(const AccessMatrix& matrix, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent),
      m_matrix(matrix),
      m_moments(clock) {
    connect(&matrix, &AccessMatrix::membersChanged, this, [this](quint32 workspace) {
        if (workspace == m_workspace)
            read();
    });
    connect(&matrix, &AccessMatrix::sidesChanged, this, &MembersModel::read);
}

void MembersModel::setWorkspace(std::optional<Number> workspace) {
    if (workspace == m_workspace)
        return;
    m_workspace = workspace;
    read();
}

void MembersModel::read() {
    if (m_workspace && *m_workspace >= m_matrix.workspaceCount())
        m_workspace.reset();
    std::vector<AccessMatrix::Entry> rows =
        m_workspace ? m_matrix.members(*m_workspace) : std::vector<AccessMatrix::Entry>();
    const TextOrder order;
    std::vector<std::pair<QByteArray, AccessMatrix::Entry>> keyed;
    keyed.reserve(rows.size());
    for (const AccessMatrix::Entry& entry : rows)
        keyed.emplace_back(m_matrix.person(entry.person).displayName().toUtf8(), entry);
    std::stable_sort(keyed.begin(), keyed.end(), [&order](const auto& a, const auto& b) {
        const bool isOwner = a.second.role == MemberRole::Owner;
        if (isOwner != (b.second.role == MemberRole::Owner))
            return isOwner;
        return order.compare(a.first, b.first) < 0;
    });
    beginResetModel();
    m_rows.clear();
    for (const auto& [name, entry] : keyed)
        m_rows.push_back(entry);
    endResetModel();
}

int MembersModel::rowOf(Number person) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [person](const AccessMatrix::Entry& entry) { return entry.person == person; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int MembersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MembersModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString MembersModel::statusText(Number person) const {
    if (!m_matrix.isPersonListed(person))
        return tr("not known");
    switch (m_matrix.person(person).status) {
    case UserStatus::Active:
        return tr("Active");
    case UserStatus::Inactive:
        return tr("Inactive");
    case UserStatus::Locked:
        return tr("Locked");
    }
    return {};
}

QString MembersModel::roleText(const AccessMatrix::Entry& entry) const {
    const QString other = m_workspace ? m_matrix.otherRole(entry.person, *m_workspace) : QString();
    return other.isEmpty() ? AccessModel::roleWord(entry.role) : isolatedText(other, 60);
}

QString MembersModel::text(const AccessMatrix::Entry& entry, int column) const {
    const User& user = m_matrix.person(entry.person);
    switch (column) {
    case Name:
        return displayText(user.displayName().isEmpty() ? user.id().toString() : user.displayName());
    case Role:
        return roleText(entry);
    case Status:
        return statusText(entry.person);
    case LastSignIn:
        return m_moments.relative(user.lastLogin);
    case Email:
        return displayText(user.email());
    default:
        return {};
    }
}

QVariant MembersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const AccessMatrix::Entry& entry = m_rows[static_cast<size_t>(index.row())];
    const User& user = m_matrix.person(entry.person);
    if (role == Qt::DisplayRole)
        return text(entry, index.column());
    if (role == Qt::ToolTipRole && index.column() == LastSignIn && user.lastLogin.isKnown())
        return literalToolTip(m_moments.exact(user.lastLogin));
    if (role == Qt::ToolTipRole)
        return literalToolTip(text(entry, index.column()) + u'\n' + user.id().toString());
    return {};
}

QVariant MembersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Role:
        return tr("Role");
    case Status:
        return tr("Status");
    case LastSignIn:
        return tr("Last sign-in");
    case Email:
        return tr("E-mail");
    default:
        return {};
    }
}

} // namespace wallaroo::models
