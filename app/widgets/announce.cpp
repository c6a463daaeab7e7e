#include "widgets/announce.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QWidget>

namespace wallaroo {
namespace {

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)

/// What is said: one pixel of the window, without a picture, whose name is the last announcement.
class Announcer final : public QWidget {
    Q_OBJECT
public:
    explicit Announcer(QWidget* window) : QWidget(window) {
        setObjectName(QStringLiteral("announcer"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setGeometry(0, 0, 1, 1);
        lower();
        hide();
    }

    void say(const QString& text) {
        setAccessibleName(text); // raises NameChanged
        // Screen readers on Linux speak a notification that begins to show; Alert is for the other systems.
        if (isHidden())
            show(); // the first word: tells it by itself, and twice would be heard twice
        else
            tell(QAccessible::ObjectShow);
        tell(QAccessible::Alert);
        Q_EMIT said(text);
    }

private:
    void tell(QAccessible::Event kind) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }

Q_SIGNALS:
    void said(const QString& text); ///< where no screen reader listens, there is no event to watch
};

QAccessibleInterface* announcerInterface(const QString& name, QObject* object) {
    if (name == QLatin1String(Announcer::staticMetaObject.className()))
        return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::Notification); // owned by Qt's cache
    return nullptr;
}

#endif

} // namespace

void announce(QWidget* about, const QString& text) {
    if (text.isEmpty())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(about, text);
    QAccessible::updateAccessibility(&event);
#else
    QAccessible::installFactory(announcerInterface); // once: Qt ignores one it has
    QWidget* window = about->window();
    auto* announcer = window->findChild<Announcer*>(QString(), Qt::FindDirectChildrenOnly);
    if (!announcer)
        announcer = new Announcer(window); // owned by the window
    announcer->say(text);
#endif
}

bool announceSeen(QWidget* about, const QString& text) {
    if (!about->isVisible())
        return false;
    announce(about, text);
    return true;
}

} // namespace wallaroo

#include "announce.moc"
