#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <memory>

namespace wallaroo::test {

/// What a server shows and signs with.
struct Identity {
    QSslCertificate certificate;
    QSslKey key;
};

/// A certificate authority that lives as long as a test: keys are made anew each time and never written to the tree.
class TestAuthority {
public:
    struct Wanted {
        QString commonName = QStringLiteral("localhost");
        QStringList hosts = {QStringLiteral("localhost")}; ///< DNS names
        QStringList addresses = {QStringLiteral("127.0.0.1")};
        qint64 beginsInSeconds = -3600;
        qint64 endsInSeconds = 86400;
    };

    explicit TestAuthority(const QString& name);
    ~TestAuthority();
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;

    [[nodiscard]] QSslCertificate certificate() const;
    [[nodiscard]] Identity issue(const Wanted& wanted) const;
    [[nodiscard]] static Identity selfSigned(const Wanted& wanted);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::test
