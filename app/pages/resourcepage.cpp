#include "pages/resourcepage.h"

#include "base/displaytext.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/clipboard.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/filterfield.h"
#include "widgets/pagehead.h"
#include "widgets/resourcetable.h"
#include "widgets/statepanel.h"
#include "widgets/wraplayout.h"

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>

#include <utility>

namespace wallaroo {

namespace {

constexpr int filterChars = 46; ///< room for the hint

} // namespace

using models::TableModel;

ResourcePage::ResourcePage(TableModel& model, Clipboard& clipboard, const Clock& clock, Words words, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_clipboard(clipboard),
      m_clock(clock),
      m_words(std::move(words)),
      m_head(new PageHead(m_words.title, this)),
      m_banner(new Banner(this)),
      m_filter(new FilterField(m_words.filterName, this)),
      m_filterLine(new QWidget(this)),
      m_filterRow(new WrapLayout(Metrics(this).px(8), m_filterLine)),
      m_selectionRow(new WrapLayout(Metrics(this).px(6))),
      m_above(new QVBoxLayout),
      m_below(new QVBoxLayout),
      m_split(new QSplitter(this)),
      m_count(new QLabel(this)),
      m_screens(new QStackedLayout),
      m_table(new ResourceTable(this)),
      m_panel(new StatePanel(this)),
      m_selectionBar(new QWidget(this)),
      m_selectionText(new QLabel(m_selectionBar)),
      m_copy(new QPushButton(tr("Copy rows"), m_selectionBar)),
      m_again(clock, this) {
    build();
    m_model.setFilter({}); // as the field is: another window may have used the model
    watchModel();
    updateCounts();
    updateSelectionBar();
    updateScreen();
}

ResourcePage::~ResourcePage() {
    m_running.cancel();
}

void ResourcePage::build() {
    setObjectName(m_words.id + QStringLiteral("Page"));
    m_head->setNote(tr("visible to you"));
    m_head->refreshButton()->setObjectName(m_words.id + QStringLiteral("Refresh"));
    connect(m_head, &PageHead::refreshRequested, this, &ResourcePage::refresh);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_N), this), &QShortcut::activated, this, [this] {
        if (auto* main = m_head->mainButton(); main && main->isVisible())
            main->click();
    });

    m_filter->setObjectName(m_words.id + QStringLiteral("Filter"));
    m_filter->setPlaceholderText(m_words.filterHint);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * filterChars);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setObjectName(m_words.id + QStringLiteral("Count"));
    setTextTint(m_count, Tint::SecondaryText);
    m_filterRow->addWidget(m_filter);
    m_filterRow->addTail(m_count);

    m_table->setObjectName(m_words.id + QStringLiteral("Table"));
    m_table->setAccessibleName(m_words.title);
    m_table->setTableModel(&m_model);
    m_banner->setObjectName(m_words.id + QStringLiteral("Banner"));
    m_panel->setObjectName(m_words.id + QStringLiteral("State"));
    auto* screens = new QWidget(m_split);
    screens->setLayout(m_screens);
    m_screens->addWidget(m_table);
    m_screens->addWidget(m_panel);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(screens);
    m_split->setStretchFactor(0, 1);

    buildSelectionBar();
    auto* column = new QVBoxLayout(this);
    const Metrics metrics(this);
    column->setContentsMargins(metrics.px(20), metrics.px(16), metrics.px(20), metrics.px(14));
    column->setSpacing(metrics.px(11));
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addLayout(m_above);
    column->addWidget(m_filterLine);
    column->addWidget(m_split, 1);
    column->addLayout(m_below);
    column->addWidget(m_selectionBar);
}

QLayout& ResourcePage::filterRow() const {
    return *m_filterRow;
}

void ResourcePage::buildSelectionBar() {
    m_selectionBar->setObjectName(m_words.id + QStringLiteral("SelectionBar"));
    m_selectionText->setTextFormat(Qt::PlainText);
    auto* clear = new QPushButton(tr("Clear"), m_selectionBar);
    clear->setAccessibleDescription(tr("Selects no row"));
    clear->setFlat(true);
    m_selectionBar->setLayout(m_selectionRow);
    m_selectionRow->addWidget(m_selectionText);
    m_selectionRow->addWidget(m_copy);
    m_selectionRow->addTail(clear);
    connect(m_copy, &QPushButton::clicked, this, &ResourcePage::copyRows);
    connect(clear, &QPushButton::clicked, this, [this] { m_model.clearSelection(); });
}

void ResourcePage::addSelectionButton(QWidget* button) {
    m_selectionRow->addBefore(m_copy, button);
}

