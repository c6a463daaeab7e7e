#include "widgets/detailspanel.h"

#include "dialogs/fixedfont.h"
#include "models/celltext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/painting.h"
#include "widgets/breakinglabel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int idLetters = 37; ///< an id is 36 letters, and stands on a line of its own
constexpr int sectionRowsAtLeast = 4;

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

/// Room for an id, which every panel has.
int idWidth(const QWidget* widget) {
    return QFontMetrics(fixedFont(widget->font())).averageCharWidth() * idLetters;
}

/// One word too long for the panel, such as an address, must not push the rest out of sight.
QLabel* breakableLabel(const QString& text, QWidget* parent) {
    const QStringList words = text.split(u' ');
    const int room = idWidth(parent);
    const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return parent->fontMetrics().horizontalAdvance(word) <= room;
    });
    if (fits)
        return plainLabel(text, parent);
    auto* label = new BreakingLabel(parent);
    label->setText(text);
    return label;
}

QToolButton* toolButton(const QString& iconName, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    return button;
}

} // namespace

DetailsPanel::DetailsPanel(QWidget* parent)
    : QFrame(parent),
      m_title(new BreakingLabel(this)),
      m_subtitle(new BreakingLabel(this)),
      m_copy(toolButton(QStringLiteral("copy"), tr("Copy details"), this)),
      m_close(toolButton(QStringLiteral("clear"), tr("Close details"), this)),
      m_scroll(new QScrollArea(this)),
      m_sectionColumn(new QVBoxLayout),
      m_scrolled(new QVBoxLayout),
      m_footer(new QVBoxLayout) {
    setAccessibleName(tr("Details"));
    setCard(this);
    setTextStyle(m_title, TextStyle::Heading);
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    setTextTint(m_subtitle, Tint::SecondaryText);
    layOut();
    connect(m_close, &QToolButton::clicked, this, &DetailsPanel::dismiss);
    connect(m_copy, &QToolButton::clicked, this, [this] { Q_EMIT textCopyRequested(plainText()); });
}

void DetailsPanel::layOut() {
    const Metrics metrics(this);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics.px(2));
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    auto* head = new QHBoxLayout;
    head->addLayout(words, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    head->addWidget(m_close, 0, Qt::AlignTop);

    auto* body = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, metrics.px(6), 0);
    column->setSpacing(metrics.px(14));
    m_sectionColumn->setSpacing(metrics.px(14));
    column->addLayout(m_sectionColumn);
    column->addLayout(m_scrolled);
    column->addStretch(1);
    m_scroll->setWidget(body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Details"));
    m_scroll->viewport()->setAccessibleName(tr("Details")); // which has the focus where the area has it
    m_scroll->installEventFilter(this);
    setGroundTint(body, Tint::Surface);

    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(metrics.px(14), metrics.px(12), metrics.px(8), metrics.px(10));
    whole->setSpacing(metrics.px(12));
    whole->addLayout(head);
    whole->addWidget(m_scroll, 1);
    whole->addLayout(m_footer);
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    setMinimumWidth(idWidth(this) + metrics.px(40) + scrollBar);
}

void DetailsPanel::showTitle(const QString& title, const QString& subtitle) {
    clearSections();
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleDescription(title);
}

void DetailsPanel::clearSections() {
    for (const auto& [key, section] : m_sections)
        delete section.widget;
    m_sections.clear();
    m_order.clear();
}

