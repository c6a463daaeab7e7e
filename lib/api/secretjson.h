#pragma once

#include "base/secret.h"

class QJsonObject;

namespace wallaroo::api {

/// A secret as a JSON text, in quotes (RFC 8259 §7).
[[nodiscard]] Secret jsonText(const Secret& secret);
/// An object and one more member that is secret: a QJsonObject would keep a copy that nobody wipes. Without the member
/// when the secret is empty.
[[nodiscard]] Secret withSecret(const QJsonObject& object, QByteArrayView name, const Secret& secret);

} // namespace wallaroo::api
