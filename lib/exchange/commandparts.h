#pragma once

#include "domain/instance.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

/// What the texts of calls have in common; for the files of this folder.
namespace wallaroo::exchange::parts {

/// A shell line that ends the command where TOKEN is not set.
inline constexpr QLatin1StringView tokenFromVariable(R"(: "${TOKEN:?is not set: read -rs TOKEN}")");
inline constexpr QLatin1StringView curl("curl --silent --show-error --fail-with-body");

/// Encoded, in ASCII.
[[nodiscard]] QString address(const QUrl& url);
/// The part after the instance's API address, where the call lies below it.
[[nodiscard]] std::optional<QString> belowApi(const Instance& instance, const QUrl& url);
/// JSON in ASCII; another text as it is.
[[nodiscard]] QString ascii(const QByteArray& body);
/// NAME = what the environment holds, or what the person types.
[[nodiscard]] QString pythonSecret(const QString& name, const QString& prompt);
/// The imports.
[[nodiscard]] QString pythonHead();

} // namespace wallaroo::exchange::parts
