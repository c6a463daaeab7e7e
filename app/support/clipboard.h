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
/// Under Wayland a program without the focus is not told what lies on the clipboard, and a compositor that keeps copies
/// (GNOME's does) may put ours back once it is gone. It is taken back all the same, secretLingers() says that this was
/// not confirmed, and when a window of ours is in front again it is looked for and taken back once more.
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

    /// For tests: asked instead of the desktop.
    void setConfirms(Confirms confirms) { m_confirms = std::move(confirms); }

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

    [[nodiscard]] QString secretName() const { return m_name; }

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
    /// Taken back, but the desktop does not tell whether it is gone; secretGone() follows when it does.
    void secretLingers(const QString& what);

private:
    [[nodiscard]] bool stillHoldsOurs() const;
    void forgetSecret();
    void look();

    QClipboard& m_system;
    const Clock& m_clock;
    std::chrono::milliseconds m_lifetime;
    Confirms m_confirms = &desktopConfirms;
    bool m_lingers = false; ///< taken back, to be looked for again
    QPointer<const QMimeData> m_data;
    QByteArray m_hash; ///< SHA-256 of what was copied, to know it again without keeping it
    QString m_name;
    Deadline m_end;
    QTimer m_timer;
};

} // namespace wallaroo
