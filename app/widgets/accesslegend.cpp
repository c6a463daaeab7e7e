#include "widgets/accesslegend.h"

#include "models/accessmodel.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/accessmarks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace wallaroo {
namespace {

using models::Access;
using models::AccessCell;

constexpr int markSide = 10;

class Mark final : public QWidget {
public:
    Mark(AccessCell cell, QWidget* parent) : QWidget(parent), m_cell(cell) {
        const int side = Metrics(this).px(markSide) + 2; // a pixel round it
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        AccessMarks::paint(&painter, rect().adjusted(1, 1, -1, -1), m_cell, palette(), AccessMarks::Ground::Plain);
    }

private:
    AccessCell m_cell;
};

} // namespace

AccessLegend::AccessLegend(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("accessLegend"));
    const Metrics metrics(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, metrics.px(4), 0, metrics.px(4));
    row->setSpacing(metrics.px(6));
    static constexpr AccessCell cells[] = {
        {Access::Owner, false}, {Access::Collaborator, false}, {Access::Collaborator, true}, {Access::NotKnown, false}};
    for (const AccessCell cell : cells) {
        const QString words = cell.isStale ? tr("to be confirmed") : models::AccessModel::words(cell);
        auto* label = new QLabel(words, this);
        label->setTextFormat(Qt::PlainText);
        setTextTint(label, Tint::SecondaryText);
        row->addWidget(new Mark(cell, this));
        row->addWidget(label);
        row->addSpacing(metrics.px(8));
    }
}

} // namespace wallaroo
