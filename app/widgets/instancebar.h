#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace wallaroo {

/// The line at the top: which instance this is, in the profile's colour at its left edge, and whose account.
class InstanceBar final : public QWidget {
    Q_OBJECT
public:
    explicit InstanceBar(QWidget* parent = nullptr);

    /// Both are shown as plain text.
    void setInstance(const QString& name, const QString& host);
    void setAccountName(const QString& name);
    /// Marks the bar: nothing here is real.
    void setSandbox(bool sandbox);
    /// The connection is not encrypted (loopback only): a permanent mark (rule 11).
    void setNotEncrypted(bool notEncrypted);

Q_SIGNALS:
    void signOutRequested();
    void otherAccountRequested();
    void startOverRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QColor edgeColor() const;

    QLabel* m_name;
    QLabel* m_host;
    QLabel* m_mark;
    QPushButton* m_startOver;
    QToolButton* m_account;
    bool m_sandbox = false;
};

} // namespace wallaroo
