#pragma once

#include "widgets/resultsmodel.h"

#include <QFrame>
#include <QStringList>

class QBoxLayout;
class QLabel;
class QPushButton;
class QTimer;
class QToolButton;
class QTreeView;

namespace wallaroo {

class ColumnShares;
class ProgressLine;

/// A run while it goes, and what came of it: counts, time left, [Stop]; per row done, failed (why), not sent, unknown;
/// [Retry failed], [Check unknown], [Undo], [Save report…]. The list of rows is "Results" on the accessibility bus.
/// Hidden until begin(). Knows nothing of what the rows are.
class ResultsList final : public QFrame {
    Q_OBJECT
public:
    explicit ResultsList(QWidget* parent = nullptr);
    ~ResultsList() override;

    /// title: "Deactivate 40 users". Shows it, running.
    void begin(const QString& title, QList<ResultRow> rows);
    /// Cheap: what is on screen follows at most every 50 ms.
    void setOutcome(const QString& id, RowOutcome outcome, const QString& why = {});
    /// Beside the counts: "about 3 s left", "slowed down by the server". Empty: nothing.
    void setTimeLeft(const QString& text);
    /// Says the counts aloud, as soon as it is seen. summary: more than the counts; may be empty. canUndo: the inverse
    /// exists for what is done.
    void finish(const QString& summary, bool canUndo);
    /// One more thing to do about this run, as a button, until the next one begins.
    void setOffer(const QString& text);
    /// Rows that stopped before they were sent can go on.
    void setResumable(bool resumable);

    /// Only title, counts and buttons, with [Show rows]: where something else has the room.
    void setCollapsed(bool collapsed);

    [[nodiscard]] bool isCollapsed() const { return m_isCollapsed; }

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    [[nodiscard]] const ResultsModel& model() const { return *m_model; }

    [[nodiscard]] QString title() const;
    /// "37 done, 1 failed, 2 not sent"
    [[nodiscard]] QString countsText() const;

    [[nodiscard]] QTreeView& view() const { return *m_view; }

Q_SIGNALS:
    void stopRequested();
    void retryRequested(const QStringList& ids);  ///< failed ones
    void resumeRequested(const QStringList& ids); ///< not sent ones
    void checkRequested(const QStringList& ids);  ///< unknown ones
    /// The selected rows that are done, or all that are done where none is selected.
    void undoRequested(const QStringList& ids);
    void reportRequested();
    void offerTaken();
    void rowsRequested(); ///< [Show rows] of a collapsed one
    void dismissed();     ///< by the person; hidden already

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    QPushButton* button(const QString& text, const QString& objectName);
    void fitColumns();
    void placeCounts();
    void refreshSoon();
    void refresh();
    void announceEnd();
    void announceProgress();
    [[nodiscard]] QStringList selectedDone() const;
    void dismiss();

    ResultsModel* m_model;
    ColumnShares* m_shares = nullptr;
    QBoxLayout* m_head = nullptr;
    QBoxLayout* m_column = nullptr;
    QLabel* m_title;
    QLabel* m_counts;
    QLabel* m_summary;
    ProgressLine* m_progress;
    QTreeView* m_view;
    QPushButton* m_showRows;
    QPushButton* m_stop;
    QPushButton* m_retry;
    QPushButton* m_resume;
    QPushButton* m_check;
    QPushButton* m_undo;
    QPushButton* m_report;
    QPushButton* m_offer;
    QToolButton* m_close;
    QTimer* m_refresh;
    bool m_refreshAgain = false; ///< when its time is over
    QTimer* m_announce;
    QString m_timeLeft;
    bool m_isRunning = false;
    bool m_isCollapsed = false;
    bool m_canUndo = false;
    bool m_isEndUnsaid = false; ///< it came while its page was not shown
    bool m_isResumable = false;
    bool m_hasReasons = false;
};

} // namespace wallaroo
