#pragma once

#include "session/session.h"
#include "support/desktop.h"

#include <QWidget>

namespace wallaroo {

class ReentryForm;

/// What stands there while the program is locked: whose it is, and the way back in. Nothing of the account is behind
/// it: window, tables and tokens are gone from memory.
class LockWindow final : public QWidget {
    Q_OBJECT
public:
    /// prompts outlives the window.
    LockWindow(const session::Profile& profile, const Desktop& desktop, QWidget* parent = nullptr);

    [[nodiscard]] ReentryForm& form() { return *m_form; }

    /// Asks for what this account is unlocked by.
    void ask(const Error& why = {});

Q_SIGNALS:
    void signOutRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();

    session::Profile m_profile;
    ReentryForm* m_form;
};

} // namespace wallaroo
