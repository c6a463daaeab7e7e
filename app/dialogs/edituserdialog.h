#pragma once

#include "domain/user.h"

#include <QDialog>

class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wallaroo {

/// Names and e-mail of one person; its own consequence sheet. Opened; accepted() changes.
class EditUserDialog final : public QDialog {
    Q_OBJECT
public:
    /// calls: how the change will travel, in words.
    EditUserDialog(const User& person, const QString& calls, QWidget* parent = nullptr);

    /// [Copy calls], enabled as the acting button is; the dialog owns it.
    void setCallsButton(QPushButton* button);

    [[nodiscard]] QString firstName() const;
    [[nodiscard]] QString lastName() const;
    [[nodiscard]] QString email() const;

private:
    QLineEdit* field(const QString& value, const QString& objectName);
    void look();
    void showProblem(bool isThere);

    User m_person;
    QLineEdit* m_first;
    QLineEdit* m_last;
    QLineEdit* m_email;
    QLabel* m_problem;
    QFormLayout* m_form;
    QHBoxLayout* m_buttons = nullptr;
    QPushButton* m_act;
    QPushButton* m_calls = nullptr;
};

} // namespace wallaroo
