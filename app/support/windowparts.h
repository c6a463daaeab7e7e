#pragma once

#include <QString>

namespace wallaroo {

class Clipboard;
class Prompts;
class Settings;

/// What a window shares with the rest of the program; all outlive it.
struct WindowParts {
    Clipboard& clipboard;
    Prompts& prompts;
    Settings& settings;
    QString statePath;           ///< where sizes and columns are remembered; empty: nowhere
    bool deletionOffered = true; ///< false: an organisation lets nobody delete people from here
};

} // namespace wallaroo
