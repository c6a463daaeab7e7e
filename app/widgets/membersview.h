#pragma once

#include "models/membersmodel.h"

#include <QTableView>

namespace wallaroo {

/// The table of a workspace's members. Its columns share the width there is, the e-mail only where there is plenty;
/// who is selected stays so when the members are read again.
class MembersView final : public QTableView {
    Q_OBJECT
public:
    using Number = models::AccessMatrix::Number;

    /// The model outlives the view.
    explicit MembersView(models::MembersModel& model, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<Number> selectedPeople() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested(); ///< by key

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    [[nodiscard]] int letters(int count) const;
    void keepSelection();
    void restoreSelection();

    models::MembersModel& m_members;
    std::optional<Number> m_workspace; ///< whose members are shown
    std::vector<Number> m_kept;
    std::optional<Number> m_keptCurrent;
};

} // namespace wallaroo
