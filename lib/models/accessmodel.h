#pragma once

#include "domain/table.h"
#include "models/accessfindings.h"

#include <QAbstractTableModel>
#include <QByteArray>
#include <QTimer>

#include <vector>

namespace wallaroo::models {

/// The access matrix as a table to look at: a row per person by name, a column per workspace by name and number, each
/// side with a filter of its own. The numbers of rows and columns are those of the table; the matrix has its own.
class AccessModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        CellRole = Qt::UserRole + 1, ///< int: Access, plus staleBit
        IdRole                       ///< of a head: the id as text
    };

    static constexpr int staleBit = 8;

    /// What of each side is shown beside the filter's words.
    enum class PeopleKind { All, WithAccess, Inactive, WithoutAccess, InactiveWithAccess };
    Q_ENUM(PeopleKind)
    enum class WorkspaceKind { All, WithoutActiveOwner, SoleOwner, Empty };
    Q_ENUM(WorkspaceKind)

    /// The matrix outlives the model.
    explicit AccessModel(const AccessMatrix& matrix, QObject* parent = nullptr);

    [[nodiscard]] const AccessMatrix& matrix() const { return m_matrix; }

    /// While nobody watches, changes of the matrix are only noted; the table catches up when somebody does again.
    /// Putting 100,000 people in order takes tenths of a second. Watched from the start.
    void setWatched(bool watched);

    [[nodiscard]] bool isWatched() const { return m_isWatched; }

    // The filters: words of which all must be found; people by names, e-mail and id, workspaces by name and id
    void setPeopleFilter(const QString& text);
    void setWorkspaceFilter(const QString& text);
    void setPeopleKind(PeopleKind kind);
    void setWorkspaceKind(WorkspaceKind kind);
    void setShowDefault(bool show);
    void setShowArchived(bool show);

    [[nodiscard]] PeopleKind peopleKind() const { return m_peopleKind; }

    [[nodiscard]] WorkspaceKind workspaceKind() const { return m_workspaceKind; }

    [[nodiscard]] bool hasFilter() const;

    /// All there are, but for default and archived workspaces that are not shown.
    [[nodiscard]] int allPeople() const { return m_allPeople; }

    [[nodiscard]] int allWorkspaces() const { return m_allWorkspaces; }

    [[nodiscard]] AccessMatrix::Number personAt(int row) const { return m_rows[static_cast<size_t>(row)]; }

    [[nodiscard]] AccessMatrix::Number workspaceAt(int column) const { return m_columns[static_cast<size_t>(column)]; }

    [[nodiscard]] int rowOf(AccessMatrix::Number person) const;       ///< -1: not shown
    [[nodiscard]] int columnOf(AccessMatrix::Number workspace) const; ///< -1: not shown
    /// The first person or workspace from `from` on, wrapping, whose name begins with, else contains, the text; -1.
    [[nodiscard]] int findPerson(const QString& text, int from) const;
    [[nodiscard]] int findWorkspace(const QString& text, int from) const;

    [[nodiscard]] AccessCell cellAt(int row, int column) const {
        return m_matrix.cell(personAt(row), workspaceAt(column));
    }

    /// Names as shown: safe for one line.
    [[nodiscard]] QString personName(AccessMatrix::Number person) const;
    [[nodiscard]] QString workspaceName(AccessMatrix::Number workspace) const;
    /// "owner", "no access", "not known", "collaborator, to be confirmed".
    [[nodiscard]] static QString words(AccessCell cell);
    [[nodiscard]] static QString roleWord(MemberRole role);

    /// What is shown as a table: people × workspaces, or a line for each membership and each gap ("long form").
    [[nodiscard]] Table matrixTable() const;
    [[nodiscard]] Table longTable() const;
    /// "37 of 1,204 people, 12 of 80 workspaces; not known for 3 workspaces: 7, 12, 15".
    [[nodiscard]] QString completeness() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows or columns are about to be others, and are.
    void aboutToArrange();
    void arranged();
    /// An answer came for a column that is shown.
    void columnChanged(int column);

private:
    struct Side {
        std::vector<AccessMatrix::Number> order; ///< all that are listed, by name
        std::vector<QByteArray> keys;            ///< per number of the matrix: folded, what the filter looks at
        QList<QByteArray> words;                 ///< of the filter
    };

    void sidesCame();
    void readSides();
    void orderPeople();
    void orderWorkspaces();
    void arrange();
    void arrangeIfKindsDepend();
    void findMembers();
    [[nodiscard]] bool isThere(AccessMatrix::Number person) const;
    void answerCame(AccessMatrix::Number workspace);
    [[nodiscard]] std::vector<AccessMatrix::Number> shownPeople() const;
    [[nodiscard]] std::vector<AccessMatrix::Number> shownWorkspaces();
    [[nodiscard]] bool passes(AccessMatrix::Number workspace) const;
    [[nodiscard]] bool isHidden(AccessMatrix::Number workspace) const;
    [[nodiscard]] QString headDetail(AccessMatrix::Number person) const;
    [[nodiscard]] QString columnDetail(AccessMatrix::Number workspace) const;
    [[nodiscard]] QString sentence(int row, int column) const;
    [[nodiscard]] QStringList personCells(AccessMatrix::Number person) const;

    const AccessMatrix& m_matrix;
    Side m_people;
    Side m_workspaces;
    PeopleKind m_peopleKind = PeopleKind::All;
    WorkspaceKind m_workspaceKind = WorkspaceKind::All;
    bool m_isWatched = true;
    bool m_isBehind = false; ///< something came while nobody watched
    bool m_showDefault = false;
    bool m_showArchived = false;
    int m_allPeople = 0;
    int m_allWorkspaces = 0;
    std::vector<AccessMatrix::Number> m_rows;
    std::vector<AccessMatrix::Number> m_columns;
    std::vector<int> m_columnOf;  ///< per number of the matrix; -1: not shown
    std::vector<bool> m_isMember; ///< per number of the matrix: of any workspace
    QTimer m_readSoon;
    QTimer m_arrangeSoon; ///< answers change what a kind shows; not with each of a thousand
};

} // namespace wallaroo::models
