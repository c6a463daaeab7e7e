#pragma once

#include "jose/keyset.h"
#include "style/palettes.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace wallaroo {

/// A line of the table that shows what is in a token. Safe to show: nothing of it is the token itself.
struct ClaimRow {
    QString name;
    QString value;
    Tint tint = Tint::Text;

    friend bool operator==(const ClaimRow&, const ClaimRow&) = default;
};

/// What the rows need to know besides the token.
struct ClaimSurroundings {
    qint64 nowMs = 0; ///< of this computer's wall clock
    /// The server's clock minus this computer's, ms; nothing where it is not known.
    std::optional<qint64> differenceMs;
    QString issuer; ///< of the instance: another one is remarked on; empty: not compared
};

/// Issuer, person, client, roles in words, times here and at the server, and every remark that keeps the token from
/// being believed. What is absent has no row.
[[nodiscard]] QList<ClaimRow> claimRows(const jose::Jwt& token, const ClaimSurroundings& around);

/// "platform administrator", "ordinary user", "service account of api-client"; empty where the claims do not tell.
[[nodiscard]] QString actingAs(const jose::Claims& claims);

/// "verified with key x3Pq… (RS256)", "not verified: …", "key unknown: …", "algorithm not checked: …"
[[nodiscard]] ClaimRow signatureRow(const jose::Verification& verification);

/// The same by keys that were read long ago: not as good as it looks, with the age and why there are no newer ones.
[[nodiscard]] ClaimRow signatureRow(const jose::Verification& verification, qint64 keysAgeMs, const QString& why);

/// The difference of the clocks in words, when it is worth a word; "differ by 2 s" or, above 120 s, a warning (rule
/// 27).
[[nodiscard]] std::optional<ClaimRow> clockRow(std::optional<qint64> differenceMs);

/// The server's clock minus this computer's, by a token that was received at that moment of the wall clock; nothing
/// where it does not say when it was issued.
[[nodiscard]] std::optional<qint64> clockDifferenceMs(const jose::Claims& justIssued, qint64 receivedWallMs);

/// Two lines of JSON, header and claims, as they were sent, indented; for reading.
[[nodiscard]] QString rawJson(const jose::Jwt& token);

} // namespace wallaroo
