#pragma once

#include "api/recordreader.h"
#include "base/error.h"
#include "http/errors.h"

#include <QUrl>

#include <algorithm>
#include <optional>

namespace wallaroo::api {

// What the readers of Keycloak's small answers share.

/// The answer is the record.
class AnswerReader : public RecordReader {
public:
    void begin(QByteArrayView) override {}

    void element(int, const JsonValue&) override {}

    Outcome end() override { return Outcome::Row; }

    [[nodiscard]] const char* problem() const override { return ""; }

protected:
    /// The place of a name among those that are wanted, which is its number.
    template <std::size_t count>
    [[nodiscard]] static int placeIn(const QByteArrayView (&names)[count], QByteArrayView name) {
        const auto found = std::find(std::begin(names), std::end(names), name);
        return found == std::end(names) ? ignored : static_cast<int>(found - std::begin(names));
    }

    [[nodiscard]] static QString textOf(const JsonValue& value) {
        return value.isText() ? QString::fromUtf8(value.text) : QString();
    }
};

/// Seconds within 0…30 days; nothing when it is no number.
[[nodiscard]] std::optional<qint64> lifetime(const JsonValue& value);
/// UnexpectedShape with this sentence.
[[nodiscard]] Error misshapen(const http::CallReport& report, const QString& sentence);
/// Scheme, host and port; neither is empty.
[[nodiscard]] bool sameOrigin(const QUrl& a, const QUrl& b);

} // namespace wallaroo::api
