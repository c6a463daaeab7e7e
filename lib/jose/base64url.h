#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace wallaroo::jose {

/// RFC 7515 §2: the URL alphabet, no padding, no line breaks; nothing for any other text.
[[nodiscard]] std::optional<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace wallaroo::jose
