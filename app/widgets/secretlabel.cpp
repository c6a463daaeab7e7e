#include "widgets/secretlabel.h"

#include "style/metrics.h"
#include "style/painting.h"
#include "widgets/announce.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>
#include <QtMath>

namespace wallaroo {
namespace {

constexpr qsizetype shownAtStart = 4;
constexpr qsizetype shownAtEnd = 3;
constexpr qsizetype longEnough = 24; // of a shorter secret 7 characters are too much to show
constexpr int mostDots = 40;
constexpr int margin = 4; // for the ring of the focus

QAccessibleInterface* labelInterface(const QString& name, QObject* object) {
    if (name == QLatin1String(SecretLabel::staticMetaObject.className()))
        return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::StaticText); // owned by Qt's cache
    return nullptr;
}

/// Lays `text` out in lines of `width`, broken anywhere; the height it takes.
qreal layOut(QTextLayout& layout, qreal width) {
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

} // namespace

SecretLabel::SecretLabel(QWidget* parent) : QWidget(parent), m_end(this) {
    QAccessible::installFactory(labelInterface);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, [this] { setRevealed(false); });
    updateDescription();
}

SecretLabel::~SecretLabel() = default;

void SecretLabel::setSecret(const Secret& secret) {
    if (m_secret == secret)
        return;
    setRevealed(false);
    m_secret = secret;
    updateDescription();
    updateGeometry();
    update();
}

void SecretLabel::clear() {
    setSecret({});
}

void SecretLabel::setRevealButton(QAbstractButton* button) {
    connect(button, &QAbstractButton::pressed, this, [this] { setRevealed(true); });
    connect(button, &QAbstractButton::released, this, [this] { setRevealed(false); });
    button->installEventFilter(this); // a button that loses focus or sight while held tells no release
}

bool SecretLabel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide || event->type() == QEvent::EnabledChange)
        setRevealed(false);
    return QWidget::eventFilter(watched, event);
}

void SecretLabel::setRevealed(bool revealed) {
    if (revealed && m_secret.isEmpty())
        return;
    if (!revealed)
        m_end.stop();
    if (m_revealed == revealed)
        return;
    m_revealed = revealed;
    updateDescription();
    updateGeometry();
    update();
    announceSeen(this, accessibleDescription());
    Q_EMIT revealedChanged(revealed);
}

void SecretLabel::updateDescription() {
    // Never the text itself, in either state.
    setAccessibleDescription(m_secret.isEmpty() ? tr("none")
                             : m_revealed       ? tr("shown on screen")
                                                : tr("hidden; Space shows it on screen for 30 seconds"));
}

void SecretLabel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        const bool reveal = !m_revealed;
        setRevealed(reveal);
        if (m_revealed)
            m_end.start(revealMs);
    } else if (event->key() == Qt::Key_Escape && m_revealed) {
        setRevealed(false);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SecretLabel::focusOutEvent(QFocusEvent* event) {
    setRevealed(false);
    update();
    QWidget::focusOutEvent(event);
}

void SecretLabel::hideEvent(QHideEvent* event) {
    setRevealed(false);
    QWidget::hideEvent(event);
}

void SecretLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

QFont SecretLabel::monospaced() const {
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font().pointSizeF() > 0)
        fixed.setPointSizeF(font().pointSizeF());
    else
        fixed.setPixelSize(font().pixelSize());
    return fixed;
}

QString SecretLabel::maskedText(int width) const {
    if (m_secret.isEmpty())
        return {};
    const QByteArrayView bytes = m_secret.reveal();
    const bool isLong = bytes.size() >= longEnough;
    const qsizetype shown = isLong ? shownAtStart + 1 + 1 + shownAtEnd : 0;
    // As many dots as there is room for, not as there are characters: the length stays hidden too.
    const int room = static_cast<int>(width / QFontMetricsF(monospaced()).horizontalAdvance(u'\u00B7') - qreal(shown));
    QString dots(qBound(4, room, mostDots), QChar(u'\u00B7'));
    if (!isLong)
        return dots;
    return QString::fromUtf8(bytes.first(shownAtStart)) + u' ' + dots + u' '
           + QString::fromUtf8(bytes.last(shownAtEnd));
}

QSize SecretLabel::sizeHint() const {
    const QFontMetrics metrics(monospaced());
    const int width = metrics.horizontalAdvance(u'\u00B7') * (mostDots + 9) + 2 * margin;
    return {width, heightForWidth(width)};
}

QSize SecretLabel::minimumSizeHint() const {
    const QFontMetricsF metrics(monospaced()); // an advance rounded down would cut the last letter in two
    return {qCeil(metrics.horizontalAdvance(u'\u00B7') * 13) + 2 * margin, qCeil(metrics.height()) + 2 * margin};
}

int SecretLabel::heightForWidth(int width) const {
    const QFont fixed = monospaced();
    if (!m_revealed)
        return QFontMetrics(fixed).height() + 2 * margin;
    QTextLayout layout(QString::fromUtf8(m_secret.reveal()), fixed);
    return qCeil(layOut(layout, width - 2 * margin)) + 2 * margin;
}

void SecretLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    const QFont fixed = monospaced();
    painter.setFont(fixed);
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_revealed) {
        QTextLayout layout(QString::fromUtf8(m_secret.reveal()), fixed);
        layOut(layout, room.width());
        layout.draw(&painter, room.topLeft());
    } else {
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, maskedText(room.width()));
    }
    if (hasFocus())
        paint::focusRing(&painter, rect(), Metrics(this).px(4), palette());
}

} // namespace wallaroo
