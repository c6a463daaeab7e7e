#include "pages/activitypage.h"

#include "base/displaytext.h"
#include "exchange/csv.h"
#include "pages/activitymodel.h"
#include "runs/actionlog.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/banner.h"
#include "widgets/filterfield.h"
#include "widgets/pagehead.h"
#include "widgets/statepanel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QStackedLayout>
#include <QTreeView>

namespace wallaroo {

ActivityPage::ActivityPage(Account& account, const WindowParts& parts, QWidget* parent)
    : QWidget(parent),
      m_account(account),
      m_parts(parts),
      m_model(new ActivityModel(account.session.clock(), this)),
      m_head(new PageHead(tr("Activity"), this)),
      m_banner(new Banner(this)),
      m_filter(new FilterField(tr("Filter activity"), this)),
      m_count(new QLabel(this)),
      m_screens(new QStackedLayout),
      m_view(new QTreeView(this)),
      m_panel(new StatePanel(this)),
      m_export(new QPushButton(tr("Export…"), this)) {
    setObjectName(QStringLiteral("activityPage"));
    layOut();
    connect(m_head, &PageHead::refreshRequested, this, &ActivityPage::refresh);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        updateScreen();
    });
    connect(m_filter, &FilterField::rowsRequested, m_view, [this] { m_view->setFocus(Qt::TabFocusReason); });
    connect(m_panel, &StatePanel::retryRequested, this, &ActivityPage::refresh);
    connect(m_panel, &StatePanel::actionRequested, m_filter, &QLineEdit::clear);
    connect(m_export, &QPushButton::clicked, this, &ActivityPage::exportShown);
}

void ActivityPage::layOut() {
    m_head->setNote(tr("what you did from this program"));
    m_head->addButton(m_export);
    m_export->setAutoDefault(false);
    m_filter->setObjectName(QStringLiteral("activityFilter"));
    m_filter->setPlaceholderText(tr("Name, what was done, outcome…"));
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 46);
    m_count->setTextFormat(Qt::PlainText);
    setTextTint(m_count, Tint::SecondaryText);
    m_view->setObjectName(QStringLiteral("activityView"));
    m_view->setAccessibleName(tr("Activity"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTabKeyNavigation(false);
    const int letter = m_view->fontMetrics().averageCharWidth();
    const QList<int> widths{16, 28, 26, 14, 40, 26, 38};
    for (int column = 0; column < widths.size(); ++column)
        m_view->header()->resizeSection(column, letter * widths[column]);
    m_screens->addWidget(m_view);
    m_screens->addWidget(m_panel);

    const Metrics metrics(this);
    auto* line = new QHBoxLayout;
    line->addWidget(m_filter);
    line->addStretch(1);
    line->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(20), metrics.px(16), metrics.px(20), metrics.px(14));
    column->setSpacing(metrics.px(11));
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addLayout(line);
    column->addLayout(m_screens, 1);
}

void ActivityPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

void ActivityPage::refresh() {
    m_banner->clear();
    m_failed = false;
    const auto page = m_account.log ? m_account.log->read() : runs::ActionLog::Page{};
    if (!page) {
        m_failed = true;
        m_model->setRecords({});
        m_panel->showFailed(page.error());
    } else {
        m_hasMore = page->more;
        m_model->setRecords(page->records);
        if (page->unreadable > 0)
            m_banner->showMessage(Banner::Kind::Warning,
                                  tr("%n lines of the journal could not be read.", nullptr, page->unreadable));
    }
    updateScreen();
}

void ActivityPage::updateScreen() {
    const int shown = m_model->rowCount();
    const int total = m_model->totalCount();
    m_export->setEnabled(shown > 0);
    QString count = shown == total ? tr("%n actions", nullptr, total)
                                   : tr("%1 of %2").arg(locale().toString(shown), locale().toString(total));
    if (m_hasMore)
        count = tr("the newest %1").arg(count);
    m_count->setText(total > 0 ? count : QString());
    if (!m_failed && shown == 0) {
        if (total > 0)
            m_panel->showEmpty(tr("No action matches “%1”").arg(displayText(m_filter->text(), 60)), tr("Clear filter"));
        else
            m_panel->showEmpty(tr("Nothing was changed from here yet"));
    }
    m_screens->setCurrentWidget(shown > 0 ? static_cast<QWidget*>(m_view) : m_panel);
}

void ActivityPage::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ActivityPage::exportShown() {
    m_parts.prompts.chooseNewFile(this, tr("Export activity"), QStringLiteral("activity.csv"),
                                  tr("CSV (*.csv);;JSON (*.json)"), this, [this](const QString& path) {
                                      Table table = runs::ActionLog::table(m_model->shown());
                                      table.from = m_account.provenance(tr("Activity"));
                                      table.from.filter = m_filter->text();
                                      const QByteArray bytes =
                                          path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                                              ? exchange::jsonOf(table)
                                              : exchange::csvOf(table);
                                      if (const auto saved = exchange::writePrivately(path, bytes); !saved)
                                          m_banner->show(saved.error());
                                      else
                                          m_banner->showMessage(Banner::Kind::Info, tr("Saved as %1").arg(path));
                                  });
}

} // namespace wallaroo
