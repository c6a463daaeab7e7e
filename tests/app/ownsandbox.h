#pragma once

#include "appdesk.h"

#include <QTcpSocket>
#include <QTest>

namespace wallaroo::test {

inline constexpr int patienceMs = 20'000;

/// A sandbox of the test's own, as an instance somewhere.
class OwnSandbox {
public:
    OwnSandbox() : m_process(QStringLiteral(SANDBOX_PROGRAM), {QStringLiteral("--users"), QStringLiteral("60")}) {
        QObject::connect(&m_process, &SandboxProcess::ready, &m_process,
                         [this](const SandboxAccount& ready) { account = ready; });
        m_process.start();
    }

    bool isReady() const { return account.has_value(); }

    /// Returns when nobody listens there any more: until then one more call would be answered.
    [[nodiscard]] bool stop() {
        const QUrl address = account ? account->address : QUrl();
        m_process.stop();
        return QTest::qWaitFor(
            [&address] {
                QTcpSocket probe;
                probe.connectToHost(address.host(), static_cast<quint16>(address.port()));
                return !probe.waitForConnected(patienceMs);
            },
            patienceMs);
    }

    std::optional<SandboxAccount> account;

private:
    SandboxProcess m_process;
};

inline void fill(SignInDialog* dialog, const SandboxAccount& account) {
    named<QLineEdit>(dialog, QStringLiteral("Instance"))->setText(account.address.toString());
    named<QLineEdit>(dialog, QStringLiteral("User name"))->setText(account.username);
    named<QLineEdit>(dialog, QStringLiteral("Password"))->setText(QString::fromUtf8(account.password.reveal()));
    named<QLineEdit>(dialog, QStringLiteral("Client secret"))
        ->setText(QString::fromUtf8(account.clientSecret.reveal()));
}

} // namespace wallaroo::test
