#pragma once

#include "secrets/secretstore.h"

#include <QHash>

namespace wallaroo::secrets {

/// Keeps secrets until the program ends: for the sandbox and for sessions without a keychain.
class MemoryStore final : public SecretStore {
public:
    void read(const Key& key, QObject* context, ReadDone done) override;
    void write(const Key& key, const Secret& secret, QObject* context, Done done) override;
    void remove(const Key& key, QObject* context, Done done) override;
    [[nodiscard]] QString displayName() const override;

    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace wallaroo::secrets
