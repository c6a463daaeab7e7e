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

    /// at: a character boundary.
    void insert(qsizetype at, QStringView text);
    /// from and from + count: character boundaries.
    void remove(qsizetype from, qsizetype count);

    /// The nearest character boundary at or before (after) a position between two units, which may split a surrogate
    /// pair.
    [[nodiscard]] qsizetype boundaryBefore(qsizetype at) const { return splitsPair(at) ? at - 1 : at; }

    [[nodiscard]] qsizetype boundaryAfter(qsizetype at) const { return splitsPair(at) ? at + 1 : at; }

    void clear();

    /// As UTF-8.
    [[nodiscard]] Secret secret() const;
    /// For painting: no copy, valid until the next change.
    [[nodiscard]] QString view() const;

private:
    void reserve(std::size_t capacity);
    [[nodiscard]] bool splitsPair(qsizetype at) const;

    std::vector<char16_t> m_units; // UTF-16, as typed
};

} // namespace wallaroo
