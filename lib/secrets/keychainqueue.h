#pragma once

#include "secrets/keychainerrors.h"
#include "secrets/secretstore.h"

#include <QElapsedTimer>
#include <QPointer>

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace QKeychain {
class Job;
}

namespace wallaroo::secrets {

/// One thing to do with the keychain, and who waits for it.
struct KeychainTask {
    enum class What { Read, Write, Remove };

    What what = What::Read;
    QString key;
    Secret secret; ///< to write
    QPointer<QObject> context{};
    std::function<void(const Result<std::optional<Secret>>&)> done{}; ///< empty once it was called
    QElapsedTimer begun{};                                            ///< since it was first tried
    bool triedAgain = false;

    [[nodiscard]] bool isAwaited() const { return context && done; }

    void answer(const Result<std::optional<Secret>>& outcome);
};

/// Runs tasks one after the other by QtKeychain's jobs, which delete themselves and are never deleted while they run.
/// Nobody waits longer than the patience, counted from the call; what was to be written or removed is done all the same
/// as soon as the keychain comes round, in the order of the calls, so that the last word stands.
class KeychainQueue final : public QObject {
    Q_OBJECT
public:
    KeychainQueue(std::chrono::milliseconds patience, Desktop desktop);

    void add(KeychainTask task);
    /// See SecretStore. What is read holds nothing up.
    void whenWritten(QObject* context, std::function<void()> done);
    [[nodiscard]] bool isOnItsWay(const QString& key) const;

private:
    struct Waiter {
        QPointer<QObject> context;
        std::function<void()> done;
    };

    [[nodiscard]] bool hasChanges() const;
    void tellWhenWritten();
    void startNext();
    void startSoon();
    void run(const std::shared_ptr<KeychainTask>& task);
    void write(const std::shared_ptr<KeychainTask>& task);
    void readBack(const std::shared_ptr<KeychainTask>& task);
    void remove(const std::shared_ptr<KeychainTask>& task);
    void probe(const std::shared_ptr<KeychainTask>& task);
    void erase(const std::shared_ptr<KeychainTask>& task);
    [[nodiscard]] bool tryAgain(const std::shared_ptr<KeychainTask>& task, const Error& error);
    void finish(const std::shared_ptr<KeychainTask>& task, const Result<std::optional<Secret>>& outcome);
    [[nodiscard]] Result<std::optional<Secret>> outcomeOf(QKeychain::Job& job) const;
    void later(void (KeychainQueue::*step)(const std::shared_ptr<KeychainTask>&),
               const std::shared_ptr<KeychainTask>& task);
    void start(QKeychain::Job* job, const QString& key, std::function<void(QKeychain::Job&)> finished);

    std::chrono::milliseconds m_patience;
    Desktop m_desktop;
    std::deque<std::shared_ptr<KeychainTask>> m_waiting;
    std::shared_ptr<KeychainTask> m_running;
    std::vector<Waiter> m_whenWritten;
    bool m_busy = false; ///< a job runs, or the next one is about to be started
};

} // namespace wallaroo::secrets
