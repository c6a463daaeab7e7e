#pragma once

#include <QObject>

namespace wallaroo {

/// Tells when the first window has been painted, so that whatever can wait does.
class FirstPaint final : public QObject {
    Q_OBJECT
public:
    FirstPaint();

Q_SIGNALS:
    /// Once, from the event loop's next turn after the paint.
    void happened();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace wallaroo
