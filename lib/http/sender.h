#pragma once

#include "base/error.h"
#include "http/request.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace wallaroo::http {

/// Receives a streamed body in pieces of at most 64 KiB on the GUI thread, in order, never after cancel().
class BodySink {
public:
    BodySink() = default;
    virtual ~BodySink() = default;
    BodySink(const BodySink&) = delete;
    BodySink& operator=(const BodySink&) = delete;

    /// Called at the start of each attempt of a read that is tried again: forget what came before. Rows may already
    /// have been delivered: attempts after the first accepted byte are not made, so this only follows an empty attempt.
    virtual void reset() = 0;
    /// An error ends the call with that error.
    [[nodiscard]] virtual Result<void> write(QByteArrayView piece) = 0;
    /// After the last byte of a complete answer.
    [[nodiscard]] virtual Result<void> end() = 0;
    /// How many records are finished since reset(). The total deadline begins anew when it grows, and not with each
    /// byte: an answer that drips within one record would never end (rule 6).
    [[nodiscard]] virtual qint64 progress() const = 0;
};

/// What runs behind a Handle. Owned by who made it (Transport, Session), not by the handle.
class Operation : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Ends without calling back. Safe at any time, also twice.
    virtual void cancel() = 0;

    /// False while it waits, for its turn or for a token: cancelled then, it has not happened.
    [[nodiscard]] virtual bool mayHaveBeenSent() const { return true; }
};

/// A running request, for who started it. Dropping it does not cancel; the death of the context object does.
class Handle {
public:
    Handle() = default;

    explicit Handle(Operation* operation) : m_operation(operation) {}

    [[nodiscard]] bool isRunning() const { return !m_operation.isNull(); }

    /// Meaningless when it is not running.
    [[nodiscard]] bool mayHaveBeenSent() const { return !m_operation || m_operation->mayHaveBeenSent(); }

    void cancel() {
        if (m_operation)
            m_operation->cancel();
    }

private:
    QPointer<Operation> m_operation;
};

using Done = std::function<void(Result<Response>)>;

/// Sends requests. Callbacks are always queued (never from inside send()), happen exactly once, and never after
/// cancel() or after the context object died. Implemented by Transport (as it is) and by Session (adds the token, the
/// gate, the one replay after a 401), so that api and runs never see a token.
class Sender {
public:
    Sender() = default;
    virtual ~Sender() = default;
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    virtual Handle send(Request request, QObject* context, Done done) = 0;
    /// 2xx bodies go to the sink as they arrive; other answers are collected as by send() and end in an Error.
    /// The answer must be JSON by its content type, else the sink gets nothing.
    virtual Handle stream(Request request, std::shared_ptr<BodySink> sink, QObject* context, Done done) = 0;
};

} // namespace wallaroo::http
