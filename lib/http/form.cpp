#include "http/form.h"

#include <algorithm>

namespace wallaroo::http {
namespace {

bool isUnreservedByte(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
           || c == '_' || c == '~';
}

/// Wiped on the way out: every text here may hold a password.
class Scratch {
public:
    explicit Scratch(qsizetype capacity) { m_bytes.reserve(capacity); }

    ~Scratch() { wipe(m_bytes.data(), static_cast<std::size_t>(m_bytes.size())); }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    void add(QByteArrayView text) { m_bytes.append(text); }

    void addEncoded(QByteArrayView text) {
        static constexpr char digits[] = "0123456789ABCDEF";
        for (const char c : text) {
            if (isUnreservedByte(c)) {
                m_bytes.append(c);
            } else {
                const auto byte = static_cast<unsigned char>(c);
                m_bytes.append('%').append(digits[byte >> 4]).append(digits[byte & 15]);
            }
        }
    }

    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes; ///< reserved in full, so that growing leaves no copy behind
};

} // namespace

QByteArray percentEncoded(QByteArrayView bytes) {
    Scratch scratch(bytes.size() * 3);
    scratch.addEncoded(bytes);
    return QByteArray(scratch.bytes().constData(), scratch.bytes().size());
}

bool isUnreserved(QByteArrayView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), isUnreservedByte);
}

Secret formBody(std::initializer_list<std::pair<QByteArrayView, Secret>> fields) {
    qsizetype longest = 0;
    for (const auto& [name, value] : fields)
        longest += (name.size() + value.size()) * 3 + 2;
    Scratch scratch(longest);
    for (const auto& [name, value] : fields) {
        if (!scratch.bytes().isEmpty())
            scratch.add("&");
        scratch.addEncoded(name);
        scratch.add("=");
        scratch.addEncoded(value.reveal());
    }
    return Secret(QByteArrayView(scratch.bytes()));
}

Secret basicAuthorization(QByteArrayView id, const Secret& secret) {
    Scratch pair((id.size() + secret.size()) * 3 + 1);
    pair.addEncoded(id);
    pair.add(":");
    pair.addEncoded(secret.reveal());
    QByteArray encoded = pair.bytes().toBase64();
    Scratch header(encoded.size() + 6);
    header.add("Basic ");
    header.add(encoded);
    wipe(encoded.data(), static_cast<std::size_t>(encoded.size()));
    return Secret(QByteArrayView(header.bytes()));
}

Secret bearerAuthorization(const Secret& token) {
    Scratch header(token.size() + 7);
    header.add("Bearer ");
    header.add(token.reveal());
    return Secret(QByteArrayView(header.bytes()));
}

} // namespace wallaroo::http
