#pragma once

#include "api/listing.h"
#include "base/clock.h"
#include "base/error.h"
#include "http/sender.h"
#include "models/tablemodel.h"
#include "support/retrycountdown.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QLayout;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QVBoxLayout;

namespace wallaroo {

class Banner;
class Clipboard;
class FilterField;
class PageHead;
class ResourceTable;
class ResultsList;
class StatePanel;
class WrapLayout;

/// A page that shows one resource as a table: head, filter, table, selection bar, and the four screens that are never
/// mixed up (loading, empty, not allowed, failed). What is fetched is the heirs' business.
class ResourcePage : public QWidget {
    Q_OBJECT
public:
    /// What differs between resources, in words. %1 in noMatch is the filter's text.
    struct Words {
        QString id;         ///< object names: "users" gives "usersTable", "usersFilter"
        QString title;      ///< also the table's accessible name
        QString filterName; ///< accessible name: "Filter users"
        QString filterHint;
        QString loading;
        QString empty;
        QString noMatch;
        std::function<QString(int)> count; ///< "1,204 people", with the right plural
    };

    ~ResourcePage() override;

    /// Fetches anew; what is shown stays until the answer is in. A running fetch is dropped: the newest wins (fault
    /// 80).
    void refresh();

    [[nodiscard]] bool wasLoaded() const { return m_loadedAt > 0; }

    /// Whether a fetch was ever started.
    [[nodiscard]] bool wasAsked() const { return m_asked; }

    [[nodiscard]] bool hasFailed() const { return m_failure.has_value(); }

    /// Why the last fetch failed.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

    /// Why nothing can be fetched: said where the rows would stand, while there are none.
    void showFailure(const Error& error);

    /// The page's main action, as by its button.
    virtual void startMainAction() {}

    /// How the room is shared between the table and the details at its right.
    [[nodiscard]] QByteArray splitState() const;
    void restoreSplit(const QByteArray& state);

    /// What is chosen beside the filter's words, to be found again at the next start; empty: nothing. The words are not
    /// in it: they are often a person's name, which does not belong into a file of settings, and a table that starts
    /// out searched for somebody of yesterday looks as if people were missing.
    [[nodiscard]] virtual QString choices() const { return {}; }

    /// Those of choices(), or none of them; the model may stem from an earlier window.
    virtual void restoreChoices(const QString& choices) { Q_UNUSED(choices) }

    /// Was just shown: the rows get the focus, and where there are none, it is not to be on the first button here.
    void focusScreen();
    /// The table, or what stands in its place.
    void focusRows();
    void focusFilter();
    void copyRows();
    /// "as of 14:02:11 · 1,204 people in 38 ms"; empty before the first answer.
    [[nodiscard]] QString lastRefreshText() const;

    [[nodiscard]] ResourceTable& table() const { return *m_table; }

    [[nodiscard]] const models::TableModel& model() const { return m_model; }

    [[nodiscard]] const Words& words() const { return m_words; }

Q_SIGNALS:
    void countChanged(const QString& count); ///< for the list of pages
    void refreshed();
    void otherAccountRequested();

protected:
    ResourcePage(models::TableModel& model, Clipboard& clipboard, const Clock& clock, Words words,
                 QWidget* parent = nullptr);

    /// Starts to fetch: rows go to the model, the end to finishLoad().
    virtual http::Handle startLoad() = 0;
    void finishLoad(const Result<api::ListSummary>& result);

    /// For the heirs' own switches, right of the filter.
    [[nodiscard]] QLayout& filterRow() const;

    /// What an empty table says when neither filter nor server is the reason; nothing: no such reason.
    [[nodiscard]] virtual QString hiddenReason() const { return {}; }

    virtual void showHidden() {}

    /// The heirs' own filters, beside the field's text.
    [[nodiscard]] virtual bool hasChoices() const { return false; }

    virtual void clearChoices() {}

    /// What an empty table answers to what was chosen, where that is more than that nothing matches.
    [[nodiscard]] virtual QString nothingFound() const { return {}; }

    /// What is still being found out that may bring rows; nothing: all that matches is shown.
    [[nodiscard]] virtual QString stillLooking() const { return {}; }

    /// Why a complete answer without a row means that nothing may be seen; nothing: that it is empty.
    [[nodiscard]] virtual std::optional<Error> emptyIsNotAllowed() const { return std::nullopt; }

    /// After countsChanged() and the like: what stands at the right of the filter, where it is not the usual.
    [[nodiscard]] PageHead& head() const { return *m_head; }

    [[nodiscard]] FilterField& filterField() const { return *m_filter; }

    [[nodiscard]] Banner& banner() const { return *m_banner; }

    /// Further buttons for what is selected, left of [Copy rows].
    void addSelectionButton(QWidget* button);
    /// Stands at the right of the table while it is visible; the width is a person's to choose.
    void setSidePanel(QWidget* panel);
    /// Stands between the page's head and the filter while it is visible.
    void addAboveTable(Banner* banner);
    /// Stands between the table and the line of what is selected while it is visible.
    void addBelowTable(QWidget* widget);
    /// The same; in a window that is too low for both it takes the table's place, until the filter is asked for.
    void addInsteadOfTable(ResultsList* results);
    /// The heirs' filters changed: screens and counts are looked at again.
    void choicesChanged();

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildSelectionBar();
    void watchModel();
    void updateScreen();
    void showScreen();
    void focusFirstRows();
    void shareHeight();
    void askForTable(bool asked);
    void updateCounts();
    void updateSelectionBar();
    void noteLoaded();
    void settle();
    void showLoadNotes(const api::ListSummary& summary);
    void showLoadFailure(const Error& error);
    void showCountdown();

    models::TableModel& m_model;
    Clipboard& m_clipboard;
    const Clock& m_clock;
    Words m_words;

    PageHead* m_head;
    Banner* m_banner;
    FilterField* m_filter;
    QWidget* m_filterLine;
    WrapLayout* m_filterRow;
    WrapLayout* m_selectionRow;
    QVBoxLayout* m_above;
    QVBoxLayout* m_below;
    QSplitter* m_split;
    QLabel* m_count;
    QStackedLayout* m_screens;
    ResourceTable* m_table;
    StatePanel* m_panel;
    QWidget* m_selectionBar;
    QLabel* m_selectionText;
    QPushButton* m_copy;

    http::Handle m_running;
    std::optional<Error> m_failure;
    RetryCountdown m_again;
    QString m_failureShown; ///< in the banner, above rows that are there
    QWidget* m_side = nullptr;
    QList<ResultsList*> m_insteadOfTable;
    bool m_isTableAsked = false; ///< though results stand there, and there is no room for both
    bool m_asked = false;
    bool m_hadRows = false;
    qint64 m_loadedAt = 0; ///< wall clock, ms; 0: never
    api::ListSummary m_summary;
};

} // namespace wallaroo
