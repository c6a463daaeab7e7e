#include "http/oneshotdevice.h"

#include <algorithm>

namespace wallaroo::http {

OneShotDevice::OneShotDevice(Secret body, QObject* parent) : QIODevice(parent), m_body(std::move(body)) {
    open(QIODevice::ReadOnly | QIODevice::Unbuffered); // no second copy of what may hold a password
}

qint64 OneShotDevice::bytesAvailable() const {
    return m_body.size() - m_at;
}

qint64 OneShotDevice::readData(char* data, qint64 maxSize) {
    const qint64 count = std::min(maxSize, bytesAvailable());
    if (count <= 0)
        return -1; // the end, in the words of a sequential device
    const QByteArrayView rest = m_body.reveal().sliced(m_at);
    std::copy_n(rest.data(), count, data);
    m_at += count;
    return count;
}

} // namespace wallaroo::http
