#pragma once

#include "base/clock.h"

#include <QObject>

namespace wallaroo {

/// Whether somebody is at the program: keys, clicks, the wheel and a moved pointer, in any of its windows. Says so at
/// most once in some seconds, which is near enough for a limit of minutes.
class ActivityWatch final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 quietMs = 5'000;

    /// Both outlive this. application: whose events are looked at; nothing of them is kept.
    ActivityWatch(QObject& application, const Clock& clock, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void personActive();

private:
    const Clock& m_clock;
    Deadline m_next; ///< until then nothing is said again
};

} // namespace wallaroo
