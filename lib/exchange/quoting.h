#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace wallaroo::exchange {

/// 'text' for sh, bash and zsh.
[[nodiscard]] QString shellQuoted(const QString& text);
/// A Python literal in double quotes, ASCII alone.
[[nodiscard]] QString pythonQuoted(const QString& text);
/// A JSON text in double quotes, ASCII alone.
[[nodiscard]] QString jsonQuoted(const QString& text);
/// The JSON again, on one line and in ASCII alone; nothing when it is not JSON.
[[nodiscard]] std::optional<QByteArray> asciiJson(const QByteArray& json);
/// The JSON as a Python literal: True, False, None; nothing when it is not JSON.
[[nodiscard]] std::optional<QString> pythonLiteral(const QByteArray& json);

} // namespace wallaroo::exchange
