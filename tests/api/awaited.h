#pragma once

#include "base/error.h"

#include <QTest>

#include <functional>
#include <optional>

namespace wallaroo::test {

/// Takes one call back, and waits for it.
template <typename T>
struct Awaited {
    std::function<void(Result<T>)> take() {
        return [this](const Result<T>& result) { got = result; };
    }

    const Result<T>& wait() {
        [this] { QTRY_VERIFY(got.has_value()); }();
        return *got;
    }

    std::optional<Result<T>> got;
};

} // namespace wallaroo::test
