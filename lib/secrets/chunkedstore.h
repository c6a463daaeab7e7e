#pragma once

#include "secrets/secretstore.h"

#include <deque>
#include <memory>
#include <vector>

namespace wallaroo::secrets {

/// Keeps secrets in a store that takes few bytes an item (rule 54): a longer one as a manifest under its key, with the
/// number of parts and the SHA-256 of the whole, and the parts under Key::part 1, 2, …. A part that is missing, or a
/// whole that is not what the manifest says, counts as nothing there.
///
/// The manifest goes first, so that remove() finds every part of a write that broke off; such a write loses the former
/// secret. One thing at a time, in the order of the calls, also when whoever waits is gone. Over a store without a
/// limit everything is handed through.
class ChunkedStore final : public SecretStore {
public:
    static constexpr int mostParts = 64;

    /// inner: outlives this; its limit holds a manifest (128 bytes) at least.
    explicit ChunkedStore(SecretStore& inner) : m_inner(inner) {}

    ~ChunkedStore() override;

    void read(const Key& key, QObject* context, ReadDone done) override;
    /// BadInput also for a secret of more than mostParts parts.
    void write(const Key& key, const Secret& secret, QObject* context, Done done) override;
    void remove(const Key& key, QObject* context, Done done) override;
    void whenWritten(QObject* context, std::function<void()> done) override;
    [[nodiscard]] bool isOnItsWay(const Key& key) const override;

    [[nodiscard]] QString displayName() const override { return m_inner.displayName(); }

    [[nodiscard]] bool isPersistent() const override { return m_inner.isPersistent(); }

private:
    struct Task;
    using Shared = std::shared_ptr<Task>;

    void add(const Shared& task);
    void startNext();
    void onFirstRead(const Shared& task, const Result<std::optional<Secret>>& found);
    void readParts(const Shared& task);
    void removeParts(const Shared& task, int last);
    void writeFirst(const Shared& task);
    void writeParts(const Shared& task);
    void removeFirst(const Shared& task);
    void finish(const Shared& task, const Result<std::optional<Secret>>& outcome);

    SecretStore& m_inner;
    QObject m_steps;              ///< the context of what this asks of the inner store
    std::deque<Shared> m_waiting; ///< the first is under way
    std::vector<std::function<void()>> m_whenWritten;
};

} // namespace wallaroo::secrets
