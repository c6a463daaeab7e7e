#pragma once

#include "app/usersdesk.h"
#include "keycloakdesk.h"

namespace wallaroo::test {

/// The window at an instance whose identity provider is the real Keycloak, signed in, with its people loaded.
struct PeopleDesk : UsersDesk {
    ~PeopleDesk() {
        controller.reset();
        m_sandbox.closeWriteChannel();
        m_sandbox.waitForFinished();
    }

    PeopleDesk() = default;
    PeopleDesk(const PeopleDesk&) = delete;
    PeopleDesk& operator=(const PeopleDesk&) = delete;

    /// options: of the sandbox that is the rest of the instance.
    bool openAt(const Server& server, const QStringList& options = {}) {
        const QString auth = server.fact("address") + QStringLiteral("/auth");
        if (!startSandbox(server, auth, options))
            return false;
        start();
        const auto type = [this](const char* field, const QString& text) {
            named<QLineEdit>(dialog(), QLatin1String(field))->setText(text);
        };
        type("Instance", m_address);
        named<QAbstractButton>(dialog(), QStringLiteral("API and sign-in at different addresses"))->click();
        type("API address", m_address);
        type("Authentication address", auth);
        type("User name", server.person(QStringLiteral("administrator")));
        type("Password", server.fact("password"));
        type("Client secret", server.fact("secret"));
        named<QAbstractButton>(dialog(), QStringLiteral("Sign in"))->click();
        return QTest::qWaitFor([this] { return window() && isLoaded("usersTable"); }, patience) && inFront();
    }

    /// As a desktop does when a dialog has closed.
    bool inFront() const {
        window()->activateWindow();
        return QTest::qWaitForWindowActive(window());
    }

private:
    bool startSandbox(const Server& server, const QString& auth, const QStringList& options) {
        QFile service(folder.filePath(QStringLiteral("service.json")));
        if (!service.open(QIODevice::WriteOnly))
            return false;
        service.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        service.write(
            QJsonDocument(QJsonObject{{QStringLiteral("confidentialClient"), QStringLiteral("platform-service")},
                                      {QStringLiteral("confidentialPassword"), server.fact("secret")}})
                .toJson());
        service.close();
        m_sandbox.start(QStringLiteral(SANDBOX_PROGRAM),
                        QStringList{QStringLiteral("--exit-with-stdin"), QStringLiteral("--workspaces"),
                                    QStringLiteral("12"), QStringLiteral("--auth-url"), auth,
                                    QStringLiteral("--auth-service"), service.fileName()}
                            + options);
        QByteArray said;
        while (!said.contains("\nReady\n") && m_sandbox.waitForReadyRead(patience))
            said += m_sandbox.readAllStandardOutput();
        m_address = QString::fromUtf8(said).section(QStringLiteral("Listening on "), 1).section(u'\n', 0, 0).trimmed();
        return said.contains("\nReady\n");
    }

    QProcess m_sandbox;
    QString m_address;
};

} // namespace wallaroo::test
