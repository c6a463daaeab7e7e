#pragma once

#include "base/error.h"

namespace wallaroo {

/// What of the sign-in dialog a failure is about: where it is shown and where the focus goes. Of the keychain: a note,
/// and the field that does without it.
enum class SignInPlace { Note, Instance, Way, UserName, Password, ClientSecret, InferenceSecret, Keychain };

/// By the failure's own word, else by its kind.
[[nodiscard]] SignInPlace placeOf(const Error& error);
/// The typed password was refused, so it is of no more use: anything else leaves it in its field.
[[nodiscard]] bool refusesPassword(ErrorKind kind);
/// Sentence and advice as one text, for labels and for assistive technology.
[[nodiscard]] QString wordsOf(const Error& error);

} // namespace wallaroo
