#include "widgets/statusline.h"

#include "models/celltext.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/wraplayout.h"

#include <QPainter>
#include <QPushButton>

namespace wallaroo {
namespace {

constexpr int leastLetters = 24; ///< of the session's words

QPushButton* part(QWidget* parent, const QString& objectName, const QString& name) {
    auto* button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setFlat(true);
    setTextTint(button, Tint::SecondaryText);
    button->setAutoDefault(false);
    button->setVisible(false);
    return button;
}

/// The whole text is in the description; what stands on the button may be shorter.
QString textOf(const QPushButton* button) {
    return button->accessibleDescription();
}

void showWords(QPushButton* button, const QString& words) {
    const QString text = escapedAmpersands(words);
    if (button->text() != text)
        button->setText(text);
    button->setToolTip(words == textOf(button) ? QString() : models::literalToolTip(textOf(button)));
}

int widthOf(const QPushButton* button, const QString& text) {
    return button->isVisibleTo(button->parentWidget()) ? button->fontMetrics().horizontalAdvance(text) : 0;
}

/// What its words lack of its text.
int widthCut(const QPushButton* button) {
    return widthOf(button, escapedAmpersands(textOf(button))) - widthOf(button, button->text());
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      m_session(part(this, QStringLiteral("statusSession"), tr("Session"))),
      m_token(part(this, QStringLiteral("statusToken"), tr("Token time left"))),
      m_keychain(part(this, QStringLiteral("statusKeychain"), tr("Keychain"))),
      m_refresh(part(this, QStringLiteral("statusRefresh"), tr("Last refresh"))) {
    setObjectName(QStringLiteral("statusLine"));
    setAutoFillBackground(true);
    setGroundTint(this, Tint::Ground);
    const Metrics metrics(this);
    auto* row = new WrapLayout(metrics.px(4), this); // where fit() is not enough it takes two lines
    row->setContentsMargins(metrics.px(8), metrics.px(2), metrics.px(8), metrics.px(2));
    row->addWidget(m_session);
    row->addWidget(m_token);
    row->addWidget(m_keychain);
    row->addTail(m_refresh);
    connect(m_session, &QPushButton::clicked, this, &StatusLine::sessionPressed);
    connect(m_token, &QPushButton::clicked, this, &StatusLine::tokenPressed);
    connect(m_keychain, &QPushButton::clicked, this, &StatusLine::keychainPressed);
    connect(m_refresh, &QPushButton::clicked, this, &StatusLine::refreshPressed);
}

void StatusLine::showText(QPushButton* button, const QString& text) {
    if (textOf(button) == text && button->isVisibleTo(this))
        return;
    button->setAccessibleDescription(text);
    button->setText(escapedAmpersands(text));
    button->setVisible(!text.isEmpty());
    fit();
}

/// On a small screen a second line would cost the table a row: there the refresh is told by its time alone, and the
/// session's words are cut short as far as they stay words.
void StatusLine::fit() {
    const Metrics metrics(this);
    QString refresh = textOf(m_refresh);
    QString session = textOf(m_session);
    int missing = layout()->sizeHint().width() + widthCut(m_session) + widthCut(m_refresh) - width();
    if (missing > 0) {
        refresh = refresh.section(QStringLiteral(" · "), 0, 0);
        missing -= widthOf(m_refresh, textOf(m_refresh)) - widthOf(m_refresh, refresh);
    }
    if (missing > 0) {
        const int room = widthOf(m_session, session) - missing - metrics.px(2);
        if (room >= fontMetrics().averageCharWidth() * leastLetters)
            session = m_session->fontMetrics().elidedText(session, Qt::ElideRight, room);
        else
            refresh = textOf(m_refresh); // two lines in any case
    }
    showWords(m_refresh, refresh);
    showWords(m_session, session);
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void StatusLine::setSession(const QString& text) {
    showText(m_session, text);
}

void StatusLine::setTokenTimeLeft(const QString& text) {
    showText(m_token, text);
}

void StatusLine::setKeychain(const QString& text, bool warns) {
    m_keychain->setIcon(warns ? icon(QStringLiteral("warning"), Tint::Warning) : QIcon());
    showText(m_keychain, text);
}

void StatusLine::setLastRefresh(const QString& text) {
    showText(m_refresh, text);
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), tint(palette(), Tint::Line));
}

} // namespace wallaroo
