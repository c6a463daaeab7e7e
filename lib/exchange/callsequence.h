#pragma once

#include "exchange/commandtexts.h"

#include <vector>

namespace wallaroo::exchange {

/// One of several calls that go one after the other.
struct SequenceCall {
    ApiCall call;
    /// A temporary password belongs where the body has `"value":"…"`: it is taken from the variable PASSWORD.
    bool takesPassword = false;
    /// The body is a list of the role that is read here right before: giving one needs its id. Empty: as it stands.
    QUrl role;
    /// The `{id}` in the address is of the one person that is read here right before: of somebody just created it is
    /// not known while the text is made. Empty: none.
    QUrl person{};
};

/// The calls as one text, each sent once; it ends at the first that is refused. The token is in the variable TOKEN, as
/// in callText(), and no secret in the text.
[[nodiscard]] QString sequenceText(Tool tool, const Instance& instance, const std::vector<SequenceCall>& calls);

} // namespace wallaroo::exchange
