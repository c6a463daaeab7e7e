#pragma once

#include "bench/samples.h"

#include <QApplication>
#include <QEvent>
#include <QTimer>

namespace wallaroo::bench {

/// Ends the program after its first paint, as `wallaroo-admin --exit-after-first-paint` does. With `--memory` it prints
/// the most memory it had first.
class EndAfterFirstPaint final : public QObject {
public:
    EndAfterFirstPaint() { QCoreApplication::instance()->installEventFilter(this); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && watched->isWidgetType()) {
            QCoreApplication::instance()->removeEventFilter(this);
            QTimer::singleShot(0, this, [] {
                if (QCoreApplication::arguments().contains(QStringLiteral("--memory"))) {
                    Samples samples;
                    samples.add(QStringLiteral("memory"), memoryMiB("VmHWM:"));
                    samples.print();
                }
                QCoreApplication::exit(0);
            });
        }
        return false;
    }
};

} // namespace wallaroo::bench
