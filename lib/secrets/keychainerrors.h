#pragma once

#include "base/error.h"

#include <chrono>

namespace wallaroo::secrets {

enum class Desktop { Gnome, Kde, Other };

/// From XDG_CURRENT_DESKTOP, a list with colons such as "ubuntu:GNOME" (Desktop Entry Specification, OnlyShowIn).
[[nodiscard]] Desktop desktopFrom(const QString& currentDesktop);
/// What a person calls the keychain there. Most desktops besides KDE come with GNOME Keyring.
[[nodiscard]] QString keychainName(Desktop desktop);

/// What went wrong, by the keychain's name and with what to do about it. `details` is QtKeychain's own text: it holds
/// no secrets.
[[nodiscard]] Error keychainLocked(Desktop desktop, const QString& details);
/// No keychain to speak with: none is installed or running, there is no D-Bus session, it broke off, or it could not
/// write for want of room. Which of them is told by fragments of `details`.
[[nodiscard]] Error keychainUnavailable(Desktop desktop, const QString& details);
[[nodiscard]] Error keychainSilent(Desktop desktop, std::chrono::milliseconds patience);
/// What was written could not be read back (KWallet reports its failures as success).
[[nodiscard]] Error keychainForgets(Desktop desktop);
[[nodiscard]] Error nothingToKeep();

} // namespace wallaroo::secrets
