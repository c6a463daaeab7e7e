#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QTimer>
#include <QWidget>

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace wallaroo::bench {

/// Counts the paints of a widget, and turns the event loop until something is so.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget& widget) : m_widget(&widget) { widget.installEventFilter(this); }

    [[nodiscard]] int paints() const { return m_paints; }

    /// Milliseconds from the beginning of `act` until `isDone` held and the widget was painted after that.
    double time(const std::function<void()>& act, const std::function<bool()>& isDone) {
        QElapsedTimer timer;
        timer.start();
        act();
        waitFor(isDone);
        const int before = m_paints;
        m_widget->update(); // a result that looks the same as before is painted too
        waitFor([&] { return m_paints > before; });
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    /// Ends the program after a minute.
    static void waitFor(const std::function<bool()>& isDone) {
        QElapsedTimer patience;
        patience.start();
        while (!isDone()) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            if (patience.hasExpired(60'000)) {
                std::fprintf(stderr, "waited a minute in vain\n");
                std::exit(4);
            }
        }
    }

    /// Turns the event loop for a while.
    static void rest(int ms) {
        bool over = false;
        QTimer::singleShot(ms, QCoreApplication::instance(), [&over] { over = true; });
        waitFor([&over] { return over; });
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        // Counted when everything was painted and handed to the display: the filter is asked before the widget.
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this, [this] { ++m_paints; }, Qt::QueuedConnection);
        return false;
    }

private:
    QWidget* m_widget;
    int m_paints = 0;
};

} // namespace wallaroo::bench
