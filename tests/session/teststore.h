#pragma once

#include "secrets/memorystore.h"

#include <QStringList>

#include <deque>

namespace wallaroo::test {

/// A keychain that outlives sessions and does as it is told: remembers the order of what was asked, fails, stays mute,
/// or acts as if locked.
class TestStore final : public secrets::SecretStore {
public:
    void read(const secrets::Key& key, QObject* context, ReadDone done) override {
        log << QStringLiteral("read ") + word(key);
        if (failure)
            return later(context, [done = std::move(done), error = *failure] { done(tl::unexpected(error)); });
        if (looksEmpty)
            return later(context, [done = std::move(done)] { done(std::optional<Secret>()); });
        if (mute)
            return held.push_back([this, key, context = QPointer(context), done = std::move(done)] {
                if (context)
                    m_memory.read(key, context, done);
            });
        m_memory.read(key, context, std::move(done));
    }

    void write(const secrets::Key& key, const Secret& secret, QObject* context, Done done) override {
        log << QStringLiteral("write ") + word(key);
        if (failure)
            return later(context, [done = std::move(done), error = *failure] { done(tl::unexpected(error)); });
        if (mute)
            return held.push_back([this, key, secret, context = QPointer(context), done = std::move(done)] {
                keep(key, secret, context, done);
            });
        keep(key, secret, context, std::move(done));
    }

    void remove(const secrets::Key& key, QObject* context, Done done) override {
        log << QStringLiteral("remove ") + word(key);
        if (failure)
            return later(context, [done = std::move(done), error = *failure] { done(tl::unexpected(error)); });
        if (mute)
            return held.push_back(
                [this, key, context = QPointer(context), done = std::move(done)] { drop(key, context, done); });
        drop(key, context, std::move(done));
    }

    [[nodiscard]] QString displayName() const override { return QStringLiteral("Test Keyring"); }

    [[nodiscard]] bool isPersistent() const override { return persistent; }

    [[nodiscard]] bool isOnItsWay(const secrets::Key&) const override { return silent; }

    /// What a mute keychain has taken, in order.
    void letGo() {
        mute = false;
        while (!held.empty()) {
            const auto next = held.front();
            held.pop_front();
            next();
        }
    }

    [[nodiscard]] QByteArray content(const QUuid& profile, secrets::Kind kind) const {
        return contents.value(secrets::Key{profile, kind}.text());
    }

    void put(const QUuid& profile, secrets::Kind kind, const QByteArray& bytes) {
        QObject nobody;
        keep({profile, kind}, Secret(bytes), &nobody, [](const Result<void>&) {});
    }

    QStringList log;
    QHash<QString, QByteArray> contents;
    std::optional<Error> failure;
    bool looksEmpty = false; ///< as a locked gnome-keyring
    bool mute = false;
    bool silent = false; ///< what has failed may yet be done
    bool persistent = true;
    std::deque<std::function<void()>> held;

private:
    static QString word(const secrets::Key& key) {
        switch (key.kind) {
        case secrets::Kind::ClientSecret:
            return QStringLiteral("client");
        case secrets::Kind::RefreshToken:
            return QStringLiteral("refresh");
        case secrets::Kind::SignInSecret:
            return QStringLiteral("sign-in client");
        case secrets::Kind::AccessToken:
            break;
        }
        return QStringLiteral("access");
    }

    void keep(const secrets::Key& key, const Secret& secret, QObject* context, Done done) {
        contents.insert(key.text(), secret.reveal().toByteArray());
        QObject nobody;
        m_memory.write(key, secret, context ? context : &nobody, std::move(done));
    }

    void drop(const secrets::Key& key, QObject* context, Done done) {
        contents.remove(key.text());
        QObject nobody;
        m_memory.remove(key, context ? context : &nobody, std::move(done));
    }

    template <typename Callback>
    static void later(QObject* context, Callback callback) {
        QMetaObject::invokeMethod(context, std::move(callback), Qt::QueuedConnection);
    }

    secrets::MemoryStore m_memory;
};

} // namespace wallaroo::test
