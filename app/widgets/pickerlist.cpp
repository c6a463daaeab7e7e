#include "widgets/pickerlist.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/filterfield.h"

#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

constexpr int rowsShown = 8;

} // namespace

PickerList::PickerList(const QString& name, const QString& filterName, std::vector<PickerModel::Entry> entries,
                       Mode mode, QWidget* parent)
    : QWidget(parent),
      m_mode(mode),
      m_model(new PickerModel(std::move(entries), mode == Mode::Several, this)),
      m_filter(new FilterField(filterName, this)),
      m_view(new QListView(this)),
      m_count(new QLabel(this)) {
    m_view->setModel(m_model);
    m_view->setAccessibleName(name);
    m_view->setUniformItemSizes(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMinimumHeight(Metrics(this).rowHeight() * rowsShown);
    m_filter->setPlaceholderText(filterName);
    m_count->setTextFormat(Qt::PlainText);
    setTextTint(m_count, Tint::SecondaryText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    column->addWidget(m_count);
    m_count->setVisible(mode == Mode::Several);
    connect(m_filter, &QLineEdit::textChanged, m_model, &PickerModel::setFilter);
    connect(m_filter, &FilterField::rowsRequested, this, [this] {
        m_view->setFocus(Qt::TabFocusReason);
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model->index(0));
    });
    connect(m_model, &PickerModel::tickedChanged, this, [this] {
        showCount();
        Q_EMIT chosenChanged();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &PickerList::chosenChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PickerList::chosenChanged);
    showCount();
}

void PickerList::showCount() {
    m_count->setText(tr("%Ln chosen", nullptr, static_cast<int>(m_model->ticked().size())));
}

std::vector<quint32> PickerList::chosen() const {
    if (m_mode == Mode::Several)
        return m_model->ticked();
    const QModelIndex now = m_view->currentIndex();
    return now.isValid() ? std::vector<quint32>{m_model->numberAt(now.row())} : std::vector<quint32>();
}

void PickerList::focusFilter() {
    m_filter->setFocus(Qt::OtherFocusReason);
}

} // namespace wallaroo