QWidget* DetailsPanel::makeSection(const QString& title, const QList<Row>& rows, const QString& note) {
    const Metrics metrics(this);
    auto* section = new QWidget(m_scroll->widget());
    auto* form = new QFormLayout(section);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(metrics.px(12));
    form->setVerticalSpacing(metrics.px(5));
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    if (!title.isEmpty()) {
        auto* heading = plainLabel(title, section);
        setTextStyle(heading, TextStyle::Strong);
        form->addRow(heading);
    }
    for (const Row& row : rows) {
        auto* value = row.isIdentifier ? plainLabel(row.value, section) : breakableLabel(row.value, section);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setFocusPolicy(Qt::NoFocus); // twenty values are no tab stops
        if (row.isIdentifier) {
            value->setFont(fixedFont(value->font()));
            value->setWordWrap(false); // on one line, below its name where beside it there is too little room
        }
        if (!row.exact.isEmpty())
            value->setToolTip(models::literalToolTip(row.exact));
        if (row.name.isEmpty()) {
            form->addRow(value);
            continue;
        }
        const bool isLong = fontMetrics().horizontalAdvance(row.name) > idWidth(this) / 2;
        auto* name = breakableLabel(row.name, section);
        setTextTint(name, Tint::SecondaryText);
        value->setAccessibleName(row.name + QStringLiteral(": ") + row.value);
        if (isLong) { // a workspace's name has the line to itself
            form->addRow(name);
            form->addRow(value);
            continue;
        }
        name->setWordWrap(false);
        form->addRow(name, value);
    }
    if (!note.isEmpty()) {
        auto* line = plainLabel(note, section);
        setTextTint(line, Tint::SecondaryText);
        form->addRow(line);
    }
    return section;
}

void DetailsPanel::setSection(const QString& key, const QString& title, const QList<Row>& rows, const QString& note) {
    QStringList lines;
    if (!title.isEmpty())
        lines << title;
    for (const Row& row : rows) {
        const QString value =
            row.exact.isEmpty() ? row.value : QString(row.exact).replace(u'\n', QStringLiteral(" · "));
        lines << (row.name.isEmpty() ? value : row.name + QStringLiteral(": ") + value);
    }
    if (!note.isEmpty())
        lines << note;

    auto* made = makeSection(title, rows, note);
    auto& section = m_sections[key];
    section.text = lines.join(u'\n');
    if (section.widget) {
        delete m_sectionColumn->replaceWidget(section.widget, made);
        delete section.widget;
    } else {
        m_order << key;
        m_sectionColumn->addWidget(made);
    }
    section.widget = made;
    made->show();
}

void DetailsPanel::removeSection(const QString& key) {
    const auto found = m_sections.find(key);
    if (found == m_sections.end())
        return;
    delete found->second.widget;
    m_sections.erase(found);
    m_order.removeOne(key);
}

void DetailsPanel::addScrolled(QWidget* widget) {
    m_scrolled->addWidget(widget);
}

void DetailsPanel::addWidget(QWidget* widget) {
    m_footer->addWidget(widget);
    auto* whole = qobject_cast<QBoxLayout*>(layout());
    whole->setStretchFactor(m_footer, 2);
    m_scroll->widget()->installEventFilter(this);
    fitSections();
}

/// With something below them the sections take the room they need, and no more.
void DetailsPanel::fitSections() {
    if (m_footer->isEmpty())
        return;
    const QLayout* body = m_scroll->widget()->layout();
    const int wanted = body->hasHeightForWidth() ? body->totalHeightForWidth(m_scroll->viewport()->width())
                                                 : body->totalSizeHint().height();
    m_scroll->setMaximumHeight(wanted);
    m_scroll->setMinimumHeight(std::min(wanted, Metrics(this).rowHeight() * sectionRowsAtLeast));
}

bool DetailsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_scroll->widget() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize))
        fitSections();
    if (watched == m_scroll && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update(); // the edge is the panel's
    return QFrame::eventFilter(watched, event);
}

/// What is scrolled here has no edge of its own.
void DetailsPanel::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    if (!hasFocus() && !m_scroll->hasFocus())
        return;
    QPainter painter(this);
    paint::focusRing(&painter, rect(), Metrics(this).cardRadius(), palette());
}

QString DetailsPanel::title() const {
    return m_title->text();
}

QString DetailsPanel::plainText() const {
    QStringList parts{m_title->text()};
    if (!m_subtitle->text().isEmpty())
        parts << m_subtitle->text();
    for (const QString& key : m_order)
        parts << QString() << m_sections.at(key).text;
    return parts.join(u'\n');
}

void DetailsPanel::dismiss() {
    hide();
    Q_EMIT closed();
}

void DetailsPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace wallaroo
