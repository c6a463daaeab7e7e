#include "widgets/membersview.h"

#include "style/metrics.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace wallaroo {
namespace {

using models::MembersModel;

constexpr int rowsAtLeast = 4;
constexpr int rowsWished = 8;

// In letters
constexpr int nameLeast = 12;
constexpr int nameWished = 18;
constexpr int roleWidth = 14;
constexpr int statusWidth = 9;
constexpr int lastSignInWidth = 15;
constexpr int emailWidth = 28;

} // namespace

MembersView::MembersView(MembersModel& model, QWidget* parent) : QTableView(parent), m_members(model) {
    setModel(&model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(Metrics(this).rowHeight());
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(letters(4));
    setMinimumHeight(Metrics(this).rowHeight() * (rowsAtLeast + 1));
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &MembersView::keepSelection);
    connect(&model, &QAbstractItemModel::modelReset, this, &MembersView::restoreSelection);
}

int MembersView::letters(int count) const {
    return fontMetrics().averageCharWidth() * count + Metrics(this).px(16);
}

QSize MembersView::sizeHint() const {
    const int width = letters(nameWished) + letters(roleWidth) + letters(statusWidth) + letters(lastSignInWidth);
    return {width + Metrics(this).px(14), Metrics(this).rowHeight() * (rowsWished + 1)};
}

void MembersView::fitColumns() {
    const int others = letters(roleWidth) + letters(statusWidth) + letters(lastSignInWidth);
    const int room = viewport()->width() - others;
    const bool hasEmail = room >= letters(nameWished) + letters(emailWidth);
    setColumnHidden(MembersModel::Email, !hasEmail);
    setColumnWidth(MembersModel::Name, std::max(letters(nameLeast), hasEmail ? room - letters(emailWidth) : room));
    setColumnWidth(MembersModel::Role, letters(roleWidth));
    setColumnWidth(MembersModel::Status, letters(statusWidth));
    setColumnWidth(MembersModel::LastSignIn, letters(lastSignInWidth));
    setColumnWidth(MembersModel::Email, letters(emailWidth));
}

void MembersView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void MembersView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

void MembersView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier)
        Q_EMIT removeRequested();
    else
        QTableView::keyPressEvent(event);
}

/// Who comes by key finds somebody selected, so that the next key acts on somebody.
void MembersView::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && currentIndex().isValid() && !selectionModel()->hasSelection())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

std::vector<MembersView::Number> MembersView::selectedPeople() const {
    std::vector<Number> people;
    const QModelIndexList rows = selectionModel()->selectedRows();
    people.reserve(static_cast<size_t>(rows.size()));
    for (const QModelIndex& row : rows)
        people.push_back(m_members.personAt(row.row()));
    return people;
}

void MembersView::keepSelection() {
    m_kept = selectedPeople();
    const QModelIndex current = currentIndex();
    m_keptCurrent = current.isValid() ? std::optional(m_members.personAt(current.row())) : std::nullopt;
}

void MembersView::restoreSelection() {
    const bool isAnother = m_workspace != m_members.workspace();
    m_workspace = m_members.workspace();
    if (isAnother)
        return;
    QItemSelection selection;
    for (const Number person : m_kept) {
        if (const int row = m_members.rowOf(person); row >= 0)
            selection.select(m_members.index(row, 0), m_members.index(row, MembersModel::ColumnCount - 1));
    }
    const int current = m_keptCurrent ? m_members.rowOf(*m_keptCurrent) : -1;
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_members.index(current, 0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

} // namespace wallaroo
