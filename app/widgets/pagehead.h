#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace wallaroo {

class ProgressLine;

/// The head of a page: its title, a quiet note beside it, Refresh and the one main action at the right, a thin progress
/// line under it.
class PageHead final : public QWidget {
    Q_OBJECT
public:
    explicit PageHead(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// "visible to you", "as of 14:02"
    void setNote(const QString& note);
    /// Whether there is what the note is about.
    void setNoteShown(bool shown);
    /// text: "Invite…"; made at the first call, always the rightmost.
    QPushButton* setMainAction(const QString& text, const QString& iconName = {});
    /// Further buttons, left of the others.
    void addButton(QWidget* button);

    [[nodiscard]] QPushButton* refreshButton() const { return m_refresh; }

    [[nodiscard]] QPushButton* mainButton() const { return m_main; }

    /// Pages without a server behind them have nothing to refresh.
    void setRefreshShown(bool shown);

    [[nodiscard]] ProgressLine* progress() const { return m_progress; }

    /// Runs the progress line.
    void setBusy(bool busy);

Q_SIGNALS:
    void refreshRequested();
    void mainActionRequested();

private:
    QLabel* m_title;
    QLabel* m_note; ///< never hidden: it keeps the buttons at the right
    QString m_noteText;
    bool m_isNoteShown = true;
    QHBoxLayout* m_actions;
    QPushButton* m_refresh;
    QPushButton* m_main = nullptr;
    ProgressLine* m_progress;
};

} // namespace wallaroo
