#pragma once

#include "domain/workspace.h"
#include "models/indexedmodel.h"

#include <functional>

namespace wallaroo::models {

class UsersModel;

/// Workspaces as `workspaces/list` lists them. Default workspaces (one per person) and archived ones are left out of
/// table and total until they are asked for; how many there are is told.
class WorkspacesModel final : public IndexedModel {
    Q_OBJECT
public:
    enum ColumnIndex { Name, CreatedBy, Models, Pipelines, Created, Status, Id, ColumnCount };

    /// The clock outlives the model.
    explicit WorkspacesModel(const Clock& clock, QObject* parent = nullptr);

    void append(std::vector<Workspace> workspaces);

    /// Good until the model changes.
    [[nodiscard]] const Workspace& workspaceAt(int row) const { return m_workspaces.at(sourceRow(row)); }

    /// Who a `created_by` is, for people to read; empty when not known: then it is shown as it came. Asked once per
    /// row; call updatePeople() when the answers have changed.
    using People = std::function<QString(const QString& createdBy)>;
    void setPeople(People people);
    void updatePeople();
    /// By the ids of the people in that model, which outlives this one; brought up to date whenever it has loaded.
    void setPeople(const UsersModel& users);

    void setShowDefault(bool show);
    void setShowArchived(bool show);

    [[nodiscard]] bool showsDefault() const { return m_showDefault; }

    [[nodiscard]] bool showsArchived() const { return m_showArchived; }

    /// How many there are, shown or not.
    [[nodiscard]] int defaultCount() const { return m_kinds.defaults; }

    [[nodiscard]] int archivedCount() const { return m_kinds.archived; }

    /// How many are left out now. An archived default workspace counts as default here while those are left out.
    [[nodiscard]] int hiddenDefaultCount() const { return m_showDefault ? 0 : m_kinds.defaults; }

    [[nodiscard]] int hiddenArchivedCount() const;

protected:
    [[nodiscard]] SourceRow recordCount() const override { return m_workspaces.size(); }

    [[nodiscard]] QString idText(SourceRow row) const override;
    [[nodiscard]] std::optional<SourceRow> recordOfId(const QString& id) const override;
    [[nodiscard]] QString cellText(SourceRow row, int column) const override;
    [[nodiscard]] QString copyText(SourceRow row, int column) const override;
    [[nodiscard]] QString detailText(SourceRow row, int column) const override;
    [[nodiscard]] Tone tone(SourceRow row, int column) const override;
    [[nodiscard]] Mark mark(SourceRow row, int column) const override;
    [[nodiscard]] bool isLeftOut(SourceRow row) const override;
    void writeKeys(SourceRow row, SearchKeys::Entry& entry) const override;
    [[nodiscard]] QString kindWord(int column, int kind) const override;
    void renumberRecords(const Renumbering& numbers) override;
    void clearRecords() override;

    [[nodiscard]] bool isText(int column) const override;
    [[nodiscard]] std::optional<qint64> numberAt(SourceRow row, int column) const override;
    [[nodiscard]] QByteArrayView textAt(SourceRow row, int column, QByteArray& room) const override;
    [[nodiscard]] QByteArray tieBreakAt(SourceRow row) const override;

private:
    struct Kinds {
        int defaults = 0;
        int archived = 0;
        int archivedDefaults = 0;

        void add(const Workspace& workspace);
    };

    [[nodiscard]] QString creator(const QString& createdBy) const;
    void countKinds();

    RowStore<Workspace, &Workspace::id> m_workspaces;
    std::vector<QString> m_creators; ///< as shown, per row; shared with the record where it is the same
    People m_people;
    MomentText m_moments;
    Kinds m_kinds;
    bool m_showDefault = false;
    bool m_showArchived = false;
};

} // namespace wallaroo::models
