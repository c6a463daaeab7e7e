#include "widgets/banner.h"

#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/painting.h"
#include "widgets/announce.h"
#include "widgets/detailsbox.h"
#include "widgets/iconmark.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace wallaroo {
namespace {

QAccessibleInterface* bannerInterface(const QString& name, QObject* object) {
    if (name == QLatin1String(Banner::staticMetaObject.className()))
        return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::AlertMessage); // owned by Qt's cache
    return nullptr;
}

QLabel* wrappedLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPushButton* hiddenButton(QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setAutoDefault(false);
    button->hide();
    return button;
}

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_icon(new IconMark(18, this)),
      m_text(wrappedLabel(this)),
      m_advice(wrappedLabel(this)),
      m_first(hiddenButton(this)),
      m_second(hiddenButton(this)),
      m_details(new DetailsBox(this)),
      m_close(new QToolButton(this)) {
    QAccessible::installFactory(bannerInterface);
    setObjectName(QStringLiteral("banner"));
    setAccessibleName(tr("Message"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    setTextStyle(m_text, TextStyle::Strong);
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(QStringLiteral("clear")));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close"));
    connect(m_first, &QPushButton::clicked, this, [this] { Q_EMIT actionTriggered(0); });
    connect(m_second, &QPushButton::clicked, this, [this] { Q_EMIT actionTriggered(1); });
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT closed();
    });
    layOut();
    hide();
}

void Banner::layOut() {
    const Metrics metrics(this);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics.px(2));
    words->addWidget(m_text);
    words->addWidget(m_advice);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics.px(8));
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{m_first, m_second, m_details->toggle(), m_close})
        row->addWidget(button, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(12), metrics.px(8), metrics.px(8), metrics.px(8));
    column->addLayout(row);
    column->addWidget(m_details);
}

void Banner::show(const Error& error) {
    showMessage(Kind::Error, error.sentence, error.advice, error.details);
}

void Banner::showMessage(Kind kind, const QString& text, const QString& advice, const QString& details) {
    m_kind = kind;
    m_text->setText(text);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    m_details->setDetails(details);
    setAccessibleDescription(advice.isEmpty() ? text : text + u'\n' + advice);
    updateKind();
    m_isUnsaid = false;
    show();
    if (isVisible())
        say();
    else
        m_isUnsaid = true; // heard when it is seen
}

void Banner::say() {
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    announce(this, accessibleDescription());
}

/// Of two pages that say the same the one that was seen first has said it.
bool Banner::isSaidElsewhere() const {
    const auto all = window()->findChildren<Banner*>();
    return std::any_of(all.begin(), all.end(), [this](const Banner* other) {
        return other != this && !other->isHidden() && !other->m_isUnsaid
               && other->accessibleDescription() == accessibleDescription();
    });
}

void Banner::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    if (std::exchange(m_isUnsaid, false) && !isSaidElsewhere())
        say();
}

void Banner::setActions(const QString& first, const QString& second) {
    m_first->setText(first);
    m_second->setText(second);
    const auto* focused = window()->focusWidget();
    if (isVisible() && ((focused == m_first && first.isEmpty()) || (focused == m_second && second.isEmpty())))
        m_close->setFocus(Qt::OtherFocusReason); // the message stays, and the keyboard with it
    m_first->setVisible(!first.isEmpty());
    m_second->setVisible(!second.isEmpty());
}

void Banner::clear() {
    if (!isHidden() && isAncestorOf(window()->focusWidget()))
        Q_EMIT focusLeft(); // else it would go to whatever comes next in the window
    hide();
    m_isUnsaid = false;
    m_text->clear();
    m_advice->clear();
    m_details->setDetails({});
    setAccessibleDescription({});
    setActions({});
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::updateKind() {
    switch (m_kind) {
    case Kind::Info:
        m_icon->setIcon(QStringLiteral("info"), Tint::Accent);
        break;
    case Kind::Warning:
        m_icon->setIcon(QStringLiteral("warning"), Tint::Warning);
        break;
    case Kind::Error:
        m_icon->setIcon(QStringLiteral("error"), Tint::Danger);
        break;
    }
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    const Tint ground = m_kind == Kind::Info      ? Tint::InfoGround
                        : m_kind == Kind::Warning ? Tint::WarningGround
                                                  : Tint::DangerGround;
    QColor edge = tint(palette(), m_kind == Kind::Info      ? Tint::Accent
                                  : m_kind == Kind::Warning ? Tint::Warning
                                                            : Tint::Danger);
    if (!isHighContrast(palette()))
        edge.setAlphaF(0.35F);
    QPainter painter(this);
    paint::box(&painter, contentsRect(), Metrics(this).cardRadius(), tint(palette(), ground), edge);
}

void Banner::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape)
        QFrame::keyPressEvent(event);
    else if (!m_details->fold()) // one step at a time
        m_close->click();
}

} // namespace wallaroo
