#include "dialogs/consequencesheet.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/subjectcolumns.h"
#include "dialogs/subjectsmodel.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/taborder.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QStyle>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int mostRowsShown = 8;    ///< of subjects, before their list scrolls
constexpr int mostLeftOutNamed = 6; ///< the others are counted

/// A name or an address may be wanted elsewhere.
QLabel* selectable(const QString& text, QWidget* parent) {
    auto* label = paragraph(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

/// As high as its first rows where the sheet has the room; where it has not, the list gives way before the texts do.
class ConsequenceSheet::SubjectsView final : public QTreeView {
public:
    using QTreeView::QTreeView;

    void setRowsHeight(int height) { m_rowsHeight = height; }

    void setWantsRows(bool wants) {
        m_wantsRows = wants;
        updateGeometry();
    }

    [[nodiscard]] QSize sizeHint() const override {
        return {QTreeView::sizeHint().width(), m_wantsRows ? m_rowsHeight : 0};
    }

private:
    int m_rowsHeight = 0;
    bool m_wantsRows = false;
};

ConsequenceSheet::ConsequenceSheet(const Consequences& consequences, QWidget* parent)
    : QDialog(parent),
      m_consequences(consequences),
      m_subjects(new SubjectsModel(consequences.subjects, this)),
      m_lookup(selectable({}, this)),
      m_extras(new QVBoxLayout),
      m_act(new QPushButton(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("consequenceSheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(consequences.title);
    setAccessibleName(tr("Consequences"));
    layOut();
    updateAct();
    actOnCtrlEnter(*this, m_act);
    m_cancel->setFocus();
}

ConsequenceSheet::~ConsequenceSheet() = default;

void ConsequenceSheet::layOut() {
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(26), metrics.px(22), metrics.px(26), metrics.px(18));
    column->setSpacing(metrics.px(11));
    auto* title = selectable(m_consequences.title, this);
    title->setObjectName(QStringLiteral("consequenceTitle"));
    setTextStyle(title, TextStyle::Title);
    column->addWidget(title);
    m_body = scrolledBody(*column, this); // on a low screen the buttons stay in sight
    if (!m_consequences.summary.isEmpty()) {
        auto* summary = selectable(m_consequences.summary, this);
        setTextTint(summary, Tint::SecondaryText);
        m_body->addWidget(summary);
    }
    addSubjects(*m_body);
    addTexts(*m_body);
    m_extras->setSpacing(metrics.px(6));
    m_body->addLayout(m_extras);
    addTypedCheck(*column);
    addButtons(*column);
    setMinimumWidth(std::min(metrics.px(560), screen()->availableGeometry().width()));
    resize(widthWanted(), height());
    fit();
    tabInOrderOfLayout(*this);
}

/// Once it is shown, the size is the person's.
void ConsequenceSheet::fit() {
    if (isVisible())
        return;
    if (m_list)
        m_list->setWantsRows(true);
    fitHeight(*this);
    if (m_list)
        m_list->setWantsRows(false);
}

/// Wide enough for what is in the list, as far as the window behind and the screen go.
int ConsequenceSheet::widthWanted() const {
    const int widest = screen()->availableGeometry().width();
    const int usual = std::min(Metrics(this).px(820), widest);
    if (!m_list)
        return usual;
    const QMargins margins = layout()->contentsMargins();
    const int around = margins.left() + margins.right() + 2 * m_list->frameWidth()
                       + m_list->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int behind = parentWidget() ? parentWidget()->window()->width() * 9 / 10 : 0;
    const int most = std::min(std::max(usual, behind), widest);
    const int width = std::clamp(fitSubjectColumns(*m_list, most - around) + around, usual, most);
    fitSubjectColumns(*m_list, width - around);
    return width;
}

void ConsequenceSheet::addSubjects(QBoxLayout& column) {
    if (m_consequences.subjects.isEmpty())
        return;
    m_list = new SubjectsView(this);
    m_list->setObjectName(QStringLiteral("consequenceSubjects"));
    m_list->setAccessibleName(tr("Who"));
    m_list->setModel(m_subjects);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setTabKeyNavigation(false);
    auto* header = m_list->header();
    header->setStretchLastSection(true);
    const auto rows = std::min<qsizetype>(m_consequences.subjects.size(), mostRowsShown);
    const int row = m_list->sizeHintForRow(0);
    const int height = header->sizeHint().height() + row * static_cast<int>(rows) + 2 * m_list->frameWidth() + row / 3;
    m_list->setRowsHeight(height);
    m_list->setMinimumHeight(std::min(height, header->sizeHint().height() + row * 3));
    m_list->setMaximumHeight(std::max(height, m_list->minimumHeight())
                             + (rows < mostRowsShown ? 0 : QWIDGETSIZE_MAX / 2));
    column.addWidget(m_list, 1);
}

QStringList ConsequenceSheet::leftOutLines() const {
    QStringList lines;
    for (const auto& one : m_consequences.leftOut)
        lines << tr("%1 (%2)", "name and reason").arg(one.name, one.reason);
    return lines;
}

QString ConsequenceSheet::leftOutText() const {
    const QStringList left = leftOutLines();
    if (left.isEmpty())
        return {};
    QString text = left.mid(0, mostLeftOutNamed).join(QStringLiteral(", "));
    const auto others = static_cast<int>(left.size()) - mostLeftOutNamed;
    if (others > 0)
        text = tr("%1 and %n others", nullptr, others).arg(text);
    return tr("Left out: %1.").arg(text);
}

void ConsequenceSheet::addTexts(QBoxLayout& column) {
    if (const QStringList left = leftOutLines(); !left.isEmpty()) {
        auto* label = selectable(leftOutText(), this);
        label->setObjectName(QStringLiteral("consequenceLeftOut"));
        if (left.size() > mostLeftOutNamed)
            label->setToolTip(QStringLiteral("<html>")
                              + left.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
        column.addWidget(label);
    }
    for (const QString& text : m_consequences.follows)
        column.addWidget(selectable(text, this));
    if (!m_consequences.cannotBeUndone.isEmpty()) {
        auto* label = selectable(m_consequences.cannotBeUndone, this);
        setTextTint(label, Tint::Danger);
        column.addWidget(label);
    }
    m_lookup->setObjectName(QStringLiteral("consequenceLookup"));
    setTextTint(m_lookup, Tint::SecondaryText);
    m_lookup->hide();
    column.addWidget(m_lookup);
    if (!m_consequences.calls.isEmpty()) {
        auto* calls = selectable(tr("Calls: %1", "what will be sent to the server").arg(m_consequences.calls), this);
        setTextTint(calls, Tint::SecondaryText);
        setTextStyle(calls, TextStyle::Small);
        column.addWidget(calls);
    }
}

void ConsequenceSheet::addTypedCheck(QBoxLayout& column) {
    if (m_consequences.typedCheck.isEmpty())
        return;
    column.addWidget(selectable(m_consequences.typedReason, this));
    auto* label = selectable(tr("Type %1 to go on:").arg(displayText(m_consequences.typedCheck)), this);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("typedCheck"));
    m_typed->setAccessibleName(tr("Type the name to go on"));
    label->setBuddy(m_typed);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_typed, 1);
    column.addLayout(row);
    connect(m_typed, &QLineEdit::textChanged, this, &ConsequenceSheet::updateAct);
}

void ConsequenceSheet::addButtons(QBoxLayout& column) {
    auto* save = new QPushButton(tr("Save as a list…"), this);
    save->setFlat(true);
    save->setAutoDefault(false);
    save->setVisible(m_consequences.subjects.size() > 1);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT listSaveRequested(plainText()); });
    m_act->setObjectName(QStringLiteral("consequenceAct"));
    m_act->setText(escapedAmpersands(m_consequences.act));
    m_act->setAutoDefault(false); // Enter is for the safe button; Ctrl+Enter for this one
    m_act->setToolTip(tr("Ctrl+Enter"));
    setMain(m_act);
    m_cancel->setObjectName(QStringLiteral("consequenceCancel"));
    m_cancel->setAutoDefault(false);
    connect(m_act, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);

    m_buttons = new QHBoxLayout;
    m_buttons->addWidget(save);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_cancel);
    m_buttons->addWidget(m_act);
    column.addLayout(m_buttons);
}

