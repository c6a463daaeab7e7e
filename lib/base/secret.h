#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QString>

#include <memory>

namespace wallaroo {

/// Overwrites memory with zeros by a call the optimiser keeps.
void wipe(void* data, std::size_t size) noexcept;

/// Bytes that must not be seen: a password, a client secret, a token.
///
/// Cannot be printed, logged or converted by accident; equality takes the same time wherever the difference lies.
/// Copies share one buffer, which is wiped when the last of them goes. What cannot be wiped: copies that Qt makes of
/// what reveal() hands out (form bodies, header values, the clipboard).
class Secret {
public:
    Secret() = default;

    /// Copies; the caller's bytes stay as they are.
    explicit Secret(QByteArrayView utf8);

    /// Takes the text over as UTF-8 and wipes the caller's string when nobody else shares it.
    [[nodiscard]] static Secret taking(QString& text);
    /// The same for bytes.
    [[nodiscard]] static Secret taking(QByteArray& bytes);

    [[nodiscard]] bool isEmpty() const noexcept { return size() == 0; }

    /// In bytes.
    [[nodiscard]] qsizetype size() const noexcept;
    /// The bytes, valid while this or a copy lives. The only way to them: search for it to see who looks.
    [[nodiscard]] QByteArrayView reveal() const noexcept;

    void clear() noexcept { m_buffer.reset(); }

    friend bool operator==(const Secret& left, const Secret& right) noexcept { return left.equals(right); }

    friend bool operator!=(const Secret& left, const Secret& right) noexcept { return !left.equals(right); }

private:
    class Buffer;
    [[nodiscard]] bool equals(const Secret& other) const noexcept;
    std::shared_ptr<const Buffer> m_buffer;
};

QDebug operator<<(QDebug, const Secret&) = delete;

} // namespace wallaroo
