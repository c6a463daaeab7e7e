#include "models/accessmodel.h"

#include "base/displaytext.h"
#include "models/celltext.h"
#include "models/folding.h"
#include "models/idorder.h"
#include "models/rowsorter.h"

#include <QLocale>

#include <algorithm>
#include <functional>

namespace wallaroo::models {
namespace {

using Number = AccessMatrix::Number;

constexpr int arrangeEveryMs = 250;
constexpr int readEveryMs = 100;

QList<QByteArray> wordsOf(const QString& text) {
    QList<QByteArray> words;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts)
        words.append(folded(part));
    return words;
}

bool matches(const QByteArray& key, const QList<QByteArray>& words) {
    return std::all_of(words.begin(), words.end(), [&key](const QByteArray& word) { return key.contains(word); });
}

/// Line breaks keep two texts from making a match together.
void addKey(QByteArray& key, QByteArrayView text) {
    appendFolded(text, key);
    key += '\n';
}

/// The names of one side by its numbers, as what sorts the rows of tables wants them: it hardly asks the collator.
class SideNames final : public RowValues {
public:
    /// `isBefore` decides between namesakes.
    SideNames(size_t count, std::function<bool(Number, Number)> isBefore)
        : m_names(count),
          m_isBefore(std::move(isBefore)) {}

    void set(Number number, QByteArray name) { m_names[number] = std::move(name); }

    [[nodiscard]] const QByteArray& at(Number number) const { return m_names[number]; }

    void sort(std::vector<Number>& numbers) const { RowSorter(*this, 0).sort(0, numbers); }

    [[nodiscard]] bool isText(int) const override { return true; }

    [[nodiscard]] std::optional<qint64> numberAt(SourceRow, int) const override { return {}; }

    [[nodiscard]] QByteArrayView textAt(SourceRow row, int, QByteArray&) const override { return m_names[row]; }

    [[nodiscard]] bool isTieBefore(SourceRow a, SourceRow b) const override { return m_isBefore(a, b); }

private:
    std::vector<QByteArray> m_names;
    std::function<bool(Number, Number)> m_isBefore;
};

} // namespace

AccessModel::AccessModel(const AccessMatrix& matrix, QObject* parent) : QAbstractTableModel(parent), m_matrix(matrix) {
    m_arrangeSoon.setSingleShot(true);
    m_arrangeSoon.setInterval(arrangeEveryMs);
    connect(&m_arrangeSoon, &QTimer::timeout, this, &AccessModel::arrange);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readEveryMs);
    connect(&m_readSoon, &QTimer::timeout, this, &AccessModel::readSides);
    connect(&matrix, &AccessMatrix::sidesChanged, this, &AccessModel::sidesCame);
    connect(&matrix, &AccessMatrix::membersChanged, this, &AccessModel::answerCame);
    readSides();
}

void AccessModel::setWatched(bool watched) {
    m_isWatched = watched;
    if (m_isWatched && m_isBehind)
        readSides();
}

void AccessModel::sidesCame() {
    // What the rows and columns name must be there, watched or not
    const bool isShorter =
        m_matrix.personCount() < m_people.keys.size() || m_matrix.workspaceCount() < m_workspaces.keys.size();
    if (!isShorter && !m_isWatched)
        m_isBehind = true;
    else if (isShorter || m_rows.empty() || m_columns.empty())
        readSides();
    // Members whom no list of users knows may come with each of a thousand answers
    else if (!m_readSoon.isActive())
        m_readSoon.start();
}

void AccessModel::readSides() {
    m_isBehind = false;
    m_readSoon.stop();
    orderPeople();
    orderWorkspaces();
    arrange();
}

void AccessModel::orderPeople() {
    m_people.order.clear();
    m_people.keys.assign(m_matrix.personCount(), {});
    SideNames names(m_matrix.personCount(),
                    [this](Number a, Number b) { return isBefore(m_matrix.person(a).id(), m_matrix.person(b).id()); });
    for (Number number = 0; number < m_matrix.personCount(); ++number) {
        const User& user = m_matrix.person(number);
        QByteArray& key = m_people.keys[number];
        names.set(number, user.displayName().toUtf8());
        addKey(key, names.at(number));
        addKey(key, user.emailUtf8());
        addKey(key, user.usernameUtf8());
        addKey(key, user.id().toUtf8());
        m_people.order.push_back(number);
    }
    names.sort(m_people.order); // whoever is in no list of users has no name: at the end
}

