#include "secrets/chunkedstore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QPointer>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::secrets {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::ChunkedStore)
};

constexpr QByteArrayView mark = "wallaroo-parts/1 ";

struct Manifest {
    int parts = 0;
    QByteArray sha256; ///< hexadecimal

    [[nodiscard]] QByteArray text() const { return mark.toByteArray() + QByteArray::number(parts) + ' ' + sha256; }
};

QByteArray digestOf(const Secret& secret) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(secret.reveal());
    return hash.result().toHex();
}

bool looksLikeManifest(const Secret& secret) {
    return secret.reveal().startsWith(mark);
}

/// None of what was kept in one piece.
Manifest manifestIn(const std::optional<Secret>& first) {
    if (!first || !looksLikeManifest(*first))
        return {};
    const QList<QByteArray> words = first->reveal().sliced(mark.size()).toByteArray().split(' ');
    const int parts = words.front().toInt();
    if (words.size() != 2 || parts < 1 || parts > ChunkedStore::mostParts)
        return {};
    return {parts, words.back()};
}

std::vector<Secret> partsOf(const Secret& secret, qsizetype limit) {
    std::vector<Secret> parts;
    const QByteArrayView bytes = secret.reveal();
    for (qsizetype at = 0; at < bytes.size(); at += limit)
        parts.emplace_back(bytes.sliced(at, std::min(limit, bytes.size() - at)));
    return parts;
}

Secret joined(const std::vector<Secret>& parts) {
    qsizetype size = 0;
    for (const Secret& part : parts)
        size += part.size();
    QByteArray bytes;
    bytes.reserve(size); // at once: growing would leave copies behind
    for (const Secret& part : parts)
        bytes += part.reveal();
    return Secret::taking(bytes);
}

template <typename Done>
auto withoutValue(Done done) {
    return [done = std::move(done)](const Result<std::optional<Secret>>& outcome) {
        if (outcome)
            done({});
        else
            done(tl::unexpected(outcome.error()));
    };
}

} // namespace

struct ChunkedStore::Task {
    enum class What { Read, Write, Remove };

    What what = What::Read;
    Key key;
    Secret secret; ///< to write
    QPointer<QObject> context;
    ReadDone done;
    std::vector<Secret> parts{}; ///< to write, or read so far
    Manifest manifest{};         ///< of what is there, then of what is written
    int part = 0;                ///< the one that is under way

    [[nodiscard]] Key partKey() const { return {key.profile, key.kind, part}; }
};

ChunkedStore::~ChunkedStore() = default;

void ChunkedStore::read(const Key& key, QObject* context, ReadDone done) {
    if (!m_inner.largestSecret())
        return m_inner.read(key, context, std::move(done));
    add(std::make_shared<Task>(Task{Task::What::Read, key, {}, context, std::move(done)}));
}

void ChunkedStore::write(const Key& key, const Secret& secret, QObject* context, Done done) {
    const auto limit = m_inner.largestSecret();
    if (!limit || secret.isEmpty()) // refused there
        return m_inner.write(key, secret, context, std::move(done));
    if (secret.size() > mostParts * *limit) {
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] {
                done(failure(ErrorKind::BadInput, Say::tr("This secret is too long for the keychain.")));
            },
            Qt::QueuedConnection);
        return;
    }
    auto task = std::make_shared<Task>(Task{Task::What::Write, key, secret, context, withoutValue(std::move(done))});
    if (secret.size() > *limit || looksLikeManifest(secret)) // what could be taken for a manifest has one
        task->parts = partsOf(secret, *limit);
    add(task);
}

void ChunkedStore::remove(const Key& key, QObject* context, Done done) {
    if (!m_inner.largestSecret())
        return m_inner.remove(key, context, std::move(done));
    add(std::make_shared<Task>(Task{Task::What::Remove, key, {}, context, withoutValue(std::move(done))}));
}

void ChunkedStore::whenWritten(QObject* context, std::function<void()> done) {
    if (m_waiting.empty())
        return m_inner.whenWritten(context, std::move(done));
    m_whenWritten.emplace_back([this, waiting = QPointer(context), done = std::move(done)] {
        if (waiting)
            m_inner.whenWritten(waiting, done);
    });
}

