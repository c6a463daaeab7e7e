#pragma once

#include "secrets/secretstore.h"

#include <chrono>

namespace wallaroo::secrets {

/// The desktop's keychain by QtKeychain: binary items, one per key, read back after writing, never the insecure
/// fallback. Jobs run one at a time (QtKeychain does so per process anyway); none is deleted while it runs. A keychain
/// that does not answer within the patience given ends the wait with KeychainUnavailable while the job is left to
/// finish by itself.
class KeychainStore final : public QObject, public SecretStore {
    Q_OBJECT
public:
    explicit KeychainStore(std::chrono::milliseconds patience = std::chrono::seconds(10), QObject* parent = nullptr);
    ~KeychainStore() override;

    void read(const Key& key, QObject* context, ReadDone done) override;
    void write(const Key& key, const Secret& secret, QObject* context, Done done) override;
    void remove(const Key& key, QObject* context, Done done) override;
    void whenWritten(QObject* context, std::function<void()> done) override;
    [[nodiscard]] bool isOnItsWay(const Key& key) const override;
    /// By the desktop's name, without asking the bus: start-up must not touch D-Bus before the first paint.
    [[nodiscard]] QString displayName() const override;

    [[nodiscard]] bool isPersistent() const override { return true; }

    /// 2,048 where QtKeychain before 0.15 keeps items in Windows' Credential Manager, which takes 2,560; none
    /// elsewhere.
    [[nodiscard]] std::optional<qsizetype> largestSecret() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::secrets
