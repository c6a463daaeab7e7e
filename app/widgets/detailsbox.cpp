#include "widgets/detailsbox.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>

namespace wallaroo {

DetailsBox::DetailsBox(QWidget* parent)
    : QWidget(parent),
      m_toggle(new QPushButton(tr("Details…"), parent)),
      m_text(new QPlainTextEdit(this)) {
    m_toggle->setObjectName(QStringLiteral("detailsToggle"));
    m_toggle->setAutoDefault(false);
    m_toggle->hide();
    connect(m_toggle, &QPushButton::clicked, this, [this] { setOpen(isHidden()); });

    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true); // no trap for the keyboard
    m_text->setAccessibleName(tr("Details of the message"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* copy = new QPushButton(tr("Copy details"), this);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, m_text, [this] {
        m_text->selectAll();
        m_text->copy();
    });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    hide();
}

void DetailsBox::setDetails(const QString& details) {
    m_text->setPlainText(details);
    m_toggle->setVisible(!details.isEmpty());
    setOpen(false);
}

QString DetailsBox::details() const {
    return m_text->toPlainText();
}

QSize DetailsBox::sizeHint() const {
    constexpr int mostLines = 9;
    const int lines = qBound(3, m_text->blockCount() + 1, mostLines);
    const QFontMetrics metrics(m_text->font());
    return {metrics.averageCharWidth() * 64, metrics.lineSpacing() * lines + metrics.height()};
}

bool DetailsBox::fold() {
    const bool wasOpen = !isHidden();
    if (wasOpen)
        setOpen(false);
    return wasOpen;
}

void DetailsBox::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || !fold())
        QWidget::keyPressEvent(event);
}

void DetailsBox::setOpen(bool open) {
    if (!open && !m_toggle->isHidden() && isAncestorOf(window()->focusWidget()))
        m_toggle->setFocus(Qt::OtherFocusReason); // where it was before it was opened
    setVisible(open);
    m_toggle->setText(open ? tr("Hide details") : tr("Details…"));
    updateGeometry();
    if (open)
        m_text->setFocus();
}

} // namespace wallaroo
