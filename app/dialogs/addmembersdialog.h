#pragma once

#include "models/accessmatrix.h"

#include <QDialog>

class QRadioButton;

namespace wallaroo {

class PickerList;

/// Asks whom to add to one or more workspaces, or to which workspaces to add one or more people, and as what.
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

private:
    AddMembersDialog(const models::AccessMatrix& matrix, std::vector<Number> given, bool choosesPeople,
                     QWidget* parent);
    [[nodiscard]] QString givenNames() const;

    const models::AccessMatrix& m_matrix;
    std::vector<Number> m_given;
    bool m_choosesPeople;
    PickerList* m_picker;
    QRadioButton* m_owner;
};

} // namespace wallaroo
