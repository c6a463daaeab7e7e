#include "widgets/resultslist.h"

#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/columnshares.h"
#include "widgets/progressline.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace wallaroo {
namespace {

constexpr int refreshMs = 50; ///< a run of thousands ends a row every few milliseconds
constexpr int rowsMeasured = 200;
constexpr int rowsAtLeast = 2;
constexpr int rowsAtMost = 6;
constexpr int announceMs = 5'000; ///< so often a screen reader hears of it

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ResultsList::ResultsList(QWidget* parent)
    : QFrame(parent),
      m_model(new ResultsModel(this)),
      m_title(plainLabel(this)),
      m_counts(plainLabel(this)),
      m_summary(plainLabel(this)),
      m_progress(new ProgressLine(this)),
      m_view(new QTreeView(this)),
      m_showRows(button(tr("Show rows"), QStringLiteral("runShowRows"))),
      m_stop(button(tr("Stop"), QStringLiteral("runStop"))),
      m_retry(button(tr("Retry failed"), QStringLiteral("runRetry"))),
      m_resume(button(tr("Continue"), QStringLiteral("runResume"))),
      m_check(button(tr("Check unknown"), QStringLiteral("runCheck"))),
      m_undo(button(tr("Undo"), QStringLiteral("runUndo"))),
      m_report(button(tr("Save report…"), QStringLiteral("runReport"))),
      m_offer(button({}, QStringLiteral("runOffer"))),
      m_close(new QToolButton(this)),
      m_refresh(new QTimer(this)),
      m_announce(new QTimer(this)) {
    setObjectName(QStringLiteral("resultsPanel"));
    setCard(this);
    layOut();
    m_refresh->setSingleShot(true);
    m_refresh->setInterval(refreshMs);
    m_announce->setInterval(announceMs);
    connect(m_refresh, &QTimer::timeout, this, [this] {
        if (std::exchange(m_refreshAgain, false))
            refreshSoon();
    });
    connect(m_announce, &QTimer::timeout, this, &ResultsList::announceProgress);
    connect(m_showRows, &QPushButton::clicked, this, &ResultsList::rowsRequested);
    connect(m_stop, &QPushButton::clicked, this, &ResultsList::stopRequested);
    connect(m_retry, &QPushButton::clicked, this,
            [this] { Q_EMIT retryRequested(m_model->idsWith(RowOutcome::Failed)); });
    connect(m_resume, &QPushButton::clicked, this,
            [this] { Q_EMIT resumeRequested(m_model->idsWith(RowOutcome::NotSent)); });
    connect(m_check, &QPushButton::clicked, this,
            [this] { Q_EMIT checkRequested(m_model->idsWith(RowOutcome::Unknown)); });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const QStringList chosen = selectedDone();
        Q_EMIT undoRequested(chosen.isEmpty() ? m_model->idsWith(RowOutcome::Done) : chosen);
    });
    connect(m_report, &QPushButton::clicked, this, &ResultsList::reportRequested);
    connect(m_offer, &QPushButton::clicked, this, &ResultsList::offerTaken);
    connect(m_close, &QToolButton::clicked, this, &ResultsList::dismiss);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultsList::refreshSoon);
    hide();
}

ResultsList::~ResultsList() = default;

QPushButton* ResultsList::button(const QString& text, const QString& objectName) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    button->hide();
    return button;
}

