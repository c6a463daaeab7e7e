#include "secrets/keychainqueue.h"

#include "base/logging.h"

#include <QLibrary>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::secrets {
namespace {

using What = KeychainTask::What;

QString serviceName() {
    return u"wallaroo-admin"_s;
}

constexpr qint64 quickFailureMs = 5'000;

/// libsecret as QtKeychain loads it. False where there is none.
bool letGoOfSecretService() {
    using Disconnect = void (*)();
    static const auto disconnect =
        reinterpret_cast<Disconnect>(QLibrary(u"secret-1"_s, 0).resolve("secret_service_disconnect"));
    if (!disconnect)
        return false;
    disconnect();
    return true;
}

const char* word(What what) {
    switch (what) {
    case What::Read:
        return "read";
    case What::Write:
        return "write";
    case What::Remove:
        break;
    }
    return "remove";
}

} // namespace

void KeychainTask::answer(const Result<std::optional<Secret>>& outcome) {
    const auto callback = std::exchange(done, nullptr);
    if (context && callback)
        callback(outcome);
}

KeychainQueue::KeychainQueue(std::chrono::milliseconds patience, Desktop desktop)
    : m_patience(patience),
      m_desktop(desktop) {
}

void KeychainQueue::add(KeychainTask task) {
    const auto added = std::make_shared<KeychainTask>(std::move(task));
    // What nobody waits for any more and this one undoes need not be done: behind an unlock window that stays open for
    // days each refresh would add one.
    if (added->what != What::Read) {
        const auto isObsolete = [&](const std::shared_ptr<KeychainTask>& earlier) {
            return earlier->key == added->key && !earlier->isAwaited();
        };
        m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(), isObsolete), m_waiting.end());
    }
    m_waiting.push_back(added);
    QTimer::singleShot(m_patience, this, [this, waiting = std::weak_ptr(added)] {
        const auto late = waiting.lock();
        if (late && late->done) {
            qCInfo(logSecrets, "%s: the keychain does not answer", word(late->what));
            late->answer(tl::unexpected(keychainSilent(m_desktop, m_patience)));
        }
    });
    if (!std::exchange(m_busy, true))
        startSoon();
}

void KeychainQueue::whenWritten(QObject* context, std::function<void()> done) {
    m_whenWritten.push_back({context, std::move(done)});
    tellWhenWritten();
}

bool KeychainQueue::hasChanges() const {
    const auto isChange = [](const std::shared_ptr<KeychainTask>& task) { return task && task->what != What::Read; };
    return isChange(m_running) || std::any_of(m_waiting.begin(), m_waiting.end(), isChange);
}

bool KeychainQueue::isOnItsWay(const QString& key) const {
    const auto isIt = [&](const std::shared_ptr<KeychainTask>& task) {
        return task && task->what != What::Read && task->key == key;
    };
    return isIt(m_running) || std::any_of(m_waiting.begin(), m_waiting.end(), isIt);
}

void KeychainQueue::tellWhenWritten() {
    if (hasChanges())
        return;
    for (auto& waiter : std::exchange(m_whenWritten, {})) {
        if (waiter.context)
            QMetaObject::invokeMethod(waiter.context, std::move(waiter.done), Qt::QueuedConnection);
    }
}

void KeychainQueue::startSoon() {
    // Never from inside a job's finished(): it still holds QtKeychain's own queue, and deletes itself afterwards.
    QMetaObject::invokeMethod(this, &KeychainQueue::startNext, Qt::QueuedConnection);
}

void KeychainQueue::startNext() {
    while (!m_waiting.empty()) {
        const auto task = m_waiting.front();
        m_waiting.pop_front();
        if (task->what == What::Read && !task->isAwaited())
            continue;
        return run(task);
    }
    m_busy = false;
}

void KeychainQueue::run(const std::shared_ptr<KeychainTask>& task) {
    m_running = task;
    if (!task->begun.isValid())
        task->begun.start();
    switch (task->what) {
    case What::Read:
        start(new QKeychain::ReadPasswordJob(serviceName()), task->key,
              [this, task](QKeychain::Job& job) { finish(task, outcomeOf(job)); });
        break;
    case What::Write:
        write(task);
        break;
    case What::Remove:
        remove(task);
        break;
    }
}

