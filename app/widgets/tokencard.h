#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "domain/token.h"
#include "style/palettes.h"

#include <QFrame>

#include <optional>

class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace wallaroo {

class SecretLabel;

/// One token: what it is, how long it lasts, masked, and what can be done with it.
class TokenCard final : public QFrame {
    Q_OBJECT
public:
    /// What the controls of this token are called by people who hear them, each a whole phrase for translators.
    struct Words {
        QString id;         ///< object names: "Mlops" gives "copyMlops"
        QString title;      ///< "MLOps token"
        QString copyName;   ///< "Copy MLOps token"
        QString copyAsName; ///< "Copy MLOps token as"
        QString revealName; ///< "Reveal MLOps token"
        QString renewName;  ///< "Renew MLOps token"
        QString leftName;   ///< "Time left on the MLOps token"
    };

    explicit TokenCard(Words words, QWidget* parent = nullptr);

    /// Whether copying this token is the page's main action.
    void setMain(bool main);
    void setSubtitle(const QString& text); ///< plain text
    void setToken(const std::optional<Token>& token);
    /// Why there is no token, or what is to be known of it; empty hides it. action: a button beside it, "Add secret…".
    void setNote(const QString& text, const QString& action = {});
    /// Why it could not be got: said aloud, too.
    void setFailure(const Error& error, const QString& action = {});
    void setRenewing(bool renewing);
    /// Whether there is a way to a new token.
    void setRenewable(bool renewable);
    void tick(const Clock& clock);

    /// "Copy as": what the page puts into it.
    [[nodiscard]] QMenu* menu() const { return m_menu; }

Q_SIGNALS:
    void copyRequested();
    void renewRequested();
    void noteActionRequested();

private:
    void build();
    void layOut();
    void announceTimeLeft(qint64 leftMs);
    void showNote(const QString& text, const QString& action, Tint tint);
    void enableParts();

    Words m_words;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_left;
    QProgressBar* m_bar;
    SecretLabel* m_value;
    QPushButton* m_reveal;
    QPushButton* m_renew;
    QPushButton* m_copy;
    QToolButton* m_copyAs;
    QMenu* m_menu;
    QLabel* m_note;
    QPushButton* m_noteAction;
    std::optional<Token> m_token;
    bool m_renewing = false;
    bool m_renewable = true;
    bool m_failed = false;      ///< the note says why it could not be got
    bool m_endSaid = false;     ///< of this token
    qint64 m_announcedAtMs = 0; ///< the least time left that was announced for this token
};

/// "42:10", "1:02:10"; "0:00" when past.
[[nodiscard]] QString timeLeftText(qint64 ms);

} // namespace wallaroo
