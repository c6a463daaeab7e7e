#pragma once

#include "models/membersmodel.h"
#include "models/momenttext.h"

#include <QObject>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace wallaroo {

struct Account;
class DetailsPanel;
class MembersView;
class MembershipDesk;

/// Fills the details panel with a workspace: what the list told, and its members, who can be added, taken out and given
/// another role right there.
class WorkspaceDetails final : public QObject {
    Q_OBJECT
public:
    /// All outlive this.
    WorkspaceDetails(DetailsPanel& panel, Account& account, MembershipDesk& desk, QObject* parent = nullptr);

    void show(WorkspaceId id);
    void clear();

    [[nodiscard]] std::optional<WorkspaceId> shown() const { return m_shown; }

    /// The members, a line each, for the clipboard; as far as they are known.
    [[nodiscard]] QString membersText() const;

    [[nodiscard]] MembersView& members() const { return *m_view; }

Q_SIGNALS:
    void addRequested(); ///< people to this workspace
    void accessRequested();

private:
    QWidget* buildMembers();
    MembersView* buildTable(QWidget* box);
    [[nodiscard]] QHBoxLayout* buildButtons(QWidget* box); ///< the caller's layout owns it
    void update();
    void updateButtons();
    void fillMenu(QMenu& menu);
    void propose(std::optional<MemberRole> after);
    [[nodiscard]] QString membersNote(models::AccessMatrix::Number workspace) const;

    DetailsPanel& m_panel;
    Account& m_account;
    MembershipDesk& m_desk;
    models::MembersModel m_members;
    models::MomentText m_moments;
    std::optional<WorkspaceId> m_shown;
    MembersView* m_view = nullptr;
    QLabel* m_note = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_role = nullptr;
    QPushButton* m_remove = nullptr;
};

} // namespace wallaroo
