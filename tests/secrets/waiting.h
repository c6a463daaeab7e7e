#pragma once

#include "secrets/secretstore.h"

#include <QTest>

namespace wallaroo::test {

using ReadResult = Result<std::optional<Secret>>;

/// The three calls, waited for; nothing where no answer came within 20 s.
class Waiting {
public:
    explicit Waiting(secrets::SecretStore& store) : m_store(store) {}

    std::optional<ReadResult> read(const secrets::Key& key) {
        std::optional<ReadResult> result;
        m_store.read(key, &m_context, [&](const ReadResult& found) { result = found; });
        [[maybe_unused]] const bool inTime = QTest::qWaitFor([&] { return result.has_value(); }, 20'000);
        return result;
    }

    std::optional<Result<void>> write(const secrets::Key& key, const QByteArray& bytes) {
        std::optional<Result<void>> result;
        m_store.write(key, Secret(bytes), &m_context, [&](const Result<void>& ended) { result = ended; });
        [[maybe_unused]] const bool inTime = QTest::qWaitFor([&] { return result.has_value(); }, 20'000);
        return result;
    }

    std::optional<Result<void>> remove(const secrets::Key& key) {
        std::optional<Result<void>> result;
        m_store.remove(key, &m_context, [&](const Result<void>& ended) { result = ended; });
        [[maybe_unused]] const bool inTime = QTest::qWaitFor([&] { return result.has_value(); }, 20'000);
        return result;
    }

    /// The bytes; "nothing", "error: …" or "no answer" where there are none.
    QByteArray bytes(const secrets::Key& key) {
        const auto found = read(key);
        if (!found)
            return "no answer";
        if (!*found)
            return "error: " + (*found).error().details.toUtf8();
        return **found ? (**found)->reveal().toByteArray() : QByteArray("nothing");
    }

private:
    secrets::SecretStore& m_store;
    QObject m_context;
};

inline secrets::Key newKey(secrets::Kind kind = secrets::Kind::ClientSecret) {
    return {QUuid::createUuid(), kind};
}

/// Whether an error says what happened and what to do, by the keychain's name.
inline bool isComplete(const Error& error, const QString& name) {
    return error.sentence.contains(name) && !error.advice.isEmpty();
}

} // namespace wallaroo::test
