#include "base/secret.h"

#include <cstring>
#include <vector>

namespace wallaroo {

void wipe(void* data, std::size_t size) noexcept {
    if (!data || size == 0)
        return;
    std::memset(data, 0, size);
    // Tells the compiler that the zeros are read, so that it cannot drop the call (as explicit_bzero does).
    asm volatile("" : : "r"(data) : "memory");
}

class Secret::Buffer {
public:
    explicit Buffer(QByteArrayView bytes) : m_bytes(bytes.begin(), bytes.end()) {}

    ~Buffer() { wipe(m_bytes.data(), m_bytes.size()); }

    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    [[nodiscard]] QByteArrayView view() const noexcept {
        return {m_bytes.data(), static_cast<qsizetype>(m_bytes.size())};
    }

private:
    std::vector<char> m_bytes;
};

Secret::Secret(QByteArrayView utf8) : m_buffer(utf8.isEmpty() ? nullptr : std::make_shared<const Buffer>(utf8)) {
}

Secret Secret::taking(QString& text) {
    QByteArray bytes = text.toUtf8();
    if (text.isDetached())
        wipe(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text = QString();
    return taking(bytes);
}

Secret Secret::taking(QByteArray& bytes) {
    Secret secret{QByteArrayView(bytes)};
    if (bytes.isDetached())
        wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes = QByteArray();
    return secret;
}

qsizetype Secret::size() const noexcept {
    return m_buffer ? m_buffer->view().size() : 0;
}

QByteArrayView Secret::reveal() const noexcept {
    return m_buffer ? m_buffer->view() : QByteArrayView();
}

bool Secret::equals(const Secret& other) const noexcept {
    const QByteArrayView left = reveal();
    const QByteArrayView right = other.reveal();
    if (left.size() != right.size()) // the length of a token or secret is no secret
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]));
    return difference == 0;
}

} // namespace wallaroo
