#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <QObject>

class QLineEdit;
class QWidget;

namespace wallaroo {

class FieldMessage;
class SecretField;

/// User name, password and one-time code, with what stands under them.
class PersonFields final : public QObject {
    Q_OBJECT
public:
    /// parent: the form, which places the fields and their messages and owns them.
    explicit PersonFields(QWidget* parent);

    [[nodiscard]] QLineEdit* userNameEdit() const { return m_userName; }

    [[nodiscard]] SecretField* passwordField() const { return m_password; }

    [[nodiscard]] QLineEdit* codeEdit() const { return m_code; }

    /// The password and what is promised about it.
    [[nodiscard]] QWidget* passwordRow() const { return m_passwordRow; }

    [[nodiscard]] FieldMessage* userNameMessage() const { return m_userNameMessage; }

    [[nodiscard]] FieldMessage* passwordMessage() const { return m_passwordMessage; }

    [[nodiscard]] QString userName() const;
    /// Without the spaces that authenticators show: "123 456".
    [[nodiscard]] Secret oneTimeCode() const;
    /// Password and code, emptied.
    void forgetSecrets();

    /// Says beside each field what is missing; gives the first of them the focus if told to.
    bool check(bool userNeeded, bool passwordNeeded, bool focus);
    void clearMessages();

private:
    void buildPassword(QWidget* parent);

    QLineEdit* m_userName = nullptr;
    FieldMessage* m_userNameMessage = nullptr;
    QWidget* m_passwordRow = nullptr;
    SecretField* m_password = nullptr;
    FieldMessage* m_passwordMessage = nullptr;
    QLineEdit* m_code = nullptr;
};

} // namespace wallaroo
