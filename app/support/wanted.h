#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>

namespace wallaroo {

/// What a person wanted to do when there was no session to do it with; done once they have signed in again. The last
/// wish counts, and it goes with whoever it is for.
class Wanted final {
public:
    void onceSignedIn(QObject* context, std::function<void()> action) {
        m_context = context;
        m_action = std::move(action);
    }

    /// Does it now, once.
    void goOn() {
        const auto action = std::exchange(m_action, nullptr);
        if (action && m_context)
            action();
    }

    void forget() { m_action = nullptr; }

    [[nodiscard]] bool isEmpty() const { return !m_action || !m_context; }

private:
    QPointer<QObject> m_context;
    std::function<void()> m_action;
};

} // namespace wallaroo
