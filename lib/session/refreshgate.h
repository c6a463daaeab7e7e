#pragma once

#include "base/error.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace wallaroo::session {

/// Where calls wait while one refresh runs, however many they are; then they go on together, or fail together.
class RefreshGate {
public:
    using Passed = std::function<void(const Result<void>&)>;

    /// True for the first: who closed the gate has to open it.
    [[nodiscard]] bool close();

    [[nodiscard]] bool isClosed() const { return m_closed; }

    /// Called once by open(), unless the context has died by then.
    void wait(QObject* context, Passed passed);
    void open(const Result<void>& outcome);

private:
    struct Waiting {
        QPointer<QObject> context;
        Passed passed;
    };

    bool m_closed = false;
    std::vector<Waiting> m_waiting;
};

} // namespace wallaroo::session
