// How a SecretField looks and answers to the mouse while it is shown; the line edit below knows bullets only.
#include "widgets/secretfieldline.h"

#include "widgets/secretfield.h"

#include <QFontDatabase>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFrame>

namespace wallaroo {
namespace {

/// Fixed, since l and 1, O and 0 matter here; of the field's size.
QFont clearFont(const QWidget& field) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (field.font().pointSizeF() > 0)
        font.setPointSizeF(field.font().pointSizeF());
    else
        font.setPixelSize(field.font().pixelSize());
    return font;
}

} // namespace

SecretLine::SecretLine(const QString& text, const QLineEdit& field, const QRect& room)
    : m_field(field),
      m_room(room),
      m_layout(text, clearFont(field)) {
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight); // a secret is read as it is typed
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(false);
    m_layout.beginLayout();
    QTextLine line = m_layout.createLine();
    line.setLineWidth(1e6);
    m_layout.endLayout();
    const qreal cursor = line.cursorToX(field.cursorPosition());
    const qreal scrolled = qMax(0.0, cursor + 2 - room.width());
    m_origin = QPointF(room.left() - scrolled, room.top() + (room.height() - line.height()) / 2);
}

void SecretLine::paint(QPainter* painter) const {
    painter->setClipRect(m_room);
    painter->setPen(m_field.palette().color(QPalette::Text));
    QList<QTextLayout::FormatRange> selections;
    if (m_field.hasSelectedText()) {
        QTextCharFormat format;
        format.setBackground(m_field.palette().highlight());
        format.setForeground(m_field.palette().highlightedText());
        selections.append({m_field.selectionStart(), static_cast<int>(m_field.selectionLength()), format});
    }
    m_layout.draw(painter, m_origin, selections);
    if (m_field.hasFocus() && !m_field.isReadOnly())
        m_layout.drawCursor(painter, m_origin, m_field.cursorPosition());
}

int SecretLine::positionAt(qreal x) const {
    return m_layout.lineAt(0).xToCursor(x - m_origin.x());
}

QRect SecretField::textRect() const {
    QStyleOptionFrame option;
    initStyleOption(&option);
    constexpr int asQLineEdit = 2;
    return style()
        ->subElementRect(QStyle::SE_LineEditContents, &option, this)
        .marginsRemoved(textMargins())
        .adjusted(asQLineEdit, 0, -asQLineEdit, 0);
}

void SecretField::paintEvent(QPaintEvent* event) {
    if (!m_shown || m_buffer.size() == 0)
        return QLineEdit::paintEvent(event);
    QPainter painter(this);
    QStyleOptionFrame option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    const QString text = m_buffer.view();
    SecretLine(text, *this, textRect()).paint(&painter);
}

void SecretField::mousePressEvent(QMouseEvent* event) {
    if (!m_shown || event->button() != Qt::LeftButton)
        return QLineEdit::mousePressEvent(event);
    const QString text = m_buffer.view();
    m_anchor = SecretLine(text, *this, textRect()).positionAt(event->position().x());
    setCursorPosition(m_anchor);
}

void SecretField::mouseMoveEvent(QMouseEvent* event) {
    if (!m_shown || !event->buttons().testFlag(Qt::LeftButton))
        return QLineEdit::mouseMoveEvent(event);
    const QString text = m_buffer.view();
    const int position = SecretLine(text, *this, textRect()).positionAt(event->position().x());
    setSelection(m_anchor, position - m_anchor);
}

void SecretField::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton)
        paste(true); // as elsewhere on X11; QLineEdit would hand it to its accessibility events
    else if (!m_shown)
        QLineEdit::mouseReleaseEvent(event);
}

void SecretField::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        selectAll(); // no words: where they end would be told
}

} // namespace wallaroo
