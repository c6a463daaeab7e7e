#include "widgets/pagehead.h"

#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/progressline.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace wallaroo {
namespace {

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

PageHead::PageHead(const QString& title, QWidget* parent)
    : QWidget(parent),
      m_title(plainLabel(this)),
      m_note(plainLabel(this)),
      m_actions(new QHBoxLayout),
      m_refresh(new QPushButton(icon(QStringLiteral("refresh")), tr("Refresh"), this)),
      m_progress(new ProgressLine(this)) {
    const Metrics metrics(this);
    m_title->setObjectName(QStringLiteral("pageTitle"));
    setTextStyle(m_title, TextStyle::Title);
    m_note->setObjectName(QStringLiteral("pageNote"));
    setTextTint(m_note, Tint::SecondaryText);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // gives way before the buttons do
    m_refresh->setAutoDefault(false);
    m_refresh->setAccessibleName(tr("Refresh"));
    m_refresh->setToolTip(tr("F5"));
    connect(m_refresh, &QPushButton::clicked, this, &PageHead::refreshRequested);

    m_actions->setSpacing(metrics.px(10));
    m_actions->addWidget(m_refresh);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics.px(16));
    row->addWidget(m_title);
    row->addWidget(m_note, 1, Qt::AlignVCenter);
    row->addLayout(m_actions);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.px(8));
    column->addLayout(row);
    column->addWidget(m_progress);
    setTitle(title);
}

void PageHead::setTitle(const QString& title) {
    m_title->setText(title);
}

void PageHead::setNote(const QString& note) {
    m_noteText = note;
    m_note->setText(m_isNoteShown ? m_noteText : QString());
}

void PageHead::setNoteShown(bool shown) {
    m_isNoteShown = shown;
    setNote(m_noteText);
}

QPushButton* PageHead::setMainAction(const QString& text, const QString& iconName) {
    if (!m_main) {
        m_main = new QPushButton(this);
        m_main->setAutoDefault(false);
        setMain(m_main);
        connect(m_main, &QPushButton::clicked, this, &PageHead::mainActionRequested);
        m_actions->addWidget(m_main);
    }
    m_main->setText(text);
    m_main->setIcon(iconName.isEmpty() ? QIcon() : icon(iconName));
    return m_main;
}

void PageHead::addButton(QWidget* button) {
    m_actions->insertWidget(m_actions->indexOf(m_refresh), button);
}

void PageHead::setRefreshShown(bool shown) {
    m_refresh->setVisible(shown);
}

void PageHead::setBusy(bool busy) {
    m_progress->setRunning(busy);
}

} // namespace wallaroo
