#pragma once

#include "base/error.h"
#include "session/accessend.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace wallaroo {

/// "How long does a deactivated person still get in?" and [End sessions now], with what that does not reach. Calls
/// nothing itself: who shows it asks Keycloak (sessions(), logOut()) and tells what came of it.
class AccessEndPanel final : public QWidget {
    Q_OBJECT
public:
    explicit AccessEndPanel(QWidget* parent = nullptr);

    /// client: whose tokens' life is known; safe to show. isOpen: the account is not deactivated (yet).
    void setFacts(const session::AccessFacts& facts, const QString& client, bool isOpen);
    /// Whether this account may end them: without, there is no button.
    void setMayEnd(bool may);
    /// Another person: forgets what came of it.
    void clearOutcome();
    /// Sessions are being ended: the button waits.
    void showEnding();
    void showEnded();
    /// Also for "your account may not": the sentence says so, the button stays.
    void showFailed(const Error& error);

    /// What is shown, in one text.
    [[nodiscard]] QString text() const;
    [[nodiscard]] static QString sentence(const session::AccessFacts& facts, const QString& client, bool isOpen);

Q_SIGNALS:
    void endSessionsRequested();

private:
    void setOutcome(const QString& text, bool isBad);

    QLabel* m_title;
    QLabel* m_when;
    QLabel* m_limits;
    QLabel* m_outcome;
    QPushButton* m_end;
};

} // namespace wallaroo