void ResourcePage::setSidePanel(QWidget* panel) {
    m_split->addWidget(panel);
    m_split->setStretchFactor(m_split->indexOf(panel), 0);
    m_side = panel;
    panel->installEventFilter(this);
    m_table->setCurrentKept(!panel->isHidden());
}

QByteArray ResourcePage::splitState() const {
    return m_split->saveState();
}

void ResourcePage::restoreSplit(const QByteArray& state) {
    m_split->restoreState(state);
    m_split->setHandleWidth(-1); // the style's, whatever was stored with it
}

void ResourcePage::addAboveTable(Banner* banner) {
    m_above->addWidget(banner);
    connect(banner, &Banner::focusLeft, this, &ResourcePage::focusRows);
}

void ResourcePage::addBelowTable(QWidget* widget) {
    m_below->addWidget(widget);
}

void ResourcePage::choicesChanged() {
    updateCounts();
    updateScreen();
}

void ResourcePage::watchModel() {
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setFilter(text);
        updateScreen();
    });
    connect(m_filter, &FilterField::rowsRequested, m_table, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_table, &ResourceTable::filterRequested, this, &ResourcePage::focusFilter);
    connect(m_table, &ResourceTable::copyRequested, this, &ResourcePage::copyRows);
    connect(m_table, &ResourceTable::textCopyRequested, this,
            [this](const QString& text) { m_clipboard.copyText(text); });
    connect(&m_model, &TableModel::countsChanged, this, [this] {
        updateCounts();
        updateScreen();
    });
    connect(&m_model, &TableModel::phaseChanged, this, [this] {
        m_head->setBusy(m_model.phase() == TableModel::Phase::Loading);
        updateCounts();
        updateScreen();
    });
    connect(&m_model, &TableModel::loadEnded, this, &ResourcePage::noteLoaded);
    connect(&m_model, &TableModel::selectionChanged, this, &ResourcePage::updateSelectionBar);
    connect(m_banner, &Banner::actionTriggered, this, &ResourcePage::refresh);
    connect(m_banner, &Banner::focusLeft, this, &ResourcePage::focusRows);
    connect(m_panel, &StatePanel::retryRequested, this, &ResourcePage::refresh);
    connect(&m_again, &RetryCountdown::ticked, this, &ResourcePage::showCountdown);
    connect(&m_again, &RetryCountdown::due, this, &ResourcePage::refresh);
    connect(m_panel, &StatePanel::otherAccountRequested, this, &ResourcePage::otherAccountRequested);
    connect(m_panel, &StatePanel::actionRequested, this, [this] {
        if (m_model.totalCount() == 0) {
            startMainAction();
            return;
        }
        if (m_filter->text().isEmpty() && !hasChoices()) {
            showHidden();
            return;
        }
        clearChoices();
        m_filter->clear();
    });
}

void ResourcePage::refresh() {
    m_running.cancel();
    m_asked = true;
    m_again.stop();
    m_failure.reset();
    m_banner->clear();
    m_model.beginLoad();
    if (!m_panel->saysLoading())
        announceSeen(this, m_words.loading);
    m_running = startLoad();
}

void ResourcePage::finishLoad(const Result<api::ListSummary>& result) {
    if (result) {
        m_again.reset();
        m_summary = *result;
        m_loadedAt = m_clock.wallMs();
        m_model.endLoadSoon(); // goes on in noteLoaded()
        return;
    }
    m_failure = result.error();
    if (m_again.begin(*m_failure))
        m_failure->advice = tr("It is tried again by itself.");
    m_model.failLoad();
    showLoadFailure(*m_failure);
    settle();
}

void ResourcePage::noteLoaded() {
    showLoadNotes(m_summary);
    announceSeen(
        this,
        tr("%1 loaded: %2", "Users loaded: 1,204 people").arg(m_words.title, m_words.count(m_model.totalCount())));
    settle();
}

void ResourcePage::settle() {
    updateScreen();
    updateCounts();
    Q_EMIT refreshed();
}

void ResourcePage::showFailure(const Error& error) {
    m_failure = error;
    updateScreen();
}

void ResourcePage::showLoadNotes(const api::ListSummary& summary) {
    if (summary.unreadable == 0 && summary.duplicates == 0)
        return;
    QStringList notes;
    if (summary.unreadable > 0)
        notes << tr("%Ln entries of the answer could not be read and are not shown.", nullptr, summary.unreadable);
    if (summary.duplicates > 0)
        notes << tr("%Ln entries came twice and are shown once.", nullptr, summary.duplicates);
    m_banner->showMessage(Banner::Kind::Warning, notes.join(u' '), {}, summary.firstUnreadable);
}

