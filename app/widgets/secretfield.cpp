#include "widgets/secretfield.h"

#include "style/icons.h"
#include "style/metrics.h"
#include "widgets/secretfieldline.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QToolButton>

namespace wallaroo {
namespace {

constexpr char16_t bullet = u'\u25CF';

bool isText(const QKeyEvent* event) {
    // As QLineEdit decides it: AltGr is Ctrl+Alt on some systems, so only the plain Ctrl combinations are commands.
    const QString text = event->text();
    const auto modifiers = event->modifiers();
    if (text.isEmpty() || modifiers == Qt::ControlModifier || modifiers == (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    const QChar first = text.front();
    return first.isPrint() || first.isSurrogate() || first.category() == QChar::Other_PrivateUse;
}

bool wouldGiveAway(const QKeyEvent* event) {
    return event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut) || event->matches(QKeySequence::Undo)
           || event->matches(QKeySequence::Redo);
}

} // namespace

SecretField::SecretField(QWidget* parent) : QLineEdit(parent), m_eye(new QToolButton(this)) {
    setEchoMode(Password);
    setInputMethodHints(inputMethodHints() | Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                        | Qt::ImhNoAutoUppercase);
    connect(this, &QLineEdit::textChanged, this, &SecretField::follow); // the first to hear of it

    m_eye->setObjectName(QStringLiteral("eye"));
    m_eye->setAutoRaise(true);
    m_eye->setCheckable(true);
    m_eye->setFocusPolicy(Qt::TabFocus); // a click must not take the focus from the field
    m_eye->setCursor(Qt::ArrowCursor);
    connect(m_eye, &QToolButton::toggled, this, &SecretField::setShown);
    setEyeTexts(tr("Show password"), tr("Hide password"));
}

SecretField::~SecretField() = default;

void SecretField::setSecret(const Secret& secret) {
    QString text = QString::fromUtf8(secret.reveal());
    m_buffer.clear();
    m_buffer.insert(0, text);
    wipe(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    putBullets(m_buffer.size());
}

Secret SecretField::takeSecret() {
    Secret secret = m_buffer.secret();
    wipeContents();
    return secret;
}

void SecretField::wipeContents() {
    m_buffer.clear();
    putBullets(0);
    setShown(false);
}

void SecretField::setShown(bool shown) {
    if (m_shown == shown)
        return;
    m_shown = shown;
    updateEye();
    update();
    Q_EMIT shownChanged(shown);
}

void SecretField::setEyeTexts(const QString& show, const QString& hide) {
    m_showText = show;
    m_hideText = hide;
    updateEye();
}

void SecretField::updateEye() {
    m_eye->setChecked(m_shown);
    m_eye->setIcon(icon(m_shown ? QStringLiteral("eye-off") : QStringLiteral("eye"), Tint::SecondaryText));
    m_eye->setToolTip(m_shown ? m_hideText : m_showText);
    m_eye->setAccessibleName(m_showText); // checked or not tells the state
}

void SecretField::insertSecret(QString text) {
    while (text.endsWith(u'\n') || text.endsWith(u'\r')) // a line copied whole
        text.chop(1);
    if (isReadOnly() || text.isEmpty())
        return;
    const qsizetype cursor = cursorPosition();
    const qsizetype start = m_buffer.boundaryBefore(hasSelectedText() ? selectionStart() : cursor);
    const qsizetype selected = m_buffer.boundaryAfter(hasSelectedText() ? selectionEnd() : cursor) - start;
    text.truncate(maxLength() - m_buffer.size() + selected);
    m_buffer.remove(start, selected);
    m_buffer.insert(start, text);
    const QScopedValueRollback guard(m_changing, true);
    if (selected > 0)
        setSelection(static_cast<int>(start), static_cast<int>(selected));
    insert(QString(text.size(), QChar(bullet))); // tells textEdited() too
    if (text.isDetached())
        wipe(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
}

void SecretField::paste(bool primarySelection) {
    insertSecret(QApplication::clipboard()->text(primarySelection ? QClipboard::Selection : QClipboard::Clipboard));
}

/// The line below has changed by itself: by a deletion, or because somebody gave it a text that is none of our bullets.
void SecretField::follow(const QString& text) {
    if (m_changing)
        return;
    const auto isBullet = [](QChar c) { return c == QChar(bullet); };
    const qsizetype old = m_buffer.size();
    const auto foreign = std::find_if_not(text.begin(), text.end(), isBullet);
    if (foreign == text.end() && text.size() <= old) {
        // What was deleted began where the cursor stands now.
        const qsizetype at = qMin<qsizetype>(cursorPosition(), text.size());
        const qsizetype start = m_buffer.boundaryBefore(at); // half a character is none
        const qsizetype end = m_buffer.boundaryAfter(at + old - text.size());
        m_buffer.remove(start, end - start);
        if (m_buffer.size() != text.size())
            putBullets(start);
    } else {
        const qsizetype before = qMin<qsizetype>(foreign - text.begin(), old);
        const auto lastForeign = std::find_if_not(text.rbegin(), text.rend(), isBullet);
        const qsizetype after = qMin<qsizetype>(lastForeign - text.rbegin(), old - before);
        m_buffer.remove(before, old - before - after);
        m_buffer.insert(before, QStringView(text).mid(before, text.size() - before - after));
        putBullets(cursorPosition());
    }
    update();
}

void SecretField::putBullets(qsizetype cursor) {
    const QScopedValueRollback guard(m_changing, true);
    setText(QString(m_buffer.size(), QChar(bullet)));
    setCursorPosition(static_cast<int>(qMin(cursor, m_buffer.size())));
}

void SecretField::keyPressEvent(QKeyEvent* event) {
    if (wouldGiveAway(event)) {
        event->accept();
    } else if (event->matches(QKeySequence::Paste)) {
        paste(false);
        event->accept();
    } else if (isText(event)) {
        insertSecret(event->text());
        event->accept();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void SecretField::inputMethodEvent(QInputMethodEvent* event) {
    // What is being composed is not shown; what is finished goes in.
    if (event->replacementLength() > 0) {
        const int from = qBound(0, cursorPosition() + event->replacementStart(), static_cast<int>(m_buffer.size()));
        setSelection(from, event->replacementLength());
    }
    insertSecret(event->commitString());
    event->accept();
}

QVariant SecretField::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImSurroundingText:
    case Qt::ImTextBeforeCursor:
    case Qt::ImTextAfterCursor:
    case Qt::ImCurrentSelection:
        return QString(); // nothing to learn words from
    default:
        return QLineEdit::inputMethodQuery(query);
    }
}

void SecretField::dropEvent(QDropEvent* event) {
    insertSecret(event->mimeData()->text());
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void SecretField::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* pasting = menu->addAction(tr("&Paste"));
    pasting->setEnabled(!isReadOnly() && QApplication::clipboard()->mimeData()->hasText());
    connect(pasting, &QAction::triggered, this, [this] { paste(false); });
    QAction* clearing = menu->addAction(tr("C&lear"));
    clearing->setEnabled(!isReadOnly() && m_buffer.size() > 0);
    connect(clearing, &QAction::triggered, this, [this] {
        wipeContents();
        Q_EMIT textEdited(text());
    });
    menu->popup(event->globalPos());
}

void SecretField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    const int margin = Metrics(this).px(3);
    const int side = qMax(1, height() - 2 * margin);
    const QRect place(width() - margin - side, margin, side, side);
    m_eye->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    setTextMargins(isRightToLeft() ? side : 0, 0, isRightToLeft() ? 0 : side, 0);
}

void SecretField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::EnabledChange && !isEnabled())
        setShown(false);
}

void SecretField::hideEvent(QHideEvent* event) {
    setShown(false);
    QLineEdit::hideEvent(event);
}

} // namespace wallaroo
