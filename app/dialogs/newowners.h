#pragma once

#include "models/accessmatrix.h"
#include "runs/membershipplan.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace wallaroo {

class PickerList;

/// Asks who becomes owner of each workspace that would lose its last active one: one of its active members, or
/// somebody else, from a list with a filter.
class NewOwners final : public QWidget {
    Q_OBJECT
public:
    NewOwners(const std::vector<runs::Orphan>& orphans, const models::AccessMatrix& matrix,
              const std::vector<runs::MembershipChange>& changes, QWidget* parent = nullptr);

    /// One is chosen for each.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] std::vector<runs::NewOwner> chosen() const;

Q_SIGNALS:
    void changed();

private:
    struct Choice {
        models::AccessMatrix::Number workspace = 0;
        QComboBox* box = nullptr;
        PickerList* others = nullptr; ///< null: nobody but members can be
    };

    void fill(Choice& choice, const QString& name, const std::vector<runs::MembershipChange>& changes);
    [[nodiscard]] static bool isSomebodyElse(const Choice& choice);
    [[nodiscard]] static std::optional<models::AccessMatrix::Number> chosenIn(const Choice& choice);

    const models::AccessMatrix& m_matrix;
    std::vector<Choice> m_choices;
};

} // namespace wallaroo
