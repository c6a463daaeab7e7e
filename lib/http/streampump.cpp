#include "http/streampump.h"

#include <QElapsedTimer>
#include <QIODevice>

#include <array>

namespace wallaroo::http {
namespace {

constexpr qint64 pieceSize = 64 * 1024;
constexpr qint64 bytesPerTurn = 512 * 1024;
constexpr qint64 msPerTurn = 8;

} // namespace

StreamPump::StreamPump(QIODevice& source, BodySink& sink, QObject* parent)
    : QObject(parent),
      m_source(source),
      m_sink(sink) {
    // A timer of 0 ms, not a posted event: events posted while events are delivered are delivered in the same turn,
    // before input and painting.
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &StreamPump::turn);
}

void StreamPump::wake() {
    if (!m_stopped && !m_next.isActive())
        m_next.start();
}

void StreamPump::sourceEnded() {
    m_ended = true;
    wake();
}

void StreamPump::stop() {
    m_stopped = true;
    m_next.stop();
}

void StreamPump::turn() {
    const QPointer<StreamPump> self(this); // the sink and the listeners may end the call
    QElapsedTimer clock;
    clock.start();
    std::array<char, pieceSize> piece{};
    for (qint64 moved = 0; moved < bytesPerTurn && clock.elapsed() < msPerTurn;) {
        const qint64 count = m_source.read(piece.data(), std::min(pieceSize, bytesPerTurn - moved));
        if (count <= 0) {
            if (m_ended)
                Q_EMIT drained();
            return;
        }
        const Result<void> taken = m_sink.write(QByteArrayView(piece.data(), count));
        if (!self || m_stopped)
            return;
        if (!taken) {
            Q_EMIT refused(taken.error());
            return;
        }
        moved += count;
        m_accepted += count;
        Q_EMIT this->moved();
        if (!self || m_stopped)
            return;
    }
    wake();
}

} // namespace wallaroo::http