void KeychainQueue::write(const std::shared_ptr<KeychainTask>& task) {
    auto* job = new QKeychain::WritePasswordJob(serviceName());
    // Binary: as text, a NUL would cut the value without an error (measured).
    job->setBinaryData(task->secret.reveal().toByteArray());
    start(job, task->key, [this, task](QKeychain::Job& ended) {
        const auto outcome = outcomeOf(ended);
        if (!outcome)
            return finish(task, outcome);
        later(&KeychainQueue::readBack, task);
    });
}

void KeychainQueue::readBack(const std::shared_ptr<KeychainTask>& task) {
    start(new QKeychain::ReadPasswordJob(serviceName()), task->key, [this, task](QKeychain::Job& job) {
        const auto outcome = outcomeOf(job);
        if (outcome && (!*outcome || **outcome != task->secret))
            return finish(task, tl::unexpected(keychainForgets(m_desktop)));
        finish(task, outcome);
    });
}

/// A locked keyring says that there is nothing, and then that nothing was deleted with success (measured). So what is
/// not found is written to first: only an open keyring takes that.
void KeychainQueue::remove(const std::shared_ptr<KeychainTask>& task) {
    start(new QKeychain::ReadPasswordJob(serviceName()), task->key, [this, task](QKeychain::Job& job) {
        const auto found = outcomeOf(job);
        if (!found)
            return finish(task, found);
        later(*found ? &KeychainQueue::erase : &KeychainQueue::probe, task);
    });
}

void KeychainQueue::probe(const std::shared_ptr<KeychainTask>& task) {
    auto* job = new QKeychain::WritePasswordJob(serviceName());
    job->setBinaryData(QByteArrayLiteral("deleted"));
    start(job, task->key, [this, task](QKeychain::Job& ended) {
        const auto outcome = outcomeOf(ended);
        if (!outcome)
            return finish(task, outcome);
        later(&KeychainQueue::erase, task);
    });
}

void KeychainQueue::erase(const std::shared_ptr<KeychainTask>& task) {
    start(new QKeychain::DeletePasswordJob(serviceName()), task->key,
          [this, task](QKeychain::Job& job) { finish(task, outcomeOf(job)); });
}

void KeychainQueue::later(void (KeychainQueue::*step)(const std::shared_ptr<KeychainTask>&),
                          const std::shared_ptr<KeychainTask>& task) {
    QMetaObject::invokeMethod(
        this, [this, step, task] { (this->*step)(task); }, Qt::QueuedConnection);
}

/// A keychain that went and came back is another one to libsecret, which holds on to the old one for good (measured):
/// it is let go of, and the task tried once more. Not where it took long to fail: that was a silence.
bool KeychainQueue::tryAgain(const std::shared_ptr<KeychainTask>& task, const Error& error) {
    if (error.kind != ErrorKind::KeychainUnavailable || std::exchange(task->triedAgain, true)
        || task->begun.hasExpired(quickFailureMs) || !letGoOfSecretService())
        return false;
    qCInfo(logSecrets, "%s: once more, with a new connection", word(task->what));
    m_waiting.push_front(task);
    startSoon();
    return true;
}

void KeychainQueue::finish(const std::shared_ptr<KeychainTask>& task, const Result<std::optional<Secret>>& outcome) {
    if (!outcome && tryAgain(task, outcome.error()))
        return;
    if (!outcome)
        qCInfo(logSecrets, "%s: failed, kind %d", word(task->what), static_cast<int>(outcome.error().kind));
    m_running.reset();
    tellWhenWritten(); // heard after the answer
    startSoon();
    task->answer(outcome); // last: whoever is called may destroy the store
}

Result<std::optional<Secret>> KeychainQueue::outcomeOf(QKeychain::Job& job) const {
    switch (job.error()) {
    case QKeychain::NoError:
        break;
    case QKeychain::EntryNotFound:
        return std::optional<Secret>(); // a locked keyring says so, too
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return tl::unexpected(keychainLocked(m_desktop, job.errorString()));
    default:
        return tl::unexpected(keychainUnavailable(m_desktop, job.errorString()));
    }
    const auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(&job);
    if (!read)
        return std::optional<Secret>();
    QByteArray bytes = read->binaryData();
    if (bytes.isEmpty()) // what KWallet says when it failed
        return std::optional<Secret>();
    return std::optional<Secret>(Secret::taking(bytes));
}

void KeychainQueue::start(QKeychain::Job* job, const QString& key, std::function<void(QKeychain::Job&)> finished) {
    job->setAutoDelete(true);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this,
            [done = std::move(finished)](QKeychain::Job* ended) { done(*ended); });
    job->start();
}

} // namespace wallaroo::secrets
