#pragma once

#include "session/profile.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace wallaroo {

/// The line at the top: which instance this is, in the profile's colour at its left edge and in its name, with the
/// others to switch to, and whose account.
class InstanceBar final : public QWidget {
    Q_OBJECT
public:
    explicit InstanceBar(QWidget* parent = nullptr);

    /// Both are shown as plain text.
    void setInstance(const QString& name, const QString& host);
    /// "#rrggbb"; empty: the accent.
    void setColour(const QString& colour);
    void setAccountName(const QString& name);
    /// Those to switch to; own: the one in use.
    void setProfiles(const QList<session::Profile>& profiles, const QUuid& own);
    /// Marks the bar: nothing here is real. Nor is there anything to lock.
    void setSandbox(bool sandbox);
    /// A sign-in without a user has no session at the server: none is ended anywhere.
    void setInferenceOnly(bool only);
    /// The connection is not encrypted (loopback only): a permanent mark (rule 11).
    void setNotEncrypted(bool notEncrypted);
    /// A mark: nothing is changed from here.
    void setReadOnly(bool readOnly);

    /// Without the host, the mark on two lines.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void profileChosen(const wallaroo::session::Profile& profile);
    void profilesRequested();
    void signOutRequested();
    void signOutEverywhereRequested();
    void otherAccountRequested();
    void lockRequested();
    void sessionRequested();
    void settingsRequested();
    void aboutRequested();
    void startOverRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildAccountMenu();
    void fillProfileMenu();
    void showMark();
    void colourName();
    [[nodiscard]] int buttonsWidth() const;
    void fit();
    [[nodiscard]] QColor edgeColor() const;

    QToolButton* m_name;
    QLabel* m_host;
    QLabel* m_mark;
    QPushButton* m_startOver;
    QToolButton* m_account;
    QAction* m_lock = nullptr;
    QAction* m_everywhere = nullptr;
    QList<session::Profile> m_profiles;
    QUuid m_own;
    QColor m_colour;
    bool m_sandbox = false;
    bool m_notEncrypted = false;
    bool m_readOnly = false;
};

} // namespace wallaroo
