#pragma once

#include "base/error.h"
#include "style/palettes.h"

#include <QList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace wallaroo {

class DetailsBox;
class IconMark;
class ProgressLine;

/// What stands where a table would stand when there are no rows: loading, empty, not allowed, failed. Never mixed up:
/// each has its own icon, words and actions. Said aloud once, and when it is seen.
class StatePanel final : public QWidget {
    Q_OBJECT
public:
    enum class State { Loading, Empty, NotAllowed, Failed };

    explicit StatePanel(QWidget* parent = nullptr);

    /// "Loading users…", "12,400 so far"
    void showLoading(const QString& text);
    /// "No users yet" + the main action, or "No user matches 'foo'" + [Clear filter]; actionText may be empty.
    void showEmpty(const QString& title, const QString& actionText = {}, const QString& note = {});
    /// Sentence, advice, [Sign in as someone else], [Try again].
    void showNotAllowed(const Error& error);
    /// Sentence, advice, [Try again], [Details…].
    void showFailed(const Error& error);
    /// While that is shown: what stands on its button, which may count down.
    void setRetryText(const QString& text);

    /// Right after the page around it was shown, with the focus on whatever comes first there: [Try again] gets it, or
    /// until there is one the panel, which passes it on. Not where somebody types, nor from elsewhere in the window.
    void takeFocusIn(const QWidget& page);

    [[nodiscard]] State state() const { return m_state; }

    /// It stands on its page and says that something is loading, or will as soon as the page is seen.
    [[nodiscard]] bool saysLoading() const { return !isHidden() && m_state == State::Loading; }

    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void retryRequested();
    void actionRequested();
    void otherAccountRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    void fit();
    QPushButton* button(const QString& text);
    void offer(const QList<QPushButton*>& buttons);
    void setState(State state, const QString& icon, Tint tint);
    void setTexts(const QString& title, const QString& text, const QString& details);
    void say();

    State m_state = State::Loading;
    State m_saidState = State::Loading;
    QString m_said;          ///< its title then; empty: nothing since it is shown
    bool m_isUnsaid = false; ///< it came while the panel was not shown
    IconMark* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    ProgressLine* m_progress;
    QPushButton* m_action;
    QPushButton* m_otherAccount;
    QPushButton* m_retry;
    DetailsBox* m_details;
};

} // namespace wallaroo
