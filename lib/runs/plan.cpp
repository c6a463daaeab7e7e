#include "runs/plan.h"

#include <algorithm>

namespace wallaroo::runs {

int Plan::taking() const {
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [](const Item& item) { return item.leftOut.isEmpty(); }));
}

} // namespace wallaroo::runs
