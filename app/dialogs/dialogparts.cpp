#include "dialogs/dialogparts.h"

#include "models/celltext.h"
#include "style/icons.h"
#include "style/metrics.h"
#include "widgets/columnshares.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::DialogParts)
};

/// What the area around it tells of its height is right at once, not when a layout request has come: a dialog is fitted
/// before it is shown.
class BodyColumn final : public QVBoxLayout {
public:
    BodyColumn(QWidget* body, QWidget* area) : QVBoxLayout(body), m_area(area) { setContentsMargins({}); }

    void invalidate() override {
        QVBoxLayout::invalidate();
        if (m_area)
            m_area->updateGeometry();
    }

private:
    QPointer<QWidget> m_area;
};

/// See scrolledBody(). Wants to be as high as what is in it; a layout with less room takes it from the highest first.
class BodyScroll final : public QScrollArea {
public:
    explicit BodyScroll(QWidget* parent) : QScrollArea(parent) {
        auto* body = new QWidget(this);
        m_column = new BodyColumn(body, this);
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

    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

    [[nodiscard]] int heightForWidth(int width) const override {
        if (!m_column->hasHeightForWidth())
            return m_column->totalSizeHint().height();
        // What fills the room that is left wants nothing, and has a least height.
        return std::max(m_column->totalHeightForWidth(width), m_column->totalMinimumHeightForWidth(width));
    }

    [[nodiscard]] QSize minimumSizeHint() const override {
        const Metrics metrics(this);
        return {metrics.px(280), metrics.px(80)};
    }

private:
    BodyColumn* m_column = nullptr; ///< the body owns it
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
    auto* scroll = new BodyScroll(parent);
    scroll->column()->setSpacing(column.spacing());
    column.addWidget(scroll, 1);
    return scroll->column();
}

void addFilling(QBoxLayout& body, QWidget* widget, int minimumHeight, int stretch) {
    widget->setMinimumHeight(minimumHeight);
    widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // else it would scroll for its usual height
    body.addWidget(widget, stretch);
}

void actOnCtrlEnter(QDialog& dialog, QPushButton* act) {
    // Before the widget with the focus has the key: on some desktops a choice would open and a box be ticked by it.
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter})
        QObject::connect(new QShortcut(QKeySequence(Qt::CTRL | key), &dialog), &QShortcut::activated, act, [act] {
            if (act->isVisible())
                act->click(); // which does nothing while it is disabled
        });
}

void resizeWithinScreen(QDialog& dialog, int width, int height) {
    const Metrics metrics(&dialog);
    const QSize screen = dialog.screen()->availableGeometry().size();
    dialog.resize(QSize(metrics.px(width), metrics.px(height)).boundedTo(screen));
}

void resizeToContent(QDialog& dialog, int width) {
    dialog.resize(std::min(Metrics(&dialog).px(width), dialog.screen()->availableGeometry().width()), dialog.height());
    fitHeight(dialog);
}

void fitHeight(QDialog& dialog) {
    const auto* layout = dialog.layout();
    const int height =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(dialog.width()) : dialog.sizeHint().height();
    dialog.resize(dialog.width(), std::min(height, dialog.screen()->availableGeometry().height()));
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
