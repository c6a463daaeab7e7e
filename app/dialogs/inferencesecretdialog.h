#pragma once

#include "base/secret.h"

#include <QDialog>

namespace wallaroo {

class SecretField;

/// Asks for the secret of the client that inference tokens are given for.
class InferenceSecretDialog final : public QDialog {
    Q_OBJECT
public:
    /// client: safe to show.
    explicit InferenceSecretDialog(const QString& client, QWidget* parent = nullptr);

Q_SIGNALS:
    void secretGiven(const wallaroo::Secret& secret);

private:
    SecretField* m_field;
};

} // namespace wallaroo
