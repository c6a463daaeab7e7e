#pragma once

#include <QDialog>

class QCheckBox;

namespace wallaroo {

/// Says what signing out does, and asks whether the client secret goes too. Opened, never executed; accepted() acts.
class SignOutDialog final : public QDialog {
    Q_OBJECT
public:
    SignOutDialog(const QString& host, const QString& keychainName, bool secretKept, QWidget* parent = nullptr);

    [[nodiscard]] bool forgetsClientSecret() const;

private:
    QCheckBox* m_forget;
};

} // namespace wallaroo
