#pragma once

#include "base/secret.h"

#include <QDialog>

class QHBoxLayout;
class QLineEdit;

namespace wallaroo {

class SecretField;

/// A proxy on the way wants a user name and a password (407). What waits for it goes on with the answer.
class ProxyDialog final : public QDialog {
    Q_OBJECT
public:
    /// proxy: "host:port". user: what it was tried with before; refused: it was not accepted.
    ProxyDialog(const QString& proxy, const QString& user, bool refused, QWidget* parent);

Q_SIGNALS:
    /// Before accepted().
    void given(const QString& user, const wallaroo::Secret& password);

private:
    void build(const QString& proxy, bool refused);
    [[nodiscard]] QHBoxLayout* buildButtons(); ///< the caller's layout owns it

    QLineEdit* m_user;
    SecretField* m_password;
};

} // namespace wallaroo