void AccessModel::orderWorkspaces() {
    m_workspaces.order.clear();
    m_workspaces.keys.assign(m_matrix.workspaceCount(), {});
    SideNames names(m_matrix.workspaceCount(), [this](Number a, Number b) {
        return m_matrix.workspace(a).id.number() < m_matrix.workspace(b).id.number();
    });
    for (Number number = 0; number < m_matrix.workspaceCount(); ++number) {
        if (!m_matrix.isWorkspaceListed(number))
            continue;
        const Workspace& workspace = m_matrix.workspace(number);
        names.set(number, workspace.name.toUtf8());
        addKey(m_workspaces.keys[number], names.at(number));
        addKey(m_workspaces.keys[number], QByteArray::number(workspace.id.number()));
        m_workspaces.order.push_back(number);
    }
    names.sort(m_workspaces.order);
}

bool AccessModel::isHidden(Number workspace) const {
    const Workspace& record = m_matrix.workspace(workspace);
    return (record.archived && !m_showArchived) || (!m_showDefault && record.isDefault());
}

bool AccessModel::passes(Number workspace) const {
    switch (m_workspaceKind) {
    case WorkspaceKind::All:
        return true;
    case WorkspaceKind::WithoutActiveOwner:
        return ownershipOf(m_matrix, workspace) == Ownership::NoActiveOwner;
    case WorkspaceKind::SoleOwner:
        return ownershipOf(m_matrix, workspace) == Ownership::OneActiveOwner;
    case WorkspaceKind::Empty:
        return m_matrix.known(workspace) == AccessMatrix::Known::Yes && m_matrix.memberCount(workspace) == 0;
    }
    return true;
}

std::vector<Number> AccessModel::shownWorkspaces() {
    m_allWorkspaces = 0;
    std::vector<Number> shown;
    for (const Number workspace : m_workspaces.order) {
        if (isHidden(workspace))
            continue;
        ++m_allWorkspaces;
        if (matches(m_workspaces.keys[workspace], m_workspaces.words) && passes(workspace))
            shown.push_back(workspace);
    }
    return shown;
}

std::vector<Number> AccessModel::shownPeople() const {
    std::vector<bool> wanted(m_matrix.personCount(), m_peopleKind == PeopleKind::All);
    if (m_peopleKind == PeopleKind::WithAccess) { // to what is shown
        for (const Number workspace : m_columns) {
            for (const AccessMatrix::Entry& entry : m_matrix.members(workspace))
                wanted[entry.person] = true;
        }
    } else if (m_peopleKind == PeopleKind::Inactive) {
        for (const Number person : m_people.order)
            wanted[person] = m_matrix.isPersonListed(person) && m_matrix.person(person).status == UserStatus::Inactive;
    } else if (m_peopleKind != PeopleKind::All) {
        AccessFindings findings = findingsOf(m_matrix);
        if (!findings.isAccessKnown()) // nobody is told to have none: they may be where nobody has looked
            findings.withoutAccess.who.clear();
        for (const Number person :
             m_peopleKind == PeopleKind::WithoutAccess ? findings.withoutAccess.who : findings.inactiveWithAccess.who)
            wanted[person] = true;
    }
    std::vector<Number> shown;
    for (const Number person : m_people.order) {
        if (wanted[person] && isThere(person) && matches(m_people.keys[person], m_people.words))
            shown.push_back(person);
    }
    return shown;
}

/// Somebody whom the list of users does not name is there as long as a workspace names them.
void AccessModel::findMembers() {
    m_isMember.assign(m_matrix.personCount(), false);
    for (Number workspace = 0; workspace < m_matrix.workspaceCount(); ++workspace) {
        if (!m_matrix.isWorkspaceListed(workspace))
            continue;
        for (const AccessMatrix::Entry& entry : m_matrix.members(workspace))
            m_isMember[entry.person] = true;
    }
}

bool AccessModel::isThere(Number person) const {
    return m_matrix.isPersonListed(person) || m_isMember[person];
}

void AccessModel::arrange() {
    m_arrangeSoon.stop();
    findMembers();
    m_allPeople = static_cast<int>(
        std::count_if(m_people.order.begin(), m_people.order.end(), [this](Number person) { return isThere(person); }));
    std::vector<Number> columns = shownWorkspaces();
    Q_EMIT aboutToArrange();
    beginResetModel();
    m_columns = std::move(columns);
    m_columnOf.assign(m_matrix.workspaceCount(), -1);
    for (size_t i = 0; i < m_columns.size(); ++i)
        m_columnOf[m_columns[i]] = static_cast<int>(i);
    m_rows = shownPeople();
    endResetModel();
    Q_EMIT arranged();
}

