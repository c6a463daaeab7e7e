#include "runs/plan.h"

#include <algorithm>
#include <utility>

namespace wallaroo::runs {

int Plan::taking() const {
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [](const Item& item) { return item.leftOut.isEmpty(); }));
}

void Plan::goOnAs(const QString& name) {
    if (name != actor)
        begunBy = std::exchange(actor, name);
}

} // namespace wallaroo::runs
