#pragma once

#include "domain/workspace.h"
#include "models/accessfindings.h"
#include "models/creators.h"
#include "models/indexedmodel.h"

#include <functional>
#include <memory>

namespace wallaroo::models {

class UsersModel;

/// Workspaces as `workspaces/list` lists them. Default workspaces (one per person) and archived ones are left out of
/// table and total until they are asked for; how many there are is told.
class WorkspacesModel final : public IndexedModel {
    Q_OBJECT
public:
    enum ColumnIndex {
        Name,
        Owners,
        Members,
        CreatedBy,
        Models,
        Pipelines,
        Created,
        Status,
        Id,
        ModelIds,
        PipelineIds,
        ColumnCount
    };
    /// What the table is narrowed to, beside the filter's words. What needs members shows whom it knows of, and
    /// facetNotKnown() says how many are missing.
    enum class Facet { All, Mine, WithoutActiveOwner, SoleOwner, Empty, DuplicateName };
    Q_ENUM(Facet)

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
    /// By the people in that model, which outlives this one, whichever form came (see Creators); brought up to date
    /// whenever it has loaded.
    void setPeople(const UsersModel& users);
    /// Null where it is not known. Good until the people change.
    [[nodiscard]] const User* creatorOf(const Workspace& workspace) const;

    /// Where owners and members come from; outlives this model.
    void setMatrix(const AccessMatrix& matrix);

    /// Everything, shown or not.
    [[nodiscard]] std::vector<Workspace> all() const;
    /// Null when there is none of that number.
    [[nodiscard]] const Workspace* workspaceById(WorkspaceId id) const;
    /// The first other one of that name; null: the name is free, as far as this account can see.
    [[nodiscard]] const Workspace* workspaceByName(const QString& name) const;

    /// `me`: who is signed in, for Facet::Mine; empty: not known.
    void setMe(const UserId& me, const QString& email);
    void setFacet(Facet facet);

    [[nodiscard]] Facet facet() const { return m_facet; }

    /// How many workspaces may or may not belong to what is shown, since their members are not known.
    [[nodiscard]] int facetNotKnown() const;
    [[nodiscard]] static bool needsMembers(Facet facet);

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

    void endLoad() override;

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
    [[nodiscard]] bool isSievedOut(SourceRow row) const override;
    void writeKeys(SourceRow row, SearchKeys::Entry& entry) const override;
    [[nodiscard]] QString kindWord(int column, int kind) const override;
    void renumberRecords(const Renumbering& numbers) override;
    void clearRecords() override;

    [[nodiscard]] bool isText(int column) const override;
    [[nodiscard]] std::optional<qint64> numberAt(SourceRow row, int column) const override;
    [[nodiscard]] QByteArrayView textAt(SourceRow row, int column, QByteArray& room) const override;

    [[nodiscard]] bool isTieBefore(SourceRow a, SourceRow b) const override {
        return m_workspaces.at(a).id.number() < m_workspaces.at(b).id.number();
    }

private:
    struct Kinds {
        int defaults = 0;
        int archived = 0;
        int archivedDefaults = 0;

        void add(const Workspace& workspace);
    };

    struct Owner {
        enum Kind : quint8 { Active, Inactive, NotListed };

        QString name;
        Kind kind = Active;
    };

    enum class Words : quint8 { Shown, Copied };

    [[nodiscard]] QString creator(const QString& createdBy) const;
    void countKinds();
    void membersCame();
    void countNames();
    [[nodiscard]] bool isHiddenKind(const Workspace& workspace) const;
    [[nodiscard]] bool passes(SourceRow row) const;
    [[nodiscard]] bool isMine(const Workspace& workspace) const;
    [[nodiscard]] std::optional<AccessMatrix::Number> numberOf(SourceRow row) const;
    [[nodiscard]] bool areMembersKnown(SourceRow row) const;
    /// Its owners, the active ones first; empty: not known, or none.
    [[nodiscard]] std::vector<Owner> ownersOf(SourceRow row) const;
    [[nodiscard]] bool isAnyRoleNotTold(SourceRow row) const;
    /// Their names as they came, to sort and search by.
    [[nodiscard]] QString ownerNames(SourceRow row) const;
    [[nodiscard]] QString ownersText(SourceRow row, int most, Words words) const;
    [[nodiscard]] QString membersDetail(SourceRow row) const;

    RowStore<Workspace, &Workspace::id> m_workspaces;
    std::vector<QString> m_creators; ///< as shown, per row; shared with the record where it is the same
    People m_people;
    std::shared_ptr<Creators> m_creatorsKnown; ///< null: m_people is somebody else's
    const AccessMatrix* m_matrix = nullptr;
    MomentText m_moments;
    Kinds m_kinds;
    QHash<QString, int> m_names; ///< how often, of what is not archived
    Facet m_facet = Facet::All;
    UserId m_me;
    QString m_myEmail;
    QTimer m_membersSoon; ///< answers come by the hundred: not one at a time
    bool m_showDefault = false;
    bool m_showArchived = false;
};

} // namespace wallaroo::models
