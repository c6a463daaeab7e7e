#pragma once

#include "base/clock.h"
#include "models/accessmatrix.h"
#include "models/momenttext.h"

#include <QAbstractTableModel>

#include <optional>

namespace wallaroo::models {

/// The members of one workspace, owners first, by name.
class MembersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Name, Role, Status, LastSignIn, Email, ColumnCount };

    /// Matrix and clock outlive the model.
    MembersModel(const AccessMatrix& matrix, const Clock& clock, QObject* parent = nullptr);

    /// Nothing: none.
    void setWorkspace(std::optional<AccessMatrix::Number> workspace);

    [[nodiscard]] std::optional<AccessMatrix::Number> workspace() const { return m_workspace; }

    [[nodiscard]] AccessMatrix::Number personAt(int row) const { return m_rows[static_cast<size_t>(row)].person; }

    [[nodiscard]] int rowOf(AccessMatrix::Number person) const; ///< -1: no member

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void read();
    [[nodiscard]] QString text(const AccessMatrix::Entry& entry, int column) const;
    [[nodiscard]] QString statusText(AccessMatrix::Number person) const;
    [[nodiscard]] QString roleText(const AccessMatrix::Entry& entry) const;

    const AccessMatrix& m_matrix;
    MomentText m_moments;
    std::optional<AccessMatrix::Number> m_workspace;
    std::vector<AccessMatrix::Entry> m_rows;
};

} // namespace wallaroo::models
