#include "domain/workspace.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {

bool Workspace::isDefault() const {
    // The spaces decide: names that people give are DNS labels (reference §1.6) and cannot hold any. What stands before
    // is not looked at: an e-mail mostly, after "v-" on older servers, the user name where there is no e-mail.
    static constexpr auto suffix = " - Default Workspace"_L1;
    return name.size() > suffix.size() && name.endsWith(suffix);
}

} // namespace wallaroo
