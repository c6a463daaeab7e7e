#include "models/workspacesmodel.h"

#include "base/displaytext.h"
#include "models/usersmodel.h"

#include <limits>

namespace wallaroo::models {
namespace {

constexpr int membersEveryMs = 200;

QList<TableModel::Column> workspaceColumns() {
    using Column = TableModel::Column;
    const auto key = [](const char* text) { return QString::fromLatin1(text); };
    QList<Column> columns;
    // In the middle: two of one name differ at the end, by their numbers
    columns.append({key("name"), WorkspacesModel::tr("Name"), false, true, true, 28});
    columns.append({key("owners"), WorkspacesModel::tr("Owners"), false, false, true, 24});
    columns.append({key("members"), WorkspacesModel::tr("Members"), true, false, true, 10, Qt::DescendingOrder});
    columns.append({key("created-by"), WorkspacesModel::tr("Created by"), false, true, true, 22});
    columns.append({key("models"), WorkspacesModel::tr("Models"), true, false, true, 10, Qt::DescendingOrder});
    columns.append({key("pipelines"), WorkspacesModel::tr("Pipelines"), true, false, true, 11, Qt::DescendingOrder});
    columns.append({key("created"), WorkspacesModel::tr("Created"), true, false, true, 14, Qt::DescendingOrder});
    columns.append({key("status"), WorkspacesModel::tr("Status"), false, false, true, 12});
    columns.append({key("id"), WorkspacesModel::tr("ID"), true, false, true, 8});
    columns.append({key("model-ids"), WorkspacesModel::tr("Model IDs"), false, false, false, 16});
    columns.append({key("pipeline-ids"), WorkspacesModel::tr("Pipeline IDs"), false, false, false, 16});
    return columns;
}

QList<SearchPlace> workspacePlaces() {
    return {{SearchPlace::Text, 0},    {SearchPlace::Text, 2},    {SearchPlace::Nowhere, 0}, {SearchPlace::Text, 1},
            {SearchPlace::Nowhere, 0}, {SearchPlace::Nowhere, 0}, {SearchPlace::Day, 0},     {SearchPlace::Word, 0},
            {SearchPlace::Id, 0},      {SearchPlace::Nowhere, 0}, {SearchPlace::Nowhere, 0}};
}

constexpr int mostOwnersShown = 3;

QString notKnownWord() {
    return WorkspacesModel::tr("not known");
}

QString idList(const QList<qint64>& ids) {
    QStringList texts;
    texts.reserve(ids.size());
    for (const qint64 id : ids)
        texts << (id == Workspace::unreadId ? QStringLiteral("?") : QString::number(id));
    return texts.join(QStringLiteral(", "));
}

} // namespace

WorkspacesModel::WorkspacesModel(const Clock& clock, QObject* parent)
    : IndexedModel({workspaceColumns(), workspacePlaces(), 2, Name}, MomentText(clock), parent),
      m_moments(clock) {
    m_membersSoon.setSingleShot(true);
    m_membersSoon.setInterval(membersEveryMs);
    connect(&m_membersSoon, &QTimer::timeout, this, &WorkspacesModel::membersCame);
}

void WorkspacesModel::append(std::vector<Workspace> workspaces) {
    bool anyChanged = false;
    for (Workspace& workspace : workspaces) {
        const auto [row, merged] = m_workspaces.merge(std::move(workspace));
        m_creators.resize(m_workspaces.size());
        if (merged != Merged::Same)
            m_creators[row] = creator(m_workspaces.at(row).createdBy);
        if (merged == Merged::Added)
            m_kinds.add(m_workspaces.at(row));
        anyChanged = anyChanged || merged == Merged::Changed;
        noteMerged(row, merged);
    }
    if (anyChanged)
        countKinds();
    noteBatch();
}

QString WorkspacesModel::creator(const QString& createdBy) const {
    const QString person = m_people && !createdBy.isEmpty() ? m_people(createdBy) : QString();
    return person.isEmpty() ? createdBy : person;
}

void WorkspacesModel::setPeople(People people) {
    m_people = std::move(people);
    updatePeople();
}

void WorkspacesModel::setPeople(const UsersModel& users) {
    m_creatorsKnown = std::make_shared<Creators>(users);
    setPeople([known = m_creatorsKnown](const QString& createdBy) {
        const User* user = known->find(createdBy);
        return user ? user->displayName() : QString();
    });
    connect(&users, &TableModel::loadEnded, this, [this] {
        m_creatorsKnown->forget();
        updatePeople();
    });
}

const User* WorkspacesModel::creatorOf(const Workspace& workspace) const {
    return m_creatorsKnown ? m_creatorsKnown->find(workspace.createdBy) : nullptr;
}

void WorkspacesModel::updatePeople() {
    bool changed = false;
    for (SourceRow row = 0; row < m_workspaces.size(); ++row) {
        QString now = creator(m_workspaces.at(row).createdBy);
        if (now != m_creators[row]) {
            m_creators[row] = std::move(now);
            changed = true;
        }
    }
    if (changed)
        noteColumnChanged(CreatedBy, true);
}

void WorkspacesModel::setShowDefault(bool show) {
    if (show == m_showDefault)
        return;
    m_showDefault = show;
    noteLeftOutChanged();
}

void WorkspacesModel::setShowArchived(bool show) {
    if (show == m_showArchived)
        return;
    m_showArchived = show;
    noteLeftOutChanged();
}

bool WorkspacesModel::isHiddenKind(const Workspace& workspace) const {
    return (workspace.archived && !m_showArchived) || (!m_showDefault && workspace.isDefault());
}

bool WorkspacesModel::isLeftOut(SourceRow row) const {
    return isHiddenKind(m_workspaces.at(row));
}

bool WorkspacesModel::isSievedOut(SourceRow row) const {
    return !passes(row);
}

void WorkspacesModel::endLoad() {
    IndexedModel::endLoad();
    countNames();
    noteColumnChanged(Name, false);
    if (m_facet != Facet::All)
        noteLeftOutChanged();
}

int WorkspacesModel::hiddenArchivedCount() const {
    if (m_showArchived)
        return 0;
    return m_kinds.archived - (m_showDefault ? 0 : m_kinds.archivedDefaults);
}

void WorkspacesModel::countKinds() {
    m_kinds = {};
    for (SourceRow row = 0; row < m_workspaces.size(); ++row)
        m_kinds.add(m_workspaces.at(row));
}

void WorkspacesModel::Kinds::add(const Workspace& workspace) {
    const bool isDefault = workspace.isDefault();
    defaults += isDefault ? 1 : 0;
    archived += workspace.archived ? 1 : 0;
    archivedDefaults += isDefault && workspace.archived ? 1 : 0;
}

void WorkspacesModel::renumberRecords(const Renumbering& numbers) {
    m_workspaces.renumber(numbers);
    numbers.apply(m_creators);
    countKinds();
}

void WorkspacesModel::clearRecords() {
    m_workspaces.clear();
    m_creators.clear();
    m_kinds = {};
    m_names.clear();
}

QString WorkspacesModel::idText(SourceRow row) const {
    return QString::number(m_workspaces.at(row).id.number());
}

std::optional<SourceRow> WorkspacesModel::recordOfId(const QString& id) const {
    bool isNumber = false;
    const qint64 number = id.toLongLong(&isNumber);
    return isNumber ? m_workspaces.find(WorkspaceId(number)) : std::nullopt;
}

QString WorkspacesModel::kindWord(int, int kind) const {
    return kind == 0 ? tr("Active") : tr("Archived");
}

QString WorkspacesModel::cellText(SourceRow row, int column) const {
    const Workspace& workspace = m_workspaces.at(row);
    switch (column) {
    case Name: // told apart even where the column of ids is hidden
        return m_names.value(workspace.name) > 1
                   ? tr("%1 (ID %2)", "one of several of the same name").arg(displayText(workspace.name), idText(row))
                   : displayText(workspace.name);
    case Owners:
        return ownersText(row, mostOwnersShown, Words::Shown);
    case Members:
        return areMembersKnown(row) ? QLocale().toString(m_matrix->memberCount(*numberOf(row))) : notKnownWord();
    case CreatedBy:
        return m_creators[row].isEmpty() ? MomentText::notToldWord() : displayText(m_creators[row]);
    case ModelIds:
        return idList(workspace.models);
    case PipelineIds:
        return idList(workspace.pipelines);
    case Models:
        return QLocale().toString(workspace.models.size());
    case Pipelines:
        return QLocale().toString(workspace.pipelines.size());
    case Created:
        return m_moments.date(workspace.created);
    case Status:
        return kindWord(Status, workspace.archived ? 1 : 0);
    case Id:
        return idText(row);
    default:
        return {};
    }
}

QString WorkspacesModel::copyText(SourceRow row, int column) const {
    const Workspace& workspace = m_workspaces.at(row);
    switch (column) {
    case Name:
        return displayText(workspace.name);
    case Owners:
        return ownersText(row, std::numeric_limits<int>::max(), Words::Copied);
    case Members:
        return areMembersKnown(row) ? QString::number(m_matrix->memberCount(*numberOf(row))) : notKnownWord();
    case CreatedBy:
        return displayText(m_creators[row]);
    case Models:
        return QString::number(workspace.models.size());
    case Pipelines:
        return QString::number(workspace.pipelines.size());
    case Created:
        return MomentText::iso(workspace.created);
    default:
        return cellText(row, column);
    }
}

QString WorkspacesModel::detailText(SourceRow row, int column) const {
    const Workspace& workspace = m_workspaces.at(row);
    if (column == CreatedBy && m_creators[row] != workspace.createdBy)
        return displayText(m_creators[row]) + u'\n' + displayText(workspace.createdBy);
    if (column == Name && m_names.value(workspace.name) > 1)
        return displayText(workspace.name) + u'\n' + tr("ID %1: another workspace has the same name").arg(idText(row));
    if (column == Owners || column == Members)
        return membersDetail(row);
    return column == Created && workspace.created.isKnown() ? m_moments.exact(workspace.created) : QString();
}

TableModel::Tone WorkspacesModel::tone(SourceRow row, int column) const {
    const Workspace& workspace = m_workspaces.at(row);
    switch (column) {
    case Name:
    case Status:
        return Tone::Normal;
    case CreatedBy:
        return m_creators[row].isEmpty() ? Tone::Faint : Tone::Secondary;
    case Created:
        return workspace.created.isTold() ? Tone::Secondary : Tone::Faint;
    case Owners:
    case Members:
        return areMembersKnown(row) ? Tone::Secondary : Tone::Faint;
    default:
        return Tone::Secondary;
    }
}

TableModel::Mark WorkspacesModel::mark(SourceRow row, int column) const {
    if (column != Status)
        return Mark::None;
    return m_workspaces.at(row).archived ? Mark::Archived : Mark::Active;
}

void WorkspacesModel::writeKeys(SourceRow row, SearchKeys::Entry& entry) const {
    const Workspace& workspace = m_workspaces.at(row);
    entry.addText(workspace.name.toUtf8());
    entry.addText(m_creators[row] == workspace.createdBy ? workspace.createdBy.toUtf8()
                                                         : (m_creators[row] + u' ' + workspace.createdBy).toUtf8());
    entry.addText(ownerNames(row).toUtf8());
    entry.id = QByteArray::number(workspace.id.number());
    entry.kind = workspace.archived ? 1 : 0;
    entry.days[0] = dayOf(workspace.created);
}

bool WorkspacesModel::isText(int column) const {
    return column == Name || column == CreatedBy || column == Owners || column == ModelIds || column == PipelineIds;
}

std::optional<qint64> WorkspacesModel::numberAt(SourceRow row, int column) const {
    const Workspace& workspace = m_workspaces.at(row);
    switch (column) {
    case Members:
        return areMembersKnown(row) ? std::optional<qint64>(m_matrix->memberCount(*numberOf(row))) : std::nullopt;
    case Models:
        return workspace.models.size();
    case Pipelines:
        return workspace.pipelines.size();
    case Created:
        return workspace.created.isTold() ? std::optional(workspace.created.ms()) : std::nullopt;
    case Status:
        return workspace.archived ? 1 : 0;
    case Id:
        return workspace.id.number();
    default:
        return std::nullopt;
    }
}

QByteArrayView WorkspacesModel::textAt(SourceRow row, int column, QByteArray& room) const {
    const Workspace& workspace = m_workspaces.at(row);
    switch (column) {
    case Name:
        room = workspace.name.toUtf8();
        break;
    case CreatedBy:
        room = m_creators[row].toUtf8();
        break;
    case Owners:
        room = ownerNames(row).toUtf8();
        break;
    default:
        room = idList(column == ModelIds ? workspace.models : workspace.pipelines).toUtf8();
        break;
    }
    return room;
}

} // namespace wallaroo::models
