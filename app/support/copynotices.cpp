#include "support/copynotices.h"

#include "support/clipboard.h"
#include "widgets/toast.h"

namespace wallaroo {

CopyNotices::CopyNotices(Clipboard& clipboard, Toast& toast, QObject* parent)
    : QObject(parent),
      m_clipboard(clipboard),
      m_toast(toast) {
    connect(&m_clipboard, &Clipboard::secretCopied, this, &CopyNotices::copied);
    connect(&m_clipboard, &Clipboard::secretGone, this, [this] {
        if (m_toast.shown() == m_mine)
            m_toast.dismiss();
    });
    connect(&m_clipboard, &Clipboard::secretRefused, this, &CopyNotices::refused);
    connect(&m_clipboard, &Clipboard::secretLingers, this, &CopyNotices::lingers);
    connect(&m_toast, &Toast::actionTriggered, this, [this] {
        if (m_toast.shown() == m_mine)
            m_clipboard.clearSecret();
    });
}

QString CopyNotices::sentence(const QString& what, qint64 worksMs) {
    const QString time = QStringLiteral("%1"); // filled by the toast, second by second
    if (worksMs <= 0)
        return tr("%1 copied. It leaves the clipboard in %2.").arg(what, time);
    if (worksMs < 120'000)
        return tr("%1 copied. It works for %n s and leaves the clipboard in %2.", nullptr,
                  static_cast<int>(worksMs / 1000))
            .arg(what, time);
    return tr("%1 copied. It works for %n min and leaves the clipboard in %2.", nullptr,
              static_cast<int>(worksMs / 60'000))
        .arg(what, time);
}

void CopyNotices::copied(const QString& what, qint64 worksMs) {
    m_toast.showCountdown(sentence(what, worksMs), m_clipboard.secretEnd(), tr("Clear now"));
    m_mine = m_toast.shown();
}

void CopyNotices::refused(const QString& what) {
    m_toast.showText(tr("%1 was not copied: this desktop lets only the window in front do that. Click into this window "
                        "and copy it again.")
                         .arg(what));
    m_mine = m_toast.shown();
}

void CopyNotices::lingers(const QString& what, bool putBack) {
    const QString text =
        putBack ? tr("%1 was taken off the clipboard, and this desktop put it back. Your next key or click in this "
                     "window takes it off for good.")
                : tr("%1 was taken off the clipboard, but this desktop tells only the window in front whether it is "
                     "gone. Come back to this window and it is looked after.");
    m_toast.showText(text.arg(what), {}, 10 * Toast::shortMs);
    m_mine = m_toast.shown();
}

} // namespace wallaroo
