// Row 30 of the faults, as a person meets it: a proxy on the way asks for a sign-in, once, and what waited goes on.
#include "appdesk.h"
#include "dialogs/proxydialog.h"
#include "support/scriptedproxy.h"
#include "support/scriptedserver.h"
#include "widgets/secretfield.h"

#include <QLabel>

using namespace wallaroo;
using namespace wallaroo::test;

class TestAppProxy : public QObject {
    Q_OBJECT

    static constexpr int patienceMs = 20'000;

    TestAuthority m_authority{QStringLiteral("Example Corp CA")};
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<AppDesk> m_desk;

    [[nodiscard]] static ProxyDialog* question() {
        for (auto* widget : QApplication::topLevelWidgets()) {
            auto* dialog = qobject_cast<ProxyDialog*>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

    static void answer(const char* user, const char* password) {
        named<QLineEdit>(question(), QStringLiteral("Proxy user name"))->setText(QLatin1String(user));
        named<QLineEdit>(question(), QStringLiteral("Proxy password"))->setText(QLatin1String(password));
        named<QAbstractButton>(question(), QStringLiteral("Sign in"))->click();
    }

    [[nodiscard]] QString aboutTheInstance() const {
        const auto* label = m_desk->dialog()->findChild<QLabel*>(QStringLiteral("instanceMessageText"));
        return label ? label->text() : QString();
    }

private Q_SLOTS:

    void init() {
        const QString host = QStringLiteral("wallaroo.invalid");
        const QByteArray base = "https://wallaroo.invalid/auth/realms/master";
        m_server = std::make_unique<ScriptedServer>(m_authority.issue({host, {host}, {}}));
        m_server->play(answering(200, R"({"issuer":")" + base + R"(","token_endpoint":")" + base
                                          + R"(/protocol/openid-connect/token"})"));
        m_proxy = std::make_unique<ScriptedProxy>(m_server->port(), "ana:canary-proxy-password");
        qputenv("https_proxy", m_proxy->address());
        m_desk = std::make_unique<AppDesk>();
        auto profile = session::Profile::make();
        profile.typedInstance = host;
        profile.instance = *Instance::fromTyped(host);
        profile.username = QStringLiteral("ana@example.com");
        profile.authoritiesPem = m_authority.certificate().toPem();
        session::ProfileStore store(m_desk->folder.filePath(QStringLiteral("profiles.json")));
        QVERIFY(store.save(profile));
        m_desk->start(); // looks at the known instance by itself
    }

    void cleanup() {
        m_desk.reset();
        qunsetenv("https_proxy");
    }

    void itIsAskedForOnceAndTheRestGoesOn() {
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        QCOMPARE(question()
                     ->findChild<QLabel*>(QStringLiteral("proxyHeading"))
                     ->text()
                     .remove(QChar(0x2068))
                     .remove(QChar(0x2069)),
                 QStringLiteral("The proxy %1 asks for a user name and a password.").arg(m_proxy->name()));
        QVERIFY(!named<QAbstractButton>(question(), QStringLiteral("Sign in"))->isEnabled());
        QCOMPARE(m_server->connections(), 0);
        answer("ana", "canary-proxy-password");
        QTRY_VERIFY_WITH_TIMEOUT(aboutTheInstance().contains(QStringLiteral("reachable")), patienceMs);
        QVERIFY(aboutTheInstance().contains(m_proxy->name())); // "through proxy …"
        QVERIFY(!question());
        for (const auto& file : QDir(m_desk->folder.path()).entryInfoList(QDir::Files)) {
            QFile content(file.filePath());
            QVERIFY(content.open(QIODevice::ReadOnly));
            QVERIFY(!content.readAll().contains("canary-proxy"));
        }
    }

    void aWrongPasswordIsSaidAndAskedForAgain() {
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        answer("ana", "canary-proxy-wrong");
        QTRY_VERIFY_WITH_TIMEOUT(question() && question()->findChild<QLabel*>(QStringLiteral("proxyMessageText")),
                                 patienceMs);
        QCOMPARE(question()->findChild<QLabel*>(QStringLiteral("proxyMessageText"))->text(),
                 QStringLiteral("The proxy did not accept this user name and password."));
        QCOMPARE(question()->findChild<QLineEdit*>(QStringLiteral("proxyUser"))->text(), QStringLiteral("ana")); // kept
        QVERIFY(question()->findChild<SecretField*>(QStringLiteral("proxyPassword"))->secret().isEmpty());
        answer("ana", "canary-proxy-password");
        QTRY_VERIFY_WITH_TIMEOUT(aboutTheInstance().contains(QStringLiteral("reachable")), patienceMs);
    }

    void aNoIsTakenAndSaidAtTheField() {
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        question()->reject();
        QTRY_VERIFY_WITH_TIMEOUT(aboutTheInstance().contains(QStringLiteral("asks for a user name and a password")),
                                 patienceMs);
        QVERIFY(!question()); // not again by itself
        QCOMPARE(m_desk->dialog()->findChild<QLineEdit*>(QStringLiteral("userName"))->text(),
                 QStringLiteral("ana@example.com"));
        // Pressing Sign in asks once more.
        named<QLineEdit>(m_desk->dialog(), QStringLiteral("Password"))->setText(QStringLiteral("canary-password-1"));
        named<QLineEdit>(m_desk->dialog(), QStringLiteral("Client secret"))->setText(QStringLiteral("canary-secret-1"));
        named<QAbstractButton>(m_desk->dialog(), QStringLiteral("Sign in"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        for (const QByteArray& asked : m_proxy->requests())
            QVERIFY(!asked.contains("canary"));
    }

    void afterANoItCanBeAskedForAgain() {
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        question()->reject();
        const auto again = [this] { return named<QAbstractButton>(m_desk->dialog(), QStringLiteral("Try again")); };
        QTRY_VERIFY_WITH_TIMEOUT(again(), patienceMs);
        again()->click();
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        answer("ana", "canary-proxy-password");
        QTRY_VERIFY_WITH_TIMEOUT(aboutTheInstance().contains(QStringLiteral("reachable")), patienceMs);
        QVERIFY(!again());
    }

    void withItsWindowTheQuestionIsGone() {
        QTRY_VERIFY_WITH_TIMEOUT(question(), patienceMs);
        m_desk->controller.reset();
        QVERIFY(!question());
    }
};

QTEST_MAIN(TestAppProxy)
#include "tst_app_proxy.moc"
