#pragma once

#include <QDialog>
#include <QList>
#include <QStringList>

class QCheckBox;
class QPushButton;

namespace wallaroo {

/// Which of Keycloak's actions are asked for at the next sign-in. Opened; accepted() goes on to the consequences.
class RequireActionsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit RequireActionsDialog(int people, QWidget* parent = nullptr);

    /// As Keycloak names them: UPDATE_PASSWORD.
    [[nodiscard]] QStringList actions() const;

private:
    QList<QCheckBox*> m_boxes;
    QPushButton* m_next = nullptr;
};

} // namespace wallaroo
