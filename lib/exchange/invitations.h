#pragma once

#include "base/error.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <vector>

namespace wallaroo::exchange {

/// One line of a file or of pasted text that is to become an invitation.
struct InviteRow {
    enum class Does : quint8 {
        Invites,
        Nothing,    ///< the address is there already, or twice in here
        NotPossible ///< no address, or none that could be one
    };

    int line = 0; ///< of the file or the text, from 1
    QString email{};
    QString firstName{};
    QString lastName{};
    bool isAdmin = false;
    Does does = Does::Invites;
    QString why{}; ///< of Nothing and NotPossible; of an invitation what is worth knowing
};

/// Columns are found by the names of the head (email, first name, last name, admin or role, in any order and case);
/// without a head the first column that holds addresses counts. Errors as of parseCsv(); BadInput when no column holds
/// addresses.
[[nodiscard]] Result<std::vector<InviteRow>> invitesFromCsv(QByteArrayView file);
/// Addresses between commas, semicolons, spaces and line ends, also as `Ana Solano <ana@example.com>`.
[[nodiscard]] std::vector<InviteRow> invitesFromText(const QString& pasted);

/// The same as text that reads back as these rows: addresses alone where there is nothing else, else a table.
[[nodiscard]] QString textOfInvites(const std::vector<InviteRow>& rows);

enum class Known : quint8 { No, Active, Inactive };
/// The dry run: says of each row what it will do, with `known` telling of an address whether it is there. Nothing is
/// sent.
void judgeInvites(std::vector<InviteRow>& rows, const std::function<Known(const QString& email)>& known);

/// Whether it can be an address: one @ with something on both sides, no spaces or controls, at most 254 characters. The
/// server has the last word.
[[nodiscard]] bool looksLikeAddress(QStringView text);

} // namespace wallaroo::exchange
