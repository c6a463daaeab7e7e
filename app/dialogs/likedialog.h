#pragma once

#include "models/accessmatrix.h"
#include "widgets/pickermodel.h"

#include <QDialog>

#include <optional>

class QLabel;
class QListView;
class QPushButton;

namespace wallaroo {

class PickerList;

/// "Make this person like that one": a model person is chosen, and what differs stands below, workspace by workspace,
/// to be taken or left. What would take access away is not ticked at first.
class LikeDialog final : public QDialog {
    Q_OBJECT
public:
    using Number = models::AccessMatrix::Number;

    struct Difference {
        Number workspace = 0;
        std::optional<MemberRole> before; ///< nothing: no member
        std::optional<MemberRole> after;

        friend bool operator==(const Difference&, const Difference&) = default;
    };

    /// The matrix outlives the dialog.
    LikeDialog(const models::AccessMatrix& matrix, Number person, QWidget* parent = nullptr);

    [[nodiscard]] Number person() const { return m_person; }

    /// What is ticked.
    [[nodiscard]] std::vector<Difference> chosen() const;

    /// Between two people, but for default workspaces and those where either is not known; by the workspaces' names.
    [[nodiscard]] static std::vector<Difference> differences(const models::AccessMatrix& matrix, Number person,
                                                             Number like, int* notKnown = nullptr);

private:
    void showDifferences();
    void updateButton();
    [[nodiscard]] QString textOf(const Difference& difference) const;

    const models::AccessMatrix& m_matrix;
    Number m_person;
    PickerList* m_people;
    QLabel* m_note;
    QListView* m_view;
    PickerModel* m_model = nullptr;
    QPushButton* m_all;
    QPushButton* m_none;
    QPushButton* m_review = nullptr;
    std::vector<Difference> m_differences;
};

} // namespace wallaroo
