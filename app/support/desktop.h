#pragma once

#include "base/clock.h"

namespace wallaroo {

class Clipboard;
class Prompts;

/// What a dialog uses of the desktop, injected; all outlive it.
struct Desktop {
    Prompts& prompts;
    Clipboard& clipboard;
    const Clock& clock;
};

} // namespace wallaroo
