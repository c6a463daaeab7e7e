#pragma once

#include <optional>

namespace wallaroo {

/// What is answered on the terminal, without a window and without a display: --version and --check-config. The exit
/// code when it was that; nothing when the program is to start.
[[nodiscard]] std::optional<int> answerOnConsole(int argc, char** argv);

} // namespace wallaroo
