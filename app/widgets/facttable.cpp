#include "widgets/facttable.h"

#include "style/metrics.h"
#include "widgets/factdelegate.h"

#include <QContextMenuEvent>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QResizeEvent>

#include <utility>

namespace wallaroo {

FactTable::FactTable(QWidget* parent) : QTableWidget(0, 2, parent) {
    setItemDelegate(new FactDelegate(this));
    horizontalHeader()->hide();
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);                                 // the delegate's word counts
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents); // a dozen rows
    horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setDragEnabled(false);
    setShowGrid(false);
    setWordWrap(true);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // The first column takes its width when the view lays out, after the rows were given their heights for the old one.
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &FactTable::fitSoon);
}

void FactTable::setRows(const QList<ClaimRow>& rows) {
    if (rows == m_rows)
        return;
    m_rows = rows;
    setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const auto put = [this, row](int column, const QString& text) {
            if (!item(row, column))
                setItem(row, column, new QTableWidgetItem); // the table's from here on
            auto* cell = item(row, column);
            if (cell->text() != text)
                cell->setText(text);
            cell->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        };
        put(0, rows[row].name);
        put(1, rows[row].value);
    }
    paintTints();
    fit();
}

void FactTable::paintTints() {
    for (int row = 0; row < rowCount() && row < m_rows.size(); ++row) {
        item(row, 0)->setForeground(tint(palette(), Tint::SecondaryText));
        item(row, 1)->setForeground(tint(palette(), m_rows[row].tint));
    }
}

void FactTable::fitSoon() {
    if (!std::exchange(m_fitsSoon, true))
        QMetaObject::invokeMethod(this, &FactTable::fit, Qt::QueuedConnection); // the header is still at work
}

void FactTable::fit() {
    m_fitsSoon = false;
    for (int row = 0; row < rowCount(); ++row)
        setRowHeight(row, sizeHintForRow(row)); // resizeRowsToContents() asks the hidden header too
    updateGeometry();
}

QSize FactTable::sizeHint() const {
    return {Metrics(this).px(400), verticalHeader()->length() + 2 * frameWidth()};
}

QSize FactTable::minimumSizeHint() const {
    return {Metrics(this).px(160), sizeHint().height()};
}

void FactTable::contextMenuEvent(QContextMenuEvent* event) {
    const int row = event->reason() == QContextMenuEvent::Keyboard ? currentRow() : rowAt(event->pos().y());
    if (row < 0 || row >= m_rows.size())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), this,
                    [this, fact = m_rows[row]] { Q_EMIT copyRequested(fact.name, fact.value); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(visualItemRect(item(row, 1)).bottomLeft())
                    : event->globalPos());
}

void FactTable::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void FactTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTints();
    else if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace wallaroo
