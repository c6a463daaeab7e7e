#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <QByteArrayView>

namespace wallaroo::exchange {

/// The vendor's `creds.json`: `username`, `password`, `email`, and, where the file has them, `confidentialClient` and
/// `confidentialPassword`.
struct Creds {
    QString username;
    Secret password;
    QString email;
    QString clientId;    ///< empty when missing
    Secret clientSecret; ///< empty when missing
};

/// At most 64 KiB of UTF-8 JSON. Broken, too large, not an object, a member of the wrong type: BadInput, naming what is
/// wrong and never quoting a value.
[[nodiscard]] Result<Creds> parseCreds(QByteArrayView json);
/// Reads the file and parses it; FileFailed when it cannot be read.
[[nodiscard]] Result<Creds> readCreds(const QString& path);

} // namespace wallaroo::exchange
