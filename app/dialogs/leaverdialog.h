#pragma once

#include "runs/leaver.h"
#include "support/leaverwork.h"

#include <QDialog>
#include <QList>

#include <optional>

class QCheckBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTreeWidget;

namespace wallaroo {

struct Account;
struct WindowParts;
class UserActs;

/// Somebody has left: which accounts, what else than deactivating them; then each step as it is done, and the report.
class LeaverDialog final : public QDialog {
    Q_OBJECT
public:
    /// All but person outlive the dialog.
    LeaverDialog(Account& account, const WindowParts& parts, UserActs& acts, const User& person,
                 QWidget* parent = nullptr);

    void reject() override;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeChoices();
    void fillAccounts();
    void showAccount(const runs::Candidate& candidate);
    void lookUp();
    void addAccount();
    [[nodiscard]] std::vector<User> others() const;
    QLayout* makeOwnerLine(QWidget* page);
    QLayout* makeTypedLine(QWidget* page);
    QLayout* makeButtons(QWidget* page);
    QWidget* makeSteps();
    void chooseOwner();
    void showOwner();
    void showOwned();
    void updateAct();
    void begin();
    void again();
    void ended();
    void showSteps();
    void saveReport();
    void openClient();
    [[nodiscard]] std::vector<User> chosen() const;
    [[nodiscard]] LeaverWork::Wishes wishes() const;
    /// Who has to be typed, as nobody can tell whether they are the last administrator; empty: nobody.
    [[nodiscard]] QString nameToType() const;
    /// Who is ticked and protected, with the reason.
    [[nodiscard]] QStringList leftOut(const std::vector<User>& accounts) const;

    Account& m_account;
    const WindowParts& m_parts;
    UserActs& m_acts;
    User m_person;
    std::vector<runs::Candidate> m_candidates;
    LeaverWork m_work;
    QStackedLayout* m_stack;
    QTreeWidget* m_accounts = nullptr;
    QCheckBox* m_signOut = nullptr;
    QCheckBox* m_takeOut = nullptr;
    std::optional<User> m_newOwner;
    QPushButton* m_owner = nullptr;
    QLabel* m_ownerNote = nullptr;
    QLabel* m_leftOut = nullptr;
    QLabel* m_typedReason = nullptr;
    QLineEdit* m_typed = nullptr;
    QTreeWidget* m_steps = nullptr;
    QLabel* m_saved = nullptr;
    QPushButton* m_calls = nullptr;
    QPushButton* m_act = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_report = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_close = nullptr;
};

} // namespace wallaroo
