#include "dialogs/dialogparts.h"

#include "models/celltext.h"
#include "style/icons.h"
#include "style/metrics.h"
#include "widgets/columnshares.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::DialogParts)
};

/// See scrolledBody().
class BodyScroll final : public QScrollArea {
public:
    BodyScroll(QWidget* body, QWidget* parent) : QScrollArea(parent) {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setFocusPolicy(Qt::NoFocus);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(body);
        // After setWidget(), which makes the body fill itself: the dialog's ground shows through.
        body->setAutoFillBackground(false);
        viewport()->setAutoFillBackground(false);
        // QScrollArea follows the Tab key within itself alone, not a focus that comes from outside or is set.
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
            if (now && widget()->isAncestorOf(now))
                ensureWidgetVisible(now);
        });
    }

    [[nodiscard]] QSize minimumSizeHint() const override {
        const Metrics metrics(this);
        return {metrics.px(280), metrics.px(80)};
    }
};

} // namespace

QVBoxLayout* dialogColumn(QDialog& dialog, const QString& title, const QString& about, TextStyle style) {
    const Metrics metrics(&dialog);
    auto* column = new QVBoxLayout(&dialog);
    column->setContentsMargins(metrics.px(24), metrics.px(20), metrics.px(24), metrics.px(18));
    column->setSpacing(metrics.px(10));
    auto* heading = paragraph(title, &dialog);
    heading->setObjectName(QStringLiteral("dialogTitle"));
    setTextStyle(heading, style);
    column->addWidget(heading);
    if (about.isEmpty())
        return column;
    auto* line = paragraph(about, &dialog);
    line->setObjectName(QStringLiteral("dialogAbout"));
    setTextTint(line, Tint::SecondaryText);
    column->addWidget(line);
    return column;
}

QHBoxLayout* actingRow(QDialog& dialog, QPushButton* act, const QList<QWidget*>& left) {
    auto* cancel = quietButton(Say::tr("Cancel"), "dialogCancel", &dialog);
    act->setAutoDefault(false);
    setMain(act);
    QObject::connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(act, &QPushButton::clicked, &dialog, &QDialog::accept);
    auto* row = new QHBoxLayout;
    for (QWidget* widget : left)
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(act);
    return row;
}

QVBoxLayout* scrolledBody(QBoxLayout& column, QWidget* parent) {
    auto* body = new QWidget(parent);
    auto* inside = new QVBoxLayout(body);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(column.spacing());
    auto* scroll = new BodyScroll(body, parent);
    column.addWidget(scroll, 1);
    return inside;
}

void addFilling(QBoxLayout& body, QWidget* widget, int minimumHeight, int stretch) {
    widget->setMinimumHeight(minimumHeight);
    widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // else it would scroll for its usual height
    body.addWidget(widget, stretch);
}

void resizeWithinScreen(QDialog& dialog, int width, int height) {
    const Metrics metrics(&dialog);
    const QSize screen = dialog.screen()->availableGeometry().size();
    dialog.resize(QSize(metrics.px(width), metrics.px(height)).boundedTo(screen));
}

void resizeToContent(QDialog& dialog, int width) {
    const int wanted = std::min(Metrics(&dialog).px(width), dialog.screen()->availableGeometry().width());
    const auto* layout = dialog.layout();
    dialog.resize(wanted,
                  layout->hasHeightForWidth() ? layout->totalHeightForWidth(wanted) : dialog.sizeHint().height());
}

QLabel* paragraph(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

QTreeWidget* rowList(const QString& name, const QStringList& head, QWidget* parent) {
    auto* tree = new QTreeWidget(parent);
    tree->setAccessibleName(name);
    tree->setHeaderLabels(head);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setTabKeyNavigation(false);
    return tree;
}

void shareColumns(QTreeWidget& list, const QList<int>& letters, int whole) {
    auto* shares = new ColumnShares(list, whole); // the list owns it
    QList<int> widths;
    for (const int count : letters)
        widths << count * list.fontMetrics().averageCharWidth();
    shares->setWidths(widths);
}

void setName(QTreeWidgetItem& item, int column, const QString& name) {
    const QString note = models::scriptsNote(name);
    item.setText(column, name);
    item.setToolTip(column, models::literalToolTip(note.isEmpty() ? name : name + u'\n' + note));
    if (note.isEmpty())
        return;
    item.setIcon(column, icon(QStringLiteral("warning"), Tint::Warning));
    item.setData(column, Qt::AccessibleDescriptionRole, note);
}

QPushButton* quietButton(const QString& text, const char* objectName, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setAutoDefault(false);
    return made;
}

} // namespace wallaroo