void ResourcePage::showLoadFailure(const Error& error) {
    if (m_model.totalCount() == 0)
        return; // the whole page says it, else the banner: aloud, too
    auto shown = error;
    if (m_loadedAt > 0) {
        const auto time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(m_loadedAt).time(), QLocale::ShortFormat);
        shown.sentence = tr("%1 What is shown is as of %2.").arg(error.sentence, time);
    }
    m_banner->show(shown);
    m_failureShown = m_banner->text();
    showCountdown();
}

void ResourcePage::showCountdown() {
    if (m_panel->state() == StatePanel::State::Failed)
        m_panel->setRetryText(m_again.buttonText());
    if (!m_banner->isHidden() && m_banner->text() == m_failureShown)
        m_banner->setActions(m_again.buttonText());
}

/// How much of a list is visible is said of a list, and not where there is none.
void ResourcePage::updateScreen() {
    showScreen();
    const bool isListed = m_screens->currentWidget() == m_table || m_panel->state() == StatePanel::State::Empty;
    m_head->setNoteShown(isListed);
}

void ResourcePage::showScreen() {
    const auto phase = m_model.phase();
    if (m_model.shownCount() > 0) {
        m_screens->setCurrentWidget(m_table);
        focusFirstRows();
        return;
    }
    m_screens->setCurrentWidget(m_panel);
    if (const QString looking = stillLooking(); m_model.totalCount() > 0 && !looking.isEmpty()) {
        m_panel->showLoading(looking);
    } else if (m_model.totalCount() > 0 && phase == TableModel::Phase::Loading && m_loadedAt == 0) {
        m_panel->showLoading(tr("Nothing that matches so far. %1").arg(m_words.loading));
    } else if (m_model.totalCount() > 0) {
        if (const QString answer = nothingFound(); !answer.isEmpty())
            m_panel->showEmpty(answer, tr("Clear filter"));
        else if (!m_filter->text().isEmpty())
            m_panel->showEmpty(m_words.noMatch.arg(displayText(m_filter->text(), 60)), tr("Clear filter"));
        else if (hasChoices())
            m_panel->showEmpty(tr("Nothing matches what is chosen above"), tr("Clear filter"));
        else
            m_panel->showEmpty(hiddenReason(), tr("Show them"));
    } else if (m_failure && m_failure->kind == ErrorKind::NotAllowed) {
        m_panel->showNotAllowed(*m_failure);
    } else if (m_failure) {
        m_panel->showFailed(*m_failure);
        m_panel->setRetryText(m_again.buttonText());
    } else if (const auto denied = emptyIsNotAllowed(); phase == TableModel::Phase::Loaded && denied) {
        m_panel->showNotAllowed(*denied);
    } else if (phase == TableModel::Phase::Loaded) {
        m_panel->showEmpty(m_words.empty, m_head->mainButton() ? m_head->mainButton()->text() : QString());
    } else {
        m_panel->showLoading(m_words.loading);
    }
}

void ResourcePage::updateCounts() {
    const QLocale locale;
    const int total = m_model.totalCount();
    const int shown = m_model.shownCount();
    QString text;
    if (m_model.phase() == TableModel::Phase::Loading && m_loadedAt == 0)
        text = total > 0 ? tr("%1 so far").arg(locale.toString(total)) : QString();
    else if (m_loadedAt > 0 || total > 0)
        text =
            shown == total ? m_words.count(total) : tr("%1 of %2").arg(locale.toString(shown), locale.toString(total));
    m_count->setText(text);
    Q_EMIT countChanged(m_loadedAt > 0 || total > 0 ? locale.toString(total) : QString());
}

void ResourcePage::updateSelectionBar() {
    const int selected = m_model.selectedCount();
    const int hidden = m_model.selectedHiddenCount();
    QString text = tr("%Ln selected", nullptr, selected);
    if (hidden > 0)
        text = tr("%1, %2", "3 selected, 1 hidden by the filter")
                   .arg(text, tr("%Ln hidden by the filter", nullptr, hidden));
    m_selectionText->setText(text);
    shareHeight();
}

void ResourcePage::copyRows() {
    const QString text = m_table->copySelection();
    if (text.isEmpty())
        return;
    m_clipboard.copyText(text);
    const auto rows = text.count(u'\n') - 1; // the first line is the head
    announce(this, tr("%Ln rows copied", nullptr, static_cast<int>(rows)));
}

QString ResourcePage::lastRefreshText() const {
    if (m_loadedAt == 0)
        return {};
    const auto time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(m_loadedAt).time(), QStringLiteral("HH:mm:ss"));
    return tr("as of %1 · %2 in %3 ms", "as of 14:02:11 · 1,204 people in 38 ms")
        .arg(time, m_words.count(m_summary.rows), QLocale().toString(m_summary.elapsedMs));
}

} // namespace wallaroo