void AccessModel::answerCame(Number workspace) {
    if (!m_isWatched) {
        m_isBehind = true;
        return;
    }
    const int column = columnOf(workspace);
    if (column >= 0 && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
        Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
        Q_EMIT columnChanged(column);
    }
    arrangeIfKindsDepend();
}

void AccessModel::arrangeIfKindsDepend() {
    const bool depends = m_workspaceKind != WorkspaceKind::All
                         || (m_peopleKind != PeopleKind::All && m_peopleKind != PeopleKind::Inactive);
    if (depends && !m_arrangeSoon.isActive())
        m_arrangeSoon.start();
}

void AccessModel::setPeopleFilter(const QString& text) {
    m_people.words = wordsOf(text);
    arrange();
}

void AccessModel::setWorkspaceFilter(const QString& text) {
    m_workspaces.words = wordsOf(text);
    arrange();
}

void AccessModel::setPeopleKind(PeopleKind kind) {
    m_peopleKind = kind;
    arrange();
}

void AccessModel::setWorkspaceKind(WorkspaceKind kind) {
    m_workspaceKind = kind;
    arrange();
}

void AccessModel::setShowDefault(bool show) {
    m_showDefault = show;
    arrange();
}

void AccessModel::setShowArchived(bool show) {
    m_showArchived = show;
    arrange();
}

bool AccessModel::hasFilter() const {
    return !m_people.words.isEmpty() || !m_workspaces.words.isEmpty() || m_peopleKind != PeopleKind::All
           || m_workspaceKind != WorkspaceKind::All;
}

int AccessModel::rowOf(Number person) const {
    const auto found = std::find(m_rows.begin(), m_rows.end(), person);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int AccessModel::columnOf(Number workspace) const {
    return workspace < m_columnOf.size() ? m_columnOf[workspace] : -1;
}

namespace {

/// The first number of a side, from a place on and wrapping, whose key begins with, else contains, the words.
int findIn(const std::vector<Number>& shown, const std::vector<QByteArray>& keys, const QString& text, int from) {
    const QByteArray wanted = folded(text.trimmed());
    if (wanted.isEmpty() || shown.empty())
        return -1;
    const auto count = static_cast<int>(shown.size());
    const auto first = [&](auto isIt) {
        for (int i = 0; i < count; ++i) {
            const int place = (std::max(from, 0) + i) % count;
            if (isIt(keys[shown[static_cast<size_t>(place)]]))
                return place;
        }
        return -1;
    };
    const int begins = first([&wanted](const QByteArray& key) { return key.startsWith(wanted); });
    return begins >= 0 ? begins : first([&wanted](const QByteArray& key) { return key.contains(wanted); });
}

} // namespace

int AccessModel::findPerson(const QString& text, int from) const {
    return findIn(m_rows, m_people.keys, text, from);
}

int AccessModel::findWorkspace(const QString& text, int from) const {
    return findIn(m_columns, m_workspaces.keys, text, from);
}

int AccessModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AccessModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant AccessModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const AccessCell cell = cellAt(index.row(), index.column());
    switch (role) {
    case CellRole:
        return static_cast<int>(cell.access) + (cell.isStale ? staleBit : 0);
    case Qt::DisplayRole:
        return words(cell);
    case Qt::AccessibleTextRole:
        return sentence(index.row(), index.column());
    case Qt::ToolTipRole:
        return literalToolTip(sentence(index.row(), index.column()));
    default:
        return {};
    }
}

QVariant AccessModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool isPerson = orientation == Qt::Vertical;
    if (section < 0 || section >= (isPerson ? rowCount() : columnCount()))
        return {};
    const Number number = isPerson ? personAt(section) : workspaceAt(section);
    switch (role) {
    case Qt::DisplayRole:
        return isPerson ? personName(number) : workspaceName(number);
    case Qt::ToolTipRole:
        return literalToolTip(isPerson ? headDetail(number) : columnDetail(number));
    case Qt::AccessibleDescriptionRole:
        return isPerson ? headDetail(number) : columnDetail(number);
    case IdRole:
        return isPerson ? m_matrix.person(number).id().toString()
                        : QString::number(m_matrix.workspace(number).id.number());
    default:
        return {};
    }
}

} // namespace wallaroo::models
