#pragma once

#include "models/renumbering.h"

#include <QByteArray>

#include <optional>

namespace wallaroo::models {

/// What a row index must know of the rows to put them in order. A column is sorted as text or as numbers.
class RowValues {
public:
    RowValues() = default;
    virtual ~RowValues() = default;
    RowValues(const RowValues&) = delete;
    RowValues& operator=(const RowValues&) = delete;

    [[nodiscard]] virtual bool isText(int column) const = 0;
    /// Of a number column; nothing where the value is missing. Missing ones come last in both orders.
    [[nodiscard]] virtual std::optional<qint64> numberAt(SourceRow row, int column) const = 0;
    /// Of a text column, UTF-8; empty is missing. `room` may be used to put the text together in.
    [[nodiscard]] virtual QByteArrayView textAt(SourceRow row, int column, QByteArray& room) const = 0;
    /// Decides when everything else is equal: of two rows always one is before the other.
    [[nodiscard]] virtual bool isTieBefore(SourceRow a, SourceRow b) const = 0;

    /// A number that comes before another's where the row does, to be remembered in place of the row; 0: none.
    [[nodiscard]] virtual quint64 tieHead(SourceRow) const { return 0; }
};

} // namespace wallaroo::models
