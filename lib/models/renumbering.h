#pragma once

#include <QtGlobal>

#include <vector>

namespace wallaroo::models {

/// The number of a record in the order of its arrival; what is shown is an order of such numbers.
using SourceRow = quint32;

/// New numbers after rows left. Those that stay keep their order.
struct Renumbering {
    static constexpr SourceRow gone = ~SourceRow{0};

    std::vector<SourceRow> to; ///< per old row the new number, or `gone`
    SourceRow left = 0;        ///< how many stay

    /// Leaves the values of the rows that stay, in their new places.
    template <typename Values>
    void apply(Values& values) const {
        for (SourceRow row = 0; row < to.size(); ++row) {
            if (to[row] != gone && to[row] != row)
                values[to[row]] = std::move(values[row]);
        }
        values.resize(left);
    }
};

} // namespace wallaroo::models
