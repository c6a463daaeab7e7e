#pragma once

#include "base/secret.h"

#include <QString>

#include <vector>

namespace wallaroo {

/// Editable text that wipes what it lets go of: removed characters, memory it grew out of, and all of it at the end.
class SecretBuffer final {
public:
    SecretBuffer();
    ~SecretBuffer();
    SecretBuffer(const SecretBuffer&) = delete;
    SecretBuffer& operator=(const SecretBuffer&) = delete;

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_units.size()); }

    void insert(qsizetype at, QStringView text);
    void remove(qsizetype from, qsizetype count);
    void clear();

    /// As UTF-8.
    [[nodiscard]] Secret secret() const;
    /// For painting: no copy, valid until the next change.
    [[nodiscard]] QString view() const;

private:
    void reserve(std::size_t capacity);

    std::vector<char16_t> m_units; // UTF-16, as typed
};

} // namespace wallaroo
