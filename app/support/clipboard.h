#pragma once

#include "base/clock.h"
#include "base/secret.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

class QClipboard;
class QMimeData;

namespace wallaroo {

/// The system's clipboard, for text and for secrets.
///
/// A secret is marked for clipboard managers on each platform, never put into X11's primary selection, and taken back
/// after its time, on sign-out and at quit, if the clipboard still holds it: what somebody else copied meanwhile is
/// left alone (rule 45). Clipboard managers may ignore the mark; the program says how long it lies there, not that
/// nobody saw it.
///
/// Compositors and clipboard managers may keep copies and put ours back once it is gone (weston does, measured; so does
/// GNOME's). Under Wayland a program without the focus is not even told, and may write to the clipboard only right
/// after a key or a click. So what was taken back is looked after for a while: secretLingers() says that it is still
/// there or that nobody tells, and it is written over with nothing as soon as the desktop lets us.
class Clipboard final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds usualLifetime{60'000};

    /// Whether the desktop would tell now what lies on the clipboard.
    using Confirms = std::function<bool()>;
    [[nodiscard]] static bool desktopConfirms();

    /// Both outlive this. lifetime: how long a secret lies there.
    Clipboard(QClipboard& system, const Clock& clock, std::chrono::milliseconds lifetime = usualLifetime,
              QObject* parent = nullptr);
    ~Clipboard() override;

    /// For tests: instead of what the desktop says. needsInput: writing is possible only after a key or a click.
    void setDesktop(Confirms confirms, bool needsInput) {
        m_confirms = std::move(confirms);
        m_needsInput = needsInput;
    }

    /// For secrets copied from now on.
    void setLifetime(std::chrono::milliseconds lifetime) { m_lifetime = lifetime; }

    [[nodiscard]] std::chrono::milliseconds lifetime() const { return m_lifetime; }

    void copyText(const QString& text);
    /// what: shown while it lies there, "MLOps token". worksMs: how long it is good for, wherever it is pasted; 0 where
    /// that has no end that is known here.
    void copySecret(const Secret& secret, const QString& what, qint64 worksMs);

    /// Milliseconds until the secret is taken back; 0: none of ours lies there.
    [[nodiscard]] qint64 secretLeftMs() const;

    [[nodiscard]] const Deadline& secretEnd() const { return m_end; }

    [[nodiscard]] QString secretName() const { return m_hash.isEmpty() ? QString() : m_name; }

    /// Takes our secret back now, if it is still there.
    void clearSecret();
    /// A window of ours is in front again: what could not be confirmed is looked after. By itself it does so whenever
    /// the application becomes active.
    void lookAgain();

Q_SIGNALS:
    void secretCopied(const QString& what, qint64 worksMs);
    /// Ours is gone from the clipboard: taken back, or replaced by somebody else.
    void secretGone();
    /// The desktop did not take it: under Wayland a program may copy only while it has the focus.
    void secretRefused(const QString& what);
    /// Taken back, but the desktop does not tell whether it is gone, or has put it back; secretGone() follows when it
    /// is.
    void secretLingers(const QString& what, bool putBack);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool stillHoldsOurs() const;
    [[nodiscard]] bool holds(const QByteArray& hash) const;
    void forgetSecret();
    void look();
    void cameBack();
    void writeOver();

    QClipboard& m_system;
    const Clock& m_clock;
    std::chrono::milliseconds m_lifetime;
    Confirms m_confirms = &desktopConfirms;
    bool m_needsInput = false;
    QByteArray m_ghost; ///< the hash of what was taken back a moment ago
    QTimer m_ghostEnd;
    bool m_lingers = false; ///< taken back, to be looked for again
    QPointer<const QMimeData> m_data;
    QByteArray m_hash; ///< SHA-256 of what was copied, to know it again without keeping it
    QString m_name;
    Deadline m_end;
    QTimer m_timer;
};

} // namespace wallaroo
