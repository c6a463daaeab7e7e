#pragma once

#include "appdesk.h"

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

    void stop() { m_process.stop(); }

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
