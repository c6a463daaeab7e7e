#pragma once

#include "support/membershiplookup.h"

#include <QDialog>
#include <QStringList>

#include <vector>

class QLabel;
class QPushButton;
class QSpinBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace wallaroo {

struct Account;

/// People who could sign in and have not for so many days, with what they alone own; who is ticked goes to the
/// consequence sheet. The own account is not proposed. Where the instance tells no last sign-ins it says so and
/// proposes nobody: not told is not never.
class DormantDialog final : public QDialog {
    Q_OBJECT
public:
    /// The account outlives the dialog.
    explicit DormantDialog(Account& account, QWidget* parent = nullptr);

    /// Ids of who is ticked.
    [[nodiscard]] QStringList chosen() const;

private:
    void layOut();
    void look();
    void list(const std::vector<User>& people);
    void tickAll(bool ticked);
    void lookUp();
    void showOwned();
    void updateAct();

    Account& m_account;
    MembershipLookup m_lookup;
    QSpinBox* m_days;
    QLabel* m_summary;
    QTreeWidget* m_list;
    QLabel* m_lookupText;
    QPushButton* m_act = nullptr;
    std::vector<UserId> m_people;
};

} // namespace wallaroo
