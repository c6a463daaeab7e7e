#pragma once

#include "models/workspacesmodel.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wallaroo {

/// Asks for the name of a new workspace. What is wrong with it is said while it is typed; a name that is taken, as far
/// as this account can see, is warned of, and left to the server to refuse.
class CreateWorkspaceDialog final : public QDialog {
    Q_OBJECT
public:
    /// The model outlives the dialog.
    explicit CreateWorkspaceDialog(const models::WorkspacesModel& workspaces, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const;
    /// The same dialog again, after the server refused: nothing typed is lost.
    void setName(const QString& name, const QString& refusal = {});

    [[nodiscard]] static QString faultText(NameFault fault, const QString& name);

private:
    void check();

    const models::WorkspacesModel& m_workspaces;
    QLineEdit* m_name;
    QLabel* m_note;
    QPushButton* m_create;
    QString m_refused; ///< what the server said of m_refusedName
    QString m_refusedName;
};

} // namespace wallaroo
