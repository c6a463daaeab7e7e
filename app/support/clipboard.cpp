#include "support/clipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QEvent>
#include <QGuiApplication>
#include <QMimeData>

namespace wallaroo {
namespace {

constexpr int ghostMs = 10'000; ///< who puts copies back does so at once

QByteArray hashOf(QByteArrayView bytes) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

QMimeData* markedAsSecret(const QString& text) {
    auto* data = new QMimeData;
    data->setText(text);
#if defined(Q_OS_WIN)
    data->setData(
        QStringLiteral("application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""),
        QByteArrayLiteral("1"));
    data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\""),
                  QByteArray(4, '\0'));
    data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"CanUploadToCloudClipboard\""),
                  QByteArray(4, '\0'));
#elif defined(Q_OS_MACOS)
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), text.toUtf8());
#else
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
#endif
    return data;
}

} // namespace

Clipboard::Clipboard(QClipboard& system, const Clock& clock, std::chrono::milliseconds lifetime, QObject* parent)
    : QObject(parent),
      m_system(system),
      m_clock(clock),
      m_lifetime(lifetime) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Clipboard::look);
    m_ghostEnd.setSingleShot(true);
    connect(&m_ghostEnd, &QTimer::timeout, this, [this] { m_ghost.clear(); });
    m_needsInput = QGuiApplication::platformName().startsWith(QLatin1StringView("wayland"));
    connect(&m_system, &QClipboard::dataChanged, this, [this] {
        if (!m_ghost.isEmpty() && holds(m_ghost))
            cameBack();
        else if (!m_lingers && !m_hash.isEmpty() && !stillHoldsOurs())
            forgetSecret();
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            lookAgain();
    });
}

Clipboard::~Clipboard() {
    clearSecret();
}

bool Clipboard::desktopConfirms() {
    return !QGuiApplication::platformName().startsWith(QLatin1StringView("wayland"))
           || QGuiApplication::applicationState() == Qt::ApplicationActive;
}

void Clipboard::copyText(const QString& text) {
    m_system.setText(text, QClipboard::Clipboard);
}

void Clipboard::copySecret(const Secret& secret, const QString& what, qint64 worksMs) {
    const QByteArrayView bytes = secret.reveal();
    m_hash.clear(); // our own replacement of our own secret is no loss to report
    m_ghost.clear();
    m_lingers = false;
    auto* data = markedAsSecret(QString::fromUtf8(bytes));
    m_data = data;
    m_system.setMimeData(data, QClipboard::Clipboard);
    m_hash = hashOf(bytes);
    if (!stillHoldsOurs()) { // not even our own side of it
        m_hash.clear();
        Q_EMIT secretRefused(what);
        return;
    }
    m_name = what;
    m_end = Deadline(m_clock, m_lifetime.count());
    m_timer.start(m_lifetime);
    Q_EMIT secretCopied(what, worksMs);
}

qint64 Clipboard::secretLeftMs() const {
    return m_hash.isEmpty() || m_lingers ? 0 : m_end.leftMs(m_clock);
}

void Clipboard::clearSecret() {
    if (m_hash.isEmpty() || m_lingers)
        return;
    m_timer.stop();
    const bool ours = stillHoldsOurs();
    m_lingers = ours && !m_confirms(); // before the change is told
    if (ours) {
        const QByteArray hash = m_hash; // gone once the change is told
        m_system.clear(QClipboard::Clipboard);
        m_ghost = m_lingers ? QByteArray() : hash;
        m_ghostEnd.start(ghostMs);
    }
    if (m_lingers)
        Q_EMIT secretLingers(m_name, false);
    else if (!m_hash.isEmpty())
        forgetSecret();
}

void Clipboard::cameBack() {
    m_hash = std::exchange(m_ghost, {});
    m_lingers = true;
    Q_EMIT secretLingers(m_name, true);
    lookAgain();
}

void Clipboard::lookAgain() {
    if (!m_lingers || !m_confirms())
        return;
    if (!stillHoldsOurs())
        forgetSecret();
    else if (m_needsInput)
        qApp->installEventFilter(this); // at most once, however often
    else
        writeOver();
}

bool Clipboard::eventFilter(QObject* watched, QEvent* event) {
    const bool isInput = event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress;
    if (isInput && event->spontaneous())
        QMetaObject::invokeMethod(this, &Clipboard::writeOver, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void Clipboard::writeOver() {
    qApp->removeEventFilter(this);
    if (!m_lingers)
        return;
    m_ghost.clear();
    if (stillHoldsOurs()) {
        // Clearing would bring the copy back again; nothing in the place of something is kept instead.
        auto* nothing = new QMimeData; // the clipboard's from here on
        nothing->setData(QStringLiteral("text/plain"), QByteArrayLiteral(""));
        m_system.setMimeData(nothing, QClipboard::Clipboard);
    }
    if (!m_hash.isEmpty())
        forgetSecret();
}

bool Clipboard::stillHoldsOurs() const {
    const QMimeData* data = m_system.mimeData(QClipboard::Clipboard);
    return data && ((m_data && data == m_data) || holds(m_hash));
}

bool Clipboard::holds(const QByteArray& hash) const {
    // A clipboard manager may have taken our text over as its own.
    const QMimeData* data = m_system.mimeData(QClipboard::Clipboard);
    return data && data->hasText() && hashOf(data->text().toUtf8()) == hash;
}

void Clipboard::forgetSecret() {
    m_hash.clear();
    m_lingers = false;
    m_data.clear();
    m_timer.stop();
    Q_EMIT secretGone();
}

void Clipboard::look() {
    const qint64 left = secretLeftMs();
    if (left > 0)
        m_timer.start(static_cast<int>(left)); // the timer was early by one of the two clocks
    else
        clearSecret();
}

} // namespace wallaroo
