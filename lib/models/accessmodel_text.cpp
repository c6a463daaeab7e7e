#include "base/displaytext.h"
#include "models/accessmodel.h"

#include <QLocale>

namespace wallaroo::models {
namespace {

using Number = AccessMatrix::Number;

constexpr int mostNamed = 20; ///< ids in a line of completeness

} // namespace

QString AccessModel::roleWord(MemberRole role) {
    switch (role) {
    case MemberRole::Owner:
        return tr("Owner");
    case MemberRole::Collaborator:
        return tr("Collaborator");
    case MemberRole::NotTold:
        return tr("Role not told");
    }
    return {};
}

QString AccessModel::words(AccessCell cell) {
    QString text;
    switch (cell.access) {
    case Access::NotKnown:
        return tr("not known", "a cell of the access matrix");
    case Access::None:
        text = tr("no access", "a cell of the access matrix");
        break;
    case Access::NotTold:
        text = tr("member, role not told", "a cell of the access matrix");
        break;
    case Access::Collaborator:
        text = tr("collaborator", "a cell of the access matrix");
        break;
    case Access::Owner:
        text = tr("owner", "a cell of the access matrix");
        break;
    }
    return cell.isStale ? tr("%1, to be confirmed", "owner, to be confirmed").arg(text) : text;
}

QString AccessModel::personName(Number person) const {
    const User& user = m_matrix.person(person);
    const QString name = user.displayName();
    return displayText(name.isEmpty() ? user.id().toString() : name);
}

QString AccessModel::workspaceName(Number workspace) const {
    return displayText(m_matrix.workspaceLabel(workspace));
}

QString AccessModel::sentence(int row, int column) const {
    return tr("%1 in %2: %3", "Ana Solano in fraud: owner")
        .arg(personName(personAt(row)), workspaceName(workspaceAt(column)), words(cellAt(row, column)));
}

QString AccessModel::headDetail(Number person) const {
    const User& user = m_matrix.person(person);
    QStringList lines{personName(person)};
    if (!user.emailUtf8().isEmpty())
        lines << displayText(user.email());
    if (!m_matrix.isPersonListed(person))
        lines << tr("Not in the list of users: deleted, or not visible to you");
    else if (user.status == UserStatus::Inactive)
        lines << tr("Inactive");
    lines << user.id().toString();
    return lines.join(u'\n');
}

QString AccessModel::columnDetail(Number workspace) const {
    const Workspace& record = m_matrix.workspace(workspace);
    QStringList lines{displayText(record.name), tr("ID %1").arg(record.id.number())};
    if (record.archived)
        lines << tr("Archived");
    switch (m_matrix.known(workspace)) {
    case AccessMatrix::Known::No:
        lines << tr("Members are being asked for");
        break;
    case AccessMatrix::Known::Failed:
        lines << m_matrix.failure(workspace)->sentence;
        break;
    case AccessMatrix::Known::Partly:
        lines << tr("Some members could not be read");
        break;
    case AccessMatrix::Known::Stale:
    case AccessMatrix::Known::Yes:
        lines << tr("%Ln members", nullptr, m_matrix.memberCount(workspace));
        break;
    }
    return lines.join(u'\n');
}

QString AccessModel::completeness() const {
    const QLocale locale;
    QStringList missing;
    for (const Number workspace : m_columns) {
        if (m_matrix.known(workspace) != AccessMatrix::Known::Yes)
            missing << QString::number(m_matrix.workspace(workspace).id.number());
    }
    const auto notKnown = static_cast<int>(missing.size());
    QString text = tr("%1 of %2 people, %3 of %4 workspaces that this account may see")
                       .arg(locale.toString(rowCount()), locale.toString(m_allPeople), locale.toString(columnCount()),
                            locale.toString(m_allWorkspaces));
    if (notKnown == 0)
        return tr("%1; complete").arg(text);
    if (notKnown > mostNamed)
        missing = missing.mid(0, mostNamed) << QStringLiteral("…");
    return tr("%1; %2: %3", "…; not known for 3 workspaces: 7, 12, 15")
        .arg(text, tr("not known for %Ln workspaces", nullptr, notKnown), missing.join(QStringLiteral(", ")));
}

Table AccessModel::matrixTable() const {
    Table table;
    table.from.title = tr("Access");
    table.from.completeness = completeness();
    table.head = QStringList{tr("Name"), tr("E-mail"), tr("User ID"), tr("Status")};
    for (const Number workspace : m_columns)
        table.head
            << tr("%1 (ID %2)").arg(m_matrix.workspace(workspace).name).arg(m_matrix.workspace(workspace).id.number());
    table.rows.reserve(m_rows.size());
    for (const Number person : m_rows) {
        QStringList row = personCells(person);
        row.reserve(table.head.size());
        for (const Number workspace : m_columns)
            row << words(m_matrix.cell(person, workspace));
        table.rows.push_back(std::move(row));
    }
    return table;
}

QStringList AccessModel::personCells(Number person) const {
    const User& user = m_matrix.person(person);
    const QString status = !m_matrix.isPersonListed(person)      ? tr("not known", "of a person's status")
                           : user.status == UserStatus::Inactive ? tr("Inactive")
                                                                 : tr("Active");
    return {user.displayName(), user.email(), user.id().toString(), status};
}

Table AccessModel::longTable() const {
    Table table;
    table.from.title = tr("Access");
    table.from.completeness = completeness();
    table.head = QStringList{tr("Workspace ID"), tr("Workspace"), tr("Name"),  tr("E-mail"),
                             tr("User ID"),      tr("Status"),    tr("Access")};
    std::vector<bool> isShown(m_matrix.personCount());
    for (const Number person : m_rows)
        isShown[person] = true;
    for (const Number workspace : m_columns) {
        const Workspace& record = m_matrix.workspace(workspace);
        const QStringList first{QString::number(record.id.number()), record.name};
        const auto known = m_matrix.known(workspace);
        if (known != AccessMatrix::Known::Yes && known != AccessMatrix::Known::Stale) // a gap is a line, too
            table.rows.push_back(first + QStringList{{}, {}, {}, {}, words({})});
        for (const AccessMatrix::Entry& entry : m_matrix.members(workspace)) {
            if (isShown[entry.person])
                table.rows.push_back(first + personCells(entry.person)
                                     + QStringList{words(m_matrix.cell(entry.person, workspace))});
        }
    }
    return table;
}

} // namespace wallaroo::models
