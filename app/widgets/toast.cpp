#include "widgets/toast.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace wallaroo {
namespace {

constexpr int tickMs = 250; // so that no second of a countdown is skipped

QString timeLeft(qint64 ms) {
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 120) // "in 1:00" could be an hour
        return Toast::tr("%1 s", "seconds").arg(seconds);
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

Toast::Toast(const Clock& clock, QWidget* parent)
    : QFrame(parent),
      m_clock(clock),
      m_label(new QLabel(this)),
      m_action(new QPushButton(this)) {
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(tr("Notice"));
    setCard(this);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_action->setAutoDefault(false);
    connect(m_action, &QPushButton::clicked, this, &Toast::actionTriggered);
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Toast::tick);

    const Metrics metrics(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.px(13), metrics.px(6), metrics.px(9), metrics.px(6));
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    hide();
}

void Toast::showText(const QString& text, const QString& action, int lifetimeMs) {
    m_until = Deadline(m_clock, lifetimeMs);
    m_countdown = false;
    start(text, action);
}

void Toast::showCountdown(const QString& text, const Deadline& until, const QString& action) {
    m_until = until;
    m_countdown = true;
    start(text, action);
}

void Toast::start(const QString& text, const QString& action) {
    ++m_shown;
    m_template = text;
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_label->setText(filled());
    setAccessibleDescription(m_label->text());
    show();
    announce(this, m_label->text());
    m_timer.start();
}

QString Toast::filled() const {
    return m_countdown ? m_template.arg(timeLeft(m_until.leftMs(m_clock))) : m_template;
}

bool Toast::isBeingUsed() const {
    return underMouse() || m_action->hasFocus();
}

void Toast::tick() {
    // A countdown tells of something that ends by itself; a plain notice waits for whoever is about to press its
    // button.
    if (m_until.isPast(m_clock) && (m_countdown || !isBeingUsed()))
        dismiss();
    else if (const QString text = filled(); text != m_label->text())
        m_label->setText(text);
}

void Toast::dismiss() {
    if (isHidden())
        return;
    m_timer.stop();
    hide();
    m_label->clear();
    setAccessibleDescription({});
    Q_EMIT finished();
}

QString Toast::text() const {
    return m_label->text();
}

} // namespace wallaroo
