#pragma once

#include "models/accessmatrix.h"
#include "runs/membershipplan.h"

#include <QWidget>

class QComboBox;

namespace wallaroo {

/// Asks who becomes owner of each workspace that would lose its last active one. Active members stand first.
class NewOwners final : public QWidget {
    Q_OBJECT
public:
    static constexpr int mostOthers = 500; ///< people who are no members, offered beside those who are

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
    };

    void fill(const Choice& choice, const std::vector<runs::MembershipChange>& changes);

    const models::AccessMatrix& m_matrix;
    std::vector<Choice> m_choices;
};

} // namespace wallaroo
