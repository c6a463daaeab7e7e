#pragma once

#include <QObject>
#include <QString>

namespace wallaroo {

class Clipboard;
class Toast;

/// Says what lies on the clipboard: what was copied, how long it lies there, how long it works, [Clear now]; and where
/// the desktop does not tell whether it is gone, that.
class CopyNotices final : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    CopyNotices(Clipboard& clipboard, Toast& toast, QObject* parent = nullptr);

    /// The notice with %1 in the place of the time that is left on the clipboard.
    [[nodiscard]] static QString sentence(const QString& what, qint64 worksMs);

private:
    void copied(const QString& what, qint64 worksMs);
    void refused(const QString& what);
    void lingers(const QString& what, bool putBack);

    Clipboard& m_clipboard;
    Toast& m_toast;
    int m_mine = 0; ///< the last notice of ours
};

} // namespace wallaroo
