#include "widgets/secretbuffer.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr std::size_t usualCapacity = 512; // longer than passwords and client secrets are

}

SecretBuffer::SecretBuffer() {
    m_units.reserve(usualCapacity);
}

SecretBuffer::~SecretBuffer() {
    clear();
}

void SecretBuffer::reserve(std::size_t capacity) {
    if (capacity <= m_units.capacity())
        return;
    std::vector<char16_t> larger;
    larger.reserve(std::max(capacity, 2 * m_units.capacity()));
    larger.assign(m_units.begin(), m_units.end());
    clear();
    m_units.swap(larger);
}

void SecretBuffer::insert(qsizetype at, QStringView text) {
    reserve(m_units.size() + static_cast<std::size_t>(text.size()));
    m_units.insert(m_units.begin() + at, text.utf16(), text.utf16() + text.size());
}

void SecretBuffer::remove(qsizetype from, qsizetype count) {
    const std::size_t kept = m_units.size() - static_cast<std::size_t>(count);
    std::move(m_units.begin() + from + count, m_units.end(), m_units.begin() + from);
    wipe(m_units.data() + kept, static_cast<std::size_t>(count) * sizeof(char16_t));
    m_units.resize(kept);
}

bool SecretBuffer::splitsPair(qsizetype at) const {
    if (at <= 0 || at >= size())
        return false;
    const auto next = static_cast<std::size_t>(at);
    return QChar::isHighSurrogate(m_units[next - 1]) && QChar::isLowSurrogate(m_units[next]);
}

void SecretBuffer::clear() {
    wipe(m_units.data(), m_units.size() * sizeof(char16_t));
    m_units.clear();
}

Secret SecretBuffer::secret() const {
    QByteArray utf8 = view().toUtf8();
    return Secret::taking(utf8);
}

QString SecretBuffer::view() const {
    return QString::fromRawData(reinterpret_cast<const QChar*>(m_units.data()), size());
}

} // namespace wallaroo
