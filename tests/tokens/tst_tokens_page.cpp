// The tokens page in its window, against the real sandbox: every form of the menus, keys, the sandbox's own signature.
#include "app/appdesk.h"
#include "pages/tokenspage.h"
#include "support/account.h"
#include "widgets/facttable.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

constexpr int patienceMs = 20'000;

QString onClipboard() {
    return QGuiApplication::clipboard()->text();
}

bool isJwt(const QString& text) {
    return text.startsWith("ey"_L1) && text.count(u'.') == 2 && !text.contains(u' ');
}

} // namespace

class TestTokensPage final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<AppDesk> m_desk;

    [[nodiscard]] QWidget* window() const { return m_desk->window(); }

    [[nodiscard]] QAbstractButton* button(const QString& name) const { return named<QAbstractButton>(window(), name); }

    /// The action of that text in the menu "Copy as" of a card, or below it.
    [[nodiscard]] QAction* action(const char* card, const QString& text) const {
        auto* menu = window()->findChild<QToolButton*>(QLatin1StringView(card))->menu();
        auto menus = menu->findChildren<QMenu*>();
        menus.prepend(menu);
        for (const auto* each : std::as_const(menus)) {
            for (auto* found : each->actions()) {
                if (QString(found->text()).remove(u'&') == text)
                    return found;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QString claim(const QString& name) const {
        const auto* table = window()->findChild<FactTable*>(u"claims"_s);
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->item(row, 0)->text() == name)
                return table->item(row, 1)->text();
        }
        return u"(no row)"_s;
    }

private Q_SLOTS:

    void initTestCase() {
        m_desk = std::make_unique<AppDesk>();
        m_desk->start();
        named<QAbstractButton>(m_desk->dialog(), u"Try it with a sandbox"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(window() && m_desk->isLoaded("usersTable"), patienceMs);
        m_desk->window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_desk->window())); // a shortcut is nobody's before
        m_desk->window()->openPage(u"tokens"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            button(u"Reveal inference token"_s) && button(u"Reveal inference token"_s)->isEnabled(), patienceMs);
    }

    void init() { QGuiApplication::clipboard()->clear(); }

    void cleanupTestCase() { m_desk.reset(); }

    void oneClick() {
        button(u"Copy MLOps token"_s)->click();
        QVERIFY(isJwt(onClipboard()));
        const QString mlops = onClipboard();
        button(u"Copy inference token"_s)->click();
        QVERIFY(isJwt(onClipboard()));
        QVERIFY(onClipboard() != mlops);
    }

    void everyFormOfTheMenu() {
        button(u"Copy MLOps token"_s)->click();
        const QString token = onClipboard();
        const auto copied = [this](const QString& entry) {
            QGuiApplication::clipboard()->clear();
            auto* found = action("copyAsMlops", entry);
            if (!found)
                return "(no entry) "_L1 + entry;
            found->trigger();
            return onClipboard();
        };
        QCOMPARE(copied(u"Token"_s), token);
        QCOMPARE(copied(u"Authorization header"_s), "Authorization: Bearer "_L1 + token);
        QCOMPARE(copied(u"Shell export line"_s), "export TOKEN='"_L1 + token + u'\'');
        const auto file = QJsonDocument::fromJson(copied(u"SDK token file"_s).toUtf8()).object();
        QCOMPARE(file[u"token"_s].toString(), token);
        QVERIFY(!file[u"user_id"_s].toString().isEmpty());
        QVERIFY(!file[u"user_email"_s].toString().isEmpty());
        QVERIFY(QUrl(copied(u"API address (APIURL)"_s)).isValid());
        QVERIFY(copied(u"Token address (TOKENURL)"_s).endsWith("/auth/realms/master/protocol/openid-connect/token"_L1));
        for (const QString& request : {u"By user name and password, as curl"_s, u"By refresh, as curl"_s,
                                       u"By client credentials, as curl"_s, u"By user name and password, as Python"_s,
                                       u"By refresh, as Python"_s, u"By client credentials, as Python"_s}) {
            const QString text = copied(request);
            QVERIFY2(text.contains("TOKENURL"_L1), qPrintable(request));
            QVERIFY2(!text.contains("eyJ"_L1), qPrintable(request)); // no token, no refresh token
        }
        QVERIFY(action("copyAsInference", u"By client credentials, as curl"_s));
        QVERIFY(!action("copyAsInference", u"SDK token file"_s)); // it names a user
    }

    void onlySecretsAreTakenBack() {
        action("copyAsMlops", u"API address (APIURL)"_s)->trigger();
        QCOMPARE(m_desk->clipboard.secretLeftMs(), 0);
        action("copyAsMlops", u"Shell export line"_s)->trigger();
        QVERIFY(m_desk->clipboard.secretLeftMs() > 0);
        m_desk->clipboard.clearSecret();
        QVERIFY(onClipboard().isEmpty());
    }

    void fromAnywhere() {
        m_desk->window()->openPage(u"users"_s);
        QTest::keyClick(window(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(isJwt(onClipboard()));
        m_desk->window()->openPage(u"tokens"_s);
    }

    void theInsideIsReadAndVerified() {
        QTRY_VERIFY_WITH_TIMEOUT(claim(u"Signature"_s).startsWith("verified with key"_L1), patienceMs);
        QCOMPARE(claim(u"Acts as"_s), u"platform administrator"_s);
        QCOMPARE(claim(u"Client"_s), u"api-client"_s);
        QVERIFY(claim(u"Hasura"_s).contains("admin_user"_L1));
        // Not by name: on Linux Qt gives a box's choice as its name, and what it is for as the label it belongs to.
        auto* which = window()->findChild<QComboBox*>(u"inspected"_s);
        QVERIFY(which && which->isVisible());
        QCOMPARE(which->accessibleName(), u"Token to look into"_s);
        const auto labels = QAccessible::queryAccessibleInterface(which)->relations(QAccessible::Label);
        QCOMPARE(labels.size(), 1);
        QCOMPARE(labels.first().first->text(QAccessible::Name), u"Look inside"_s);
        which->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(claim(u"Signature"_s).startsWith("verified with key"_L1), patienceMs);
        QVERIFY(claim(u"Acts as"_s).startsWith("service account"_L1));
        which->setCurrentIndex(0);
    }

    void aClaimIsCopiedFromItsMenu() {
        auto* table = window()->findChild<FactTable*>(u"claims"_s);
        int row = 0;
        while (row < table->rowCount() && table->item(row, 0)->text() != "Client"_L1)
            ++row;
        table->setCurrentCell(row, 1);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(table, &event);
        auto* menu = table->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        menu->actions().first()->trigger();
        QCOMPARE(onClipboard(), u"api-client"_s);
        QCOMPARE(m_desk->clipboard.secretLeftMs(), 0); // no secret: it stays
        menu->close();
    }

    void nothingOfATokenIsHeardOrKept() {
        button(u"Copy MLOps token"_s)->click();
        const QString token = onClipboard();
        const QStringList canaries{token.section(u'.', 2), token.section(u'.', 1, 1)};
        QTest::mousePress(button(u"Reveal MLOps token"_s), Qt::LeftButton);
        for (auto* widget : window()->findChildren<QWidget*>()) {
            auto* heard = QAccessible::queryAccessibleInterface(widget);
            QStringList texts{widget->toolTip(), widget->whatsThis(), widget->statusTip()};
            for (int part = 0; heard && part <= QAccessible::Help; ++part)
                texts << heard->text(static_cast<QAccessible::Text>(part));
            if (const auto* field = qobject_cast<QLineEdit*>(widget))
                texts << field->text() << field->selectedText();
            if (const auto* field = qobject_cast<QPlainTextEdit*>(widget)) {
                texts << field->toPlainText();
                QVERIFY2(!field->isReadOnly() || !field->document()->isUndoAvailable(),
                         qPrintable(field->objectName()));
            }
            for (const QString& canary : canaries)
                QVERIFY2(!texts.join(u'\n').contains(canary), widget->metaObject()->className());
        }
        QTest::mouseRelease(button(u"Reveal MLOps token"_s), Qt::LeftButton);
        QDirIterator files(m_desk->folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) { // settings, journals, whatever remembers what was opened
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            for (const QString& canary : canaries)
                QVERIFY2(!content.contains(canary.toUtf8()), qPrintable(file.fileName()));
        }
        if (QGuiApplication::clipboard()->supportsSelection()) {
            const QString primary = QGuiApplication::clipboard()->text(QClipboard::Selection);
            QVERIFY(!primary.contains(canaries.first()));
        }
    }

    void namesThatOthersRelyOn() {
        for (const QString& name : {u"Copy MLOps token"_s, u"Copy inference token"_s, u"Renew MLOps token"_s,
                                    u"Renew inference token"_s, u"Reveal MLOps token"_s, u"Reveal inference token"_s,
                                    u"Copy MLOps token as"_s, u"Copy inference token as"_s})
            QVERIFY2(button(name), qPrintable(name));
    }

    void aSecretIsNotMissingBeforeItWasLookedFor() {
        auto profile = session::Profile::make();
        profile.instance = {QUrl(u"https://wallaroo.invalid"_s), QUrl(u"https://wallaroo.invalid/auth"_s)};
        profile.username = u"ana"_s;
        secrets::MemoryStore store;
        Account account(profile, store, m_desk->clock);
        const TokensPage page(account, m_desk->clipboard);
        const auto* note = page.findChild<QLabel*>(u"noteInference"_s);
        QVERIFY(note && note->isHidden());
        session::Credentials credentials;
        credentials.username = profile.username;
        credentials.password = Secret("canary-no-password");
        account.session.signIn(credentials);
        QCOMPARE(account.session.state(), session::State::SigningIn);
        QCOMPARE(note->text(), u"Signing in…"_s);
        QVERIFY(page.findChild<QAbstractButton*>(u"noteActionInference"_s)->isHidden()); // nothing is to be added yet
    }

    void renewing() {
        button(u"Copy MLOps token"_s)->click();
        const QString before = onClipboard();
        button(u"Renew MLOps token"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(button(u"Renew MLOps token"_s)->isEnabled(), patienceMs);
        button(u"Copy MLOps token"_s)->click();
        QVERIFY(isJwt(onClipboard()));
        QVERIFY(onClipboard() != before);
    }
};

QTEST_MAIN(TestTokensPage)
#include "tst_tokens_page.moc"
