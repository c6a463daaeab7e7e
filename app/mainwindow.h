#pragma once

#include "base/error.h"
#include "session/profile.h"
#include "support/windowparts.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <functional>
#include <memory>

class QStackedWidget;

namespace wallaroo {

struct Account;
class ActivityPage;
class AccessPage;
class Banner;
class InstanceBar;
class NavigationList;
class ReentryForm;
class ResourcePage;
class StatusLine;
class Toast;
class TokensPage;
class Tray;
class UsersPage;
class WindowState;
class WorkspacesPage;

/// The frame around one account: instance bar, pages, status line. No HTTP, no secrets: it hands the account's parts to
/// the pages and shows what the session says.
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    /// The account outlives the window. Of a sandbox neither sizes nor columns are remembered.
    MainWindow(Account& account, const WindowParts& parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Signed in, for the first time or again: pages load what they do not have.
    void sessionBegan();
    /// At a start from the keychain: it, or the server, could not be asked. The way in stays open.
    void showResumeFailure(const Error& error, bool ofTheKeychain);
    /// The keychain does not answer; a prompt of its may be open somewhere.
    void showKeychainWait(const QString& keychain);
    /// Another profile is being signed in to.
    void showSwitching(const QString& title);
    /// The keychain did not give what that needs; this account stays.
    void showSwitchFailure(const session::Profile& profile, const Error& error);
    void showFailure(const Error& error);
    void showSandboxLost();

    void openPage(const QString& page); ///< "users", "workspaces", "tokens"
    [[nodiscard]] QString currentPage() const;

    /// Those to switch to, and how the own one looks now.
    void setProfiles(const QList<session::Profile>& profiles);

    /// The line that asks for the password when the session has ended.
    [[nodiscard]] ReentryForm& reentry() { return *m_reentry; }

    /// Temporary passwords that stand in a dialog over this window and were not copied: they go with it.
    [[nodiscard]] int uncopiedPasswords() const;
    /// Said when somebody is back.
    void tellLostPasswords(int people);

Q_SIGNALS:
    void otherAccountRequested();
    void signInAgainRequested(const wallaroo::Error& why);
    void retryResumeRequested();
    void withoutKeychainRequested();
    void lockRequested();
    void profileChosen(const wallaroo::session::Profile& profile);
    void profileByHandChosen(const wallaroo::session::Profile& profile); ///< all of it typed, without the keychain
    void profilesRequested();
    void storedRequested();
    void settingsRequested();
    void sandboxRestartRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void addPages();
    void addTokensPage();
    void addPage(ResourcePage* page, const QString& iconName);
    void addActivity();
    void addAccessPage(WorkspacesPage& workspaces);
    void offerInterrupted();
    [[nodiscard]] bool isAccessShown() const;
    void fetchLists(bool anew);
    void showPage(const QString& id);
    void addKeys();
    void addSessionKeys();
    void connectBar();
    void watchSession();
    void showKeeping();
    void nameKeychain();
    void showSessionState();
    void showLastRefresh();
    void saveState();
    void tick();
    void askToSignOut(bool everywhere);
    void openSessionPanel();
    void openAbout();
    void setBannerActions(const QString& first, std::function<void()> onFirst, const QString& second = {},
                          std::function<void()> onSecond = {});
    void explainKeychain();
    [[nodiscard]] ResourcePage* currentResource() const;
    [[nodiscard]] Error sessionEndedError() const;
    [[nodiscard]] bool waitsForKeychain() const;

    Account& m_account;
    WindowParts m_parts;
    std::unique_ptr<WindowState> m_state;
    InstanceBar* m_bar;
    ReentryForm* m_reentry; // before the banner also for Tab
    Banner* m_banner;
    NavigationList* m_navigation;
    QStackedWidget* m_pages;
    WorkspacesPage* m_workspaces = nullptr; ///< the same
    AccessPage* m_access = nullptr;         ///< null where there is no user
    TokensPage* m_tokens = nullptr;
    UsersPage* m_users = nullptr; ///< null without a user
    ActivityPage* m_activity = nullptr;
    Tray* m_tray = nullptr;
    Toast* m_toast;
    StatusLine* m_status;
    QList<ResourcePage*> m_resources;
    QTimer m_second;                                      ///< time left on tokens
    std::array<std::function<void()>, 2> m_bannerActions; ///< what the banner's buttons do now
    bool m_keepingSaid = false;
    bool m_interruptedAsked = false;
    bool m_retriesKeychain = false;
};

} // namespace wallaroo