bool ChunkedStore::isOnItsWay(const Key& key) const {
    if (!m_inner.largestSecret())
        return m_inner.isOnItsWay(key);
    const auto isIt = [&](const Shared& task) { return task->what != Task::What::Read && task->key == key; };
    if (std::any_of(m_waiting.begin(), m_waiting.end(), isIt))
        return true;
    for (int part = 0; part <= mostParts; ++part) {
        if (m_inner.isOnItsWay({key.profile, key.kind, part}))
            return true;
    }
    return false;
}

void ChunkedStore::add(const Shared& task) {
    m_waiting.push_back(task);
    if (m_waiting.size() == 1)
        startNext();
}

void ChunkedStore::startNext() {
    const Shared task = m_waiting.front();
    m_inner.read(task->key, &m_steps,
                 [this, task](const Result<std::optional<Secret>>& found) { onFirstRead(task, found); });
}

void ChunkedStore::onFirstRead(const Shared& task, const Result<std::optional<Secret>>& found) {
    if (!found)
        return finish(task, found);
    task->manifest = manifestIn(*found);
    if (task->what == Task::What::Write) {
        task->part = static_cast<int>(task->parts.size());
        return removeParts(task, task->manifest.parts);
    }
    if (task->what == Task::What::Remove)
        return removeParts(task, task->manifest.parts);
    if (task->manifest.parts > 0)
        return readParts(task);
    const bool isBroken = *found && looksLikeManifest(**found);
    finish(task, isBroken ? Result<std::optional<Secret>>(std::nullopt) : found);
}

void ChunkedStore::readParts(const Shared& task) {
    if (task->part == task->manifest.parts) {
        const Secret whole = joined(task->parts);
        const bool isWhole = digestOf(whole) == task->manifest.sha256;
        return finish(task, isWhole ? std::optional(whole) : std::nullopt);
    }
    ++task->part;
    m_inner.read(task->partKey(), &m_steps, [this, task](const Result<std::optional<Secret>>& found) {
        if (!found || !*found)
            return finish(task, found);
        task->parts.push_back(**found);
        readParts(task);
    });
}

/// From the one after task->part on.
void ChunkedStore::removeParts(const Shared& task, int last) {
    if (task->part >= last)
        return task->what == Task::What::Write ? writeFirst(task) : removeFirst(task);
    ++task->part;
    m_inner.remove(task->partKey(), &m_steps, [this, task, last](const Result<void>& removed) {
        if (!removed)
            return finish(task, tl::unexpected(removed.error()));
        removeParts(task, last);
    });
}

void ChunkedStore::writeFirst(const Shared& task) {
    Secret first = task->secret;
    if (!task->parts.empty())
        first = Secret(Manifest{static_cast<int>(task->parts.size()), digestOf(task->secret)}.text());
    task->part = 0;
    m_inner.write(task->key, first, &m_steps, [this, task](const Result<void>& written) {
        if (!written)
            return finish(task, tl::unexpected(written.error()));
        writeParts(task);
    });
}

void ChunkedStore::writeParts(const Shared& task) {
    if (task->part == static_cast<int>(task->parts.size()))
        return finish(task, std::optional<Secret>());
    const Secret& part = task->parts[static_cast<std::size_t>(task->part)];
    ++task->part;
    m_inner.write(task->partKey(), part, &m_steps, [this, task](const Result<void>& written) {
        if (!written)
            return finish(task, tl::unexpected(written.error()));
        writeParts(task);
    });
}

/// After the parts: while the manifest is there, they can be found.
void ChunkedStore::removeFirst(const Shared& task) {
    m_inner.remove(task->key, &m_steps, [this, task](const Result<void>& removed) {
        if (!removed)
            return finish(task, tl::unexpected(removed.error()));
        finish(task, std::optional<Secret>());
    });
}

void ChunkedStore::finish(const Shared& task, const Result<std::optional<Secret>>& outcome) {
    m_waiting.pop_front();
    if (m_waiting.empty()) {
        for (const auto& ask : std::exchange(m_whenWritten, {}))
            ask();
    } else {
        startNext();
    }
    if (task->context) // last: it may end the program
        task->done(outcome);
}

} // namespace wallaroo::secrets
