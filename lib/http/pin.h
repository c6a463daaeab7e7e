#pragma once

#include <QSslCertificate>
#include <QString>

namespace wallaroo::http {

/// The one certificate that a host may show (Transport::setPin()).
struct Pin {
    QString host;
    QSslCertificate certificate{};

    [[nodiscard]] bool isFor(const QString& asked) const {
        return !certificate.isNull() && host.compare(asked, Qt::CaseInsensitive) == 0;
    }

    friend bool operator==(const Pin&, const Pin&) = default;
};

} // namespace wallaroo::http
