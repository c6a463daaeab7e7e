#include "secrets/memorystore.h"

#include <QCoreApplication>

namespace wallaroo::secrets {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::MemoryStore)
};

/// Every callback comes from the event loop, as a real keychain's.
template <typename Callback, typename Outcome>
void callLater(QObject* context, Callback callback, const Outcome& outcome) {
    QMetaObject::invokeMethod(
        context, [callback = std::move(callback), outcome] { callback(outcome); }, Qt::QueuedConnection);
}

} // namespace

void MemoryStore::read(const Key& key, QObject* context, ReadDone done) {
    const auto found = m_secrets.constFind(key.text());
    std::optional<Secret> secret;
    if (found != m_secrets.constEnd())
        secret = *found;
    callLater(context, std::move(done), Result<std::optional<Secret>>(secret));
}

void MemoryStore::write(const Key& key, const Secret& secret, QObject* context, Done done) {
    if (secret.isEmpty()) {
        const Result<void> refused = failure(ErrorKind::BadInput, Say::tr("There is no secret to keep."));
        return callLater(context, std::move(done), refused);
    }
    m_secrets.insert(key.text(), secret);
    callLater(context, std::move(done), Result<void>());
}

void MemoryStore::remove(const Key& key, QObject* context, Done done) {
    m_secrets.remove(key.text());
    callLater(context, std::move(done), Result<void>());
}

QString MemoryStore::displayName() const {
    return Say::tr("this session only", "the place where secrets are kept");
}

} // namespace wallaroo::secrets
