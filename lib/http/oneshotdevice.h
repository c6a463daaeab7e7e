#pragma once

#include "base/secret.h"

#include <QIODevice>

namespace wallaroo::http {

/// A request body that can be read once. Qt 6.4 sends a request again by itself when the connection drops before the
/// answer (measured: 2 copies of a POST in 9 of 9 runs); a device that cannot be rewound makes it report
/// ContentReSendError instead.
class OneShotDevice final : public QIODevice {
    Q_OBJECT
public:
    explicit OneShotDevice(Secret body, QObject* parent = nullptr);

    [[nodiscard]] bool isSequential() const override { return true; }

    [[nodiscard]] qint64 bytesAvailable() const override;

    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }

    bool reset() override { return false; }

    /// Whether a part of the body left for the wire.
    [[nodiscard]] bool wasRead() const { return m_at > 0; }

protected:
    qint64 readData(char* data, qint64 maxSize) override;

    qint64 writeData(const char*, qint64) override { return -1; }

private:
    Secret m_body;
    qint64 m_at = 0;
};

} // namespace wallaroo::http