void ResultsList::layOut() {
    const Metrics metrics(this);
    setTextStyle(m_title, TextStyle::Strong);
    m_counts->setObjectName(QStringLiteral("runCounts"));
    setTextTint(m_counts, Tint::SecondaryText);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextTint(m_summary, Tint::SecondaryText);
    m_summary->setWordWrap(true);
    m_close->setIcon(icon(QStringLiteral("clear")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close results"));
    m_close->setToolTip(tr("Close results"));
    m_view->setObjectName(QStringLiteral("resultsView"));
    m_view->setAccessibleName(tr("Results"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTabKeyNavigation(false);
    m_shares = new ColumnShares(*m_view, ResultsModel::Outcome); // the view owns it
    fitColumns();

    m_head = new QHBoxLayout;
    m_head->setSpacing(metrics.px(10));
    m_head->addWidget(m_title);
    m_head->addWidget(m_counts, 1);
    m_head->addStretch();
    for (QPushButton* one : {m_showRows, m_stop, m_resume, m_retry, m_check, m_undo, m_report, m_offer})
        m_head->addWidget(one);
    m_head->addWidget(m_close);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(metrics.px(14), metrics.px(10), metrics.px(10), metrics.px(10));
    m_column->setSpacing(metrics.px(7));
    m_column->addLayout(m_head);
    m_column->addWidget(m_progress);
    m_column->addWidget(m_summary);
    m_column->addWidget(m_view);
}

/// "Ana Solano in fraud-models" is longer than a name: as wide as it needs, within bounds.
void ResultsList::fitColumns() {
    const int letter = m_view->fontMetrics().averageCharWidth();
    const auto fit = [this, letter](int column, int least, int most) {
        int widest = 0;
        const int rows = std::min(m_model->rowCount(), rowsMeasured);
        for (int row = 0; row < rows; ++row) {
            const QString text = m_model->index(row, column).data().toString();
            widest = std::max(widest, m_view->fontMetrics().horizontalAdvance(text));
        }
        return std::clamp(widest + 4 * letter, least * letter, most * letter);
    };
    m_shares->setWidths(
        {letter * 18, fit(ResultsModel::Name, 24, 48), fit(ResultsModel::Detail, 30, 38),
         m_hasReasons ? fit(ResultsModel::Why, 44, 80) : m_view->header()->sectionSizeHint(ResultsModel::Why),
         letter * 20});
    // No taller than its rows: what stands above is what the run is about
    const int height = Metrics(this).rowHeight();
    const int rows = std::clamp(m_model->rowCount(), rowsAtLeast, rowsAtMost);
    m_view->setMinimumHeight(height * (std::min(rows, rowsAtLeast + 1) + 1));
    m_view->setMaximumHeight(height * (rows + 1));
}

void ResultsList::begin(const QString& title, QList<ResultRow> rows) {
    m_isRunning = true;
    m_canUndo = false;
    m_isEndUnsaid = false;
    m_isResumable = false;
    m_timeLeft.clear();
    m_title->setText(title);
    m_offer->setText({});
    m_summary->clear();
    m_hasReasons = std::any_of(rows.begin(), rows.end(), [](const ResultRow& row) { return !row.why.isEmpty(); });
    m_model->setRows(std::move(rows));
    fitColumns();
    refresh();
    show();
    announceSeen(this, title);
    m_announce->start();
    m_stop->setFocus();
}

void ResultsList::setOutcome(const QString& id, RowOutcome outcome, const QString& why) {
    m_model->setOutcome(id, outcome, why);
    if (!why.isEmpty() && !std::exchange(m_hasReasons, true))
        fitColumns(); // the first reason: until now its column was as small as its heading
    refreshSoon();
}

void ResultsList::setTimeLeft(const QString& text) {
    m_timeLeft = text;
    refreshSoon();
}

void ResultsList::setCollapsed(bool collapsed) {
    if (m_isCollapsed == collapsed)
        return;
    m_isCollapsed = collapsed;
    refresh();
}

void ResultsList::setOffer(const QString& text) {
    m_offer->setText(text);
    m_offer->setAccessibleName(text);
    refresh();
}

void ResultsList::setResumable(bool resumable) {
    m_isResumable = resumable;
    refreshSoon();
}

void ResultsList::finish(const QString& summary, bool canUndo) {
    const bool hadFocus = m_stop->hasFocus();
    m_isRunning = false;
    m_canUndo = canUndo;
    m_timeLeft.clear();
    m_announce->stop();
    m_summary->setText(summary);
    fitColumns(); // by now the reasons are known
    refresh();
    if (hadFocus) // [Stop] went away under it
        (m_isCollapsed ? static_cast<QWidget*>(m_showRows) : m_view)->setFocus();
    announceEnd();
}

QString ResultsList::title() const {
    return m_title->text();
}

QString ResultsList::countsText() const {
    const QLocale locale;
    QStringList parts;
    const auto add = [&](RowOutcome outcome, bool always = false) {
        const int count = m_model->count(outcome);
        if (count > 0 || always)
            parts << tr("%1 %2", "count and word: 37 done").arg(locale.toString(count), ResultsModel::word(outcome));
    };
    add(RowOutcome::Done, true);
    for (const auto outcome : {RowOutcome::Undone, RowOutcome::Warning, RowOutcome::Failed, RowOutcome::Unknown,
                               RowOutcome::NotSent, RowOutcome::LeftOut})
        add(outcome);
    if (m_isRunning) {
        const int left = m_model->count(RowOutcome::Waiting) + m_model->count(RowOutcome::Running);
        parts << tr("%1 to go").arg(locale.toString(left));
    }
    return parts.join(QStringLiteral(", "));
}

void ResultsList::announceEnd() {
    m_isEndUnsaid = !announceSeen(this, tr("%1: %2", "a run's title and counts").arg(m_title->text(), countsText()));
}

void ResultsList::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    if (m_isEndUnsaid)
        announceEnd();
}

void ResultsList::announceProgress() {
    announceSeen(this, countsText());
}

/// The first at once: the counts are never behind the first rows. What follows soon after it together.
void ResultsList::refreshSoon() {
    if (m_refresh->isActive()) {
        m_refreshAgain = true;
        return;
    }
    refresh();
    m_refresh->start();
}

void ResultsList::refresh() {
    m_refresh->stop();
    m_refreshAgain = false;
    QString counts = countsText();
    if (m_isRunning && !m_timeLeft.isEmpty())
        counts += QStringLiteral(" · ") + m_timeLeft;
    m_counts->setText(counts);
    m_counts->setToolTip(counts);
    const auto all = m_model->rowCount();
    const int open = m_model->count(RowOutcome::Waiting) + m_model->count(RowOutcome::Running);
    m_progress->setFraction(m_isRunning && all > 0 ? double(all - open) / all : -1);
    m_progress->setVisible(m_isRunning);
    m_view->setVisible(!m_isCollapsed);
    m_summary->setVisible(!m_isCollapsed && !m_summary->text().isEmpty());
    m_showRows->setVisible(m_isCollapsed);
    m_stop->setVisible(m_isRunning);
    m_close->setVisible(!m_isRunning);
    m_retry->setVisible(!m_isRunning && m_model->count(RowOutcome::Failed) > 0);
    m_resume->setVisible(!m_isRunning && m_isResumable && m_model->count(RowOutcome::NotSent) > 0);
    m_check->setVisible(!m_isRunning && m_model->count(RowOutcome::Unknown) > 0);
    m_undo->setVisible(!m_isRunning && m_canUndo && m_model->count(RowOutcome::Done) > 0);
    const auto chosen = static_cast<int>(selectedDone().size());
    m_undo->setText(chosen > 0 ? tr("Undo %n", nullptr, chosen) : tr("Undo"));
    m_report->setVisible(!m_isRunning);
    m_offer->setVisible(!m_isRunning && !m_offer->text().isEmpty());
    placeCounts();
}

/// Beside the title where there is room for all of them, else below it.
void ResultsList::placeCounts() {
    int others = 0;
    for (int i = 0; i < m_head->count(); ++i) {
        const auto* widget = m_head->itemAt(i)->widget();
        if (widget && widget != m_counts && !widget->isHidden())
            others += widget->sizeHint().width() + m_head->spacing();
    }
    const int room = width() - m_column->contentsMargins().left() - m_column->contentsMargins().right();
    const bool fits = others + m_counts->sizeHint().width() <= room;
    if (fits == (m_head->indexOf(m_counts) >= 0))
        return;
    (fits ? m_column : m_head)->removeWidget(m_counts);
    if (fits)
        m_head->insertWidget(1, m_counts, 1);
    else
        m_column->insertWidget(1, m_counts);
}

void ResultsList::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    placeCounts();
}

QStringList ResultsList::selectedDone() const {
    QStringList ids;
    const auto rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        const ResultRow& row = m_model->rows()[index.row()];
        if (row.outcome == RowOutcome::Done)
            ids << row.id;
    }
    return ids;
}

void ResultsList::dismiss() {
    hide();
    Q_EMIT dismissed();
}

void ResultsList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !m_isRunning)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace wallaroo