void ConsequenceSheet::updateAct() {
    const bool isTyped = !m_typed || m_typed->text() == m_consequences.typedCheck;
    m_act->setEnabled(m_isAllowed && isTyped);
}

void ConsequenceSheet::setNote(const QString& id, const QString& note, bool warns) {
    m_subjects->setNote(id, note, warns);
}

void ConsequenceSheet::setLookup(const QString& text) {
    m_lookup->setText(text);
    m_lookup->setVisible(!text.isEmpty());
    fit();
    if (m_list && isVisible())
        fitSubjectColumns(*m_list, m_list->viewport()->width()); // what follows for each has come meanwhile
}

void ConsequenceSheet::addExtra(QWidget* widget) {
    m_extras->addWidget(widget);
    m_body->invalidate(); // a layout within it does not say so by itself
    fit();
    tabInOrderOfLayout(*this);
}

void ConsequenceSheet::addButton(QWidget* button) {
    m_buttons->insertWidget(1, button);
    tabInOrderOfLayout(*this);
}

void ConsequenceSheet::setActEnabled(bool enabled) {
    m_isAllowed = enabled;
    updateAct();
}

void ConsequenceSheet::setActText(const QString& text) {
    m_act->setText(escapedAmpersands(text));
}

QString ConsequenceSheet::plainText() const {
    QStringList lines{m_consequences.title, m_consequences.summary, QString()};
    for (const auto& subject : m_subjects->subjects())
        lines << QStringList{subject.name, subject.address, subject.id, SubjectsModel::whatFollows(subject)}.join(
            u'\t');
    const QStringList left = leftOutLines();
    if (!left.isEmpty())
        lines << QString() << tr("Left out:") << left;
    if (!m_consequences.follows.isEmpty())
        lines << QString() << m_consequences.follows;
    if (!m_consequences.cannotBeUndone.isEmpty())
        lines << m_consequences.cannotBeUndone;
    return lines.join(u'\n') + u'\n';
}

void ConsequenceSheet::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    if (event->spontaneous())
        return;
    m_cancel->setFocus(); // also where a heir added something focusable
    QStringList said{m_consequences.title, m_consequences.summary};
    if (m_consequences.subjects.isEmpty())
        said << leftOutText(); // why the acting button is grey
    said << m_consequences.follows << m_consequences.cannotBeUndone;
    said.removeAll(QString());
    announce(this, said.join(u' '));
}

void ConsequenceSheet::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_act->click();
    } else if (isEnter && m_cancel->hasFocus()) {
        m_cancel->click();
    } else if (isEnter) {
        event->accept(); // in a field or a list it presses nothing
    } else {
        QDialog::keyPressEvent(event);
    }
}

} // namespace wallaroo
