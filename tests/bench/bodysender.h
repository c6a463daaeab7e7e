#pragma once

#include "domain/user.h"

#include <QByteArray>

#include <deque>

namespace wallaroo::bench {

/// Rows from the bytes of a `users/query` answer, by UsersApi, in the pieces a Transport hands on. Ends the program
/// where a row is unreadable.
[[nodiscard]] std::deque<User> decodeUsers(const QByteArray& body);

} // namespace wallaroo::bench
