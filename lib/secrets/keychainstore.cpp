#include "secrets/keychainstore.h"

#include "secrets/keychainqueue.h"

namespace wallaroo::secrets {

class KeychainStore::Private {
public:
    explicit Private(std::chrono::milliseconds patience)
        : desktop(desktopFrom(qEnvironmentVariable("XDG_CURRENT_DESKTOP"))),
          queue(patience, desktop) {}

    Desktop desktop;
    KeychainQueue queue;
};

namespace {

using What = KeychainTask::What;

/// For tasks that end without a value.
std::function<void(const Result<std::optional<Secret>>&)> withoutValue(SecretStore::Done done) {
    return [done = std::move(done)](const Result<std::optional<Secret>>& outcome) {
        if (outcome)
            done({});
        else
            done(tl::unexpected(outcome.error()));
    };
}

} // namespace

KeychainStore::KeychainStore(std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent),
      d(std::make_unique<Private>(patience)) {
}

KeychainStore::~KeychainStore() = default;

void KeychainStore::read(const Key& key, QObject* context, ReadDone done) {
    d->queue.add({What::Read, key.text(), {}, context, std::move(done)});
}

void KeychainStore::write(const Key& key, const Secret& secret, QObject* context, Done done) {
    if (secret.isEmpty()) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done)] { done(tl::unexpected(nothingToKeep())); }, Qt::QueuedConnection);
        return;
    }
    d->queue.add({What::Write, key.text(), secret, context, withoutValue(std::move(done))});
}

void KeychainStore::remove(const Key& key, QObject* context, Done done) {
    d->queue.add({What::Remove, key.text(), {}, context, withoutValue(std::move(done))});
}

void KeychainStore::whenWritten(QObject* context, std::function<void()> done) {
    d->queue.whenWritten(context, std::move(done));
}

bool KeychainStore::isOnItsWay(const Key& key) const {
    return d->queue.isOnItsWay(key.text());
}

QString KeychainStore::displayName() const {
    return keychainName(d->desktop);
}

std::optional<qsizetype> KeychainStore::largestSecret() const {
#ifdef WALLAROO_LARGEST_SECRET
    return WALLAROO_LARGEST_SECRET;
#else
    return std::nullopt;
#endif
}

} // namespace wallaroo::secrets
