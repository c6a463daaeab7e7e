#pragma once

#include "session/session.h"

#include <QDialog>
#include <QTimer>

class QBoxLayout;
class QFormLayout;
class QLabel;
class QPushButton;

namespace wallaroo {

class ProgressLine;

/// Everything known of the session: who, where, by which client and way, how long it lasts, what the account may do,
/// what stands between. Follows the session while it is open.
class SessionPanel final : public QDialog {
    Q_OBJECT
public:
    /// The session outlives the panel.
    SessionPanel(session::Session& session, QWidget* parent);

Q_SIGNALS:
    void signOutRequested();
    void signOutEverywhereRequested();

private:
    struct Lifetime {
        ProgressLine* bar = nullptr;
        QLabel* text = nullptr;
    };

    void build();
    [[nodiscard]] QBoxLayout* buttonRow();
    QLabel* addValue(QFormLayout* form, const QString& title, const QString& objectName);
    Lifetime addLifetime(QFormLayout* form, const QString& title, const QString& objectName);
    void showFacts();
    void showTimes(const session::Facts& facts);
    void showLifetime(const Lifetime& lifetime, const std::optional<Deadline>& end, qint64 wholeMs,
                      const QString& endless);

    session::Session& m_session;
    QTimer m_second;
    QLabel* m_who = nullptr;
    QLabel* m_instance = nullptr;
    QLabel* m_client = nullptr;
    QLabel* m_way = nullptr;
    QLabel* m_id = nullptr;
    Lifetime m_token;
    Lifetime m_serverSession;
    QLabel* m_clock = nullptr;
    QLabel* m_refresh = nullptr;
    QLabel* m_roles = nullptr;
    QLabel* m_network = nullptr;
    QLabel* m_authorities = nullptr;
    QPushButton* m_everywhere = nullptr;
};

} // namespace wallaroo
