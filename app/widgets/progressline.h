#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QWidget>

namespace wallaroo {

/// A thin line that shows that something is under way, or how much of something is left. Keeps its place when it is
/// idle, so that nothing jumps. Without animations (the style's hint) a running line stands still, half bright.
class ProgressLine final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(QWidget* parent = nullptr);

    /// Under way, end unknown.
    void setRunning(bool running);

    [[nodiscard]] bool isRunning() const { return m_running; }

    /// 0 to 1 on a groove; below 0: idle.
    void setFraction(double fraction);

    [[nodiscard]] double fraction() const { return m_fraction; }

    /// At the sketches' font; 2 under a page head, 6 for a token's time.
    void setThickness(int thickness);

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateTimer();

    int m_thickness = 2;
    bool m_running = false;
    double m_fraction = -1;
    QBasicTimer m_timer;
    QElapsedTimer m_since;
};

} // namespace wallaroo
