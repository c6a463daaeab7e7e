#pragma once

#include "dialogs/consequencesheet.h"
#include "models/accessmatrix.h"

#include <QDialog>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QRadioButton;

namespace wallaroo {

class PickerList;

/// Asks whom to add to one or more workspaces, or to which workspaces to add one or more people, and as what. It is its
/// own sheet where it was told what one addition would do; else a sheet comes after it.
class AddMembersDialog final : public QDialog {
    Q_OBJECT
public:
    using Number = models::AccessMatrix::Number;

    /// The one side is given, the other is chosen. The matrix outlives the dialog.
    static AddMembersDialog* toWorkspaces(const models::AccessMatrix& matrix, std::vector<Number> workspaces,
                                          QWidget* parent);
    static AddMembersDialog* people(const models::AccessMatrix& matrix, std::vector<Number> people, QWidget* parent);

    [[nodiscard]] std::vector<Number> chosenPeople() const;
    [[nodiscard]] std::vector<Number> chosenWorkspaces() const;
    [[nodiscard]] MemberRole role() const;

    /// What the one addition that is chosen would do: it is said here, and the button acts. Nothing: it asks for the
    /// sheet.
    void setConsequences(const std::optional<Consequences>& said);

    [[nodiscard]] bool isSheet() const { return m_isSheet; }

    /// Beside the acting button, while that acts; the dialog owns it.
    void setCallsButton(QPushButton* button);

Q_SIGNALS:
    void choiceChanged(); ///< whom, where or as what

private:
    AddMembersDialog(const models::AccessMatrix& matrix, std::vector<Number> given, bool choosesPeople,
                     QWidget* parent);
    [[nodiscard]] QString givenNames() const;
    void layOut();
    void watchChoice();

    const models::AccessMatrix& m_matrix;
    std::vector<Number> m_given;
    bool m_choosesPeople;
    PickerList* m_picker;
    QRadioButton* m_owner;
    QLabel* m_who;
    QLabel* m_follows;
    QPushButton* m_act;
    QPushButton* m_calls = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    bool m_isSheet = false;
};

} // namespace wallaroo
