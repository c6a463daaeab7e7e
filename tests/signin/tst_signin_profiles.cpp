#include "dialogdesk.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/profilesdialog.h"
#include "dialogs/storeddialog.h"
#include "secrets/memorystore.h"
#include "style/palettes.h"
#include "style/profilecolours.h"
#include "support/tabwalk.h"
#include "support/testauthority.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDialogButtonBox>
#include <QLayout>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::test;

/// Managing profiles, and what is stored for them.
class TestSignInProfiles : public QObject {
    Q_OBJECT
private:
    /// A keychain that may refuse.
    class Keychain final : public secrets::SecretStore {
    public:
        void read(const secrets::Key& key, QObject* context, ReadDone done) override {
            m_store.read(key, context, done);
        }

        void write(const secrets::Key& key, const Secret& secret, QObject* context, Done done) override {
            m_store.write(key, secret, context, done);
        }

        void remove(const secrets::Key& key, QObject* context, Done done) override {
            ++removals;
            if (!refuses)
                return m_store.remove(key, context, done);
            QMetaObject::invokeMethod(
                context, [done] { done(tl::unexpected(errorOf(ErrorKind::KeychainLocked))); }, Qt::QueuedConnection);
        }

        [[nodiscard]] QString displayName() const override { return QStringLiteral("Test Keyring"); }

        [[nodiscard]] bool isPersistent() const override { return true; }

        bool refuses = false;
        int removals = 0;

    private:
        secrets::MemoryStore m_store;
    };

    struct Desk {
        Desk()
            : profiles(folder.filePath(QStringLiteral("profiles.json"))),
              stored(keychain, profiles),
              first(knownProfile()),
              second(knownProfile()) {
            first.name = QStringLiteral("staging");
            first.clientSecretStored = true;
            first.refreshTokenStored = true;
            second.name = QStringLiteral("production");
            (void)profiles.update(first);
            (void)profiles.update(second);
        }

        void open(const QUuid& inUse = {}) {
            dialog = std::make_unique<ProfilesDialog>(
                ProfilesDialog::Parts{profiles, stored, {prompts, clipboard, clock}, QStringLiteral("Test Keyring")},
                inUse, nullptr);
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
            QObject::connect(dialog.get(), &ProfilesDialog::profilesChanged, dialog.get(), [this] { ++changes; });
        }

        template <typename Widget>
        [[nodiscard]] Widget* find(const char* name) const {
            return dialog->findChild<Widget*>(QLatin1String(name));
        }

        void click(const char* name) const { find<QAbstractButton>(name)->click(); }

        [[nodiscard]] QListWidget* list() const { return find<QListWidget>("profileList"); }

        [[nodiscard]] QString message() const {
            const auto* label = find<QLabel>("profilesMessageText");
            return label && label->isVisible() ? label->text() : QString();
        }

        void confirm() const { dialog->findChild<QAbstractButton*>(QStringLiteral("confirmNow"))->click(); }

        QTemporaryDir folder;
        session::ProfileStore profiles;
        Keychain keychain;
        session::StoredSecrets stored;
        DialogPrompts prompts;
        FakeClock clock{QDateTime::currentMSecsSinceEpoch()};
        Clipboard clipboard{*QGuiApplication::clipboard(), clock};
        session::Profile first;
        session::Profile second;
        std::unique_ptr<ProfilesDialog> dialog;
        int changes = 0;
    };

private Q_SLOTS:

    void certificateTrustedAloneIsShownAndForgotten_data() {
        QTest::addColumn<bool>("organisation");
        QTest::newRow("own") << false;
        QTest::newRow("an organisation's") << true;
    }

    void certificateTrustedAloneIsShownAndForgotten() {
        QFETCH(bool, organisation);
        Desk desk;
        const QSslCertificate pinned = TestAuthority::selfSigned({}).certificate;
        desk.first.pinnedPem = pinned.toPem();
        desk.first.organisation = organisation;
        QVERIFY(desk.profiles.update(desk.first));
        desk.open();
        desk.list()->setCurrentRow(0);
        const auto* trusted = desk.find<QLabel>("profileAuthorities");
        QVERIFY2(trusted->text().startsWith(QStringLiteral("this certificate alone:\nlocalhost")),
                 qPrintable(trusted->text()));
        const QByteArray digest = pinned.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
        QVERIFY(trusted->text().contains(QString::fromLatin1(digest)));
        desk.click("distrustAuthority");
        QVERIFY(desk.profiles.profiles().front().pinnedPem.isEmpty());
        QCOMPARE(trusted->text(), QStringLiteral("those of this computer alone"));
        QVERIFY(!desk.find<QWidget>("distrustAuthority")->isVisible());
    }

    void showsEachWithItsMarks() {
        Desk desk;
        desk.first.colour = QStringLiteral("#1565c0");
        desk.first.readOnly = true;
        QVERIFY(desk.profiles.update(desk.first));
        desk.open(desk.second.id);
        QCOMPARE(desk.list()->count(), 2);
        QCOMPARE(desk.list()->item(1)->text(), QStringLiteral("production (in use)"));
        QCOMPARE(desk.find<QLineEdit>("profileName")->text(), QStringLiteral("staging"));
        QCOMPARE(desk.find<QComboBox>("profileColour")->currentText(), QStringLiteral("Blue"));
        QVERIFY(desk.find<QCheckBox>("profileReadOnly")->isChecked());
        QVERIFY(desk.find<QLabel>("profileWay")->text().contains(QStringLiteral("ana@example.com")));
        QVERIFY(desk.find<QPushButton>("deleteProfile")->isEnabled());
        desk.dialog->select(desk.second.id);
        QVERIFY(!desk.find<QPushButton>("deleteProfile")->isEnabled());
        QCOMPARE(accessibleDescription(desk.find<QPushButton>("deleteProfile")),
                 QStringLiteral("It is in use: sign out first"));
    }

    void renamesAndMarks() {
        Desk desk;
        desk.open();
        desk.dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.dialog.get()));
        const auto* box = desk.dialog->findChild<QDialogButtonBox*>();
        const auto* last = qobject_cast<QPushButton*>(box->layout()->itemAt(box->layout()->count() - 1)->widget());
        QVERIFY(last);
        desk.list()->setFocus();
        const QList<QWidget*> walk = tabWalk();
        QCOMPARE(walk.last(), last);
        for (int i = 1; i < walk.size(); ++i)
            QVERIFY2(!isSeenBefore(walk[i], walk[i - 1]), qPrintable(walk[i]->objectName()));
        desk.click("renameProfile");
        auto* name = desk.find<QLineEdit>("profileName");
        QVERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("lab"));
        QTest::keyClick(name, Qt::Key_Tab);
        QCOMPARE(desk.profiles.find(desk.first.id)->name, QStringLiteral("lab"));
        QCOMPARE(desk.list()->item(0)->text(), QStringLiteral("lab"));
        desk.click("profileReadOnly");
        QVERIFY(desk.profiles.find(desk.first.id)->readOnly);
        auto* colour = desk.find<QComboBox>("profileColour");
        colour->setFocus();
        QTest::keyClick(colour, Qt::Key_Down);
        QCOMPARE(desk.profiles.find(desk.first.id)->colour, profileColours().at(1).value);
        QCOMPARE(desk.changes, 3);
        // Where it signs in and what is stored for it are as before.
        QCOMPARE(desk.profiles.find(desk.first.id)->instance, desk.first.instance);
        QVERIFY(desk.profiles.find(desk.first.id)->refreshTokenStored);
        name->setFocus();
        name->clear();
        QTest::keyClick(name, Qt::Key_Tab);
        QCOMPARE(desk.profiles.find(desk.first.id)->name, QStringLiteral("lab"));
    }

    void duplicatesWithoutSecrets() {
        Desk desk;
        desk.open();
        desk.click("duplicateProfile");
        QCOMPARE(desk.profiles.profiles().size(), 3);
        const auto copy = desk.profiles.profiles().at(1);
        QVERIFY(copy.id != desk.first.id);
        QVERIFY(!copy.hasStoredSecrets());
        QCOMPARE(desk.list()->currentRow(), 1);
    }

    void deletesWithItsSecrets() {
        Desk desk;
        desk.open();
        desk.click("deleteProfile");
        auto* question = desk.dialog->findChild<ConfirmDialog*>();
        QVERIFY(question);
        QVERIFY(question->accessibleDescription().contains(QStringLiteral("Test Keyring")));
        QTest::keyClick(question, Qt::Key_Return);
        QCOMPARE(desk.profiles.profiles().size(), 2); // Enter is safe
        QCOMPARE(desk.keychain.removals, 0);
        QTRY_VERIFY(!desk.dialog->findChild<ConfirmDialog*>());
        desk.click("deleteProfile");
        desk.confirm();
        QTRY_COMPARE(desk.profiles.profiles().size(), 1);
        QVERIFY(desk.keychain.removals >= 2);
        QCOMPARE(desk.list()->count(), 1);
    }

    void aLockedKeychainStopsTheDeletion() {
        Desk desk;
        desk.keychain.refuses = true;
        desk.open();
        desk.click("deleteProfile");
        desk.confirm();
        QTRY_VERIFY(desk.message().contains(QStringLiteral("What happened.")));
        QCOMPARE(desk.profiles.profiles().size(), 2);
        QVERIFY(desk.dialog->isEnabled());
        desk.click("deleteWithoutKeychain");
        QCOMPARE(desk.profiles.profiles().size(), 1);
    }

    void sharesAFileWithATeam() {
        Desk desk;
        desk.prompts.newFile = desk.folder.filePath(QStringLiteral("team.json"));
        desk.open();
        desk.click("exportProfiles");
        QTRY_VERIFY(desk.message().contains(QStringLiteral("team.json")));
        QFile file(desk.prompts.newFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.contains("staging"));
        QVERIFY(!content.contains("ana@example.com"));

        Desk other;
        other.prompts.file = desk.prompts.newFile;
        QVERIFY(other.profiles.remove(other.first.id));
        QVERIFY(other.profiles.remove(other.second.id));
        other.open();
        QCOMPARE(other.list()->count(), 0);
        other.click("importProfiles");
        QTRY_COMPARE(other.list()->count(), 2);
        QVERIFY2(other.message().contains(QStringLiteral("2 profiles added")), qPrintable(other.message()));
        QCOMPARE(other.changes, 1);
    }

    void badFilesLoseNothing_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("broken") << QByteArray("{\"version\":");
        QTest::newRow("from a newer version") << QByteArray(R"({"version":9999,"profiles":[]})");
        QTest::newRow("too large") << QByteArray(2 * 1024 * 1024, ' ');
        QTest::newRow("with a secret") << QByteArray(
            R"({"version":1,"profiles":[{"id":"{6a0b7b6e-3f4c-4b57-9d53-0f5f6a0a0001}",
                             "clientSecret":"canary-secret"}]})");
    }

    void badFilesLoseNothing() {
        QFETCH(QByteArray, content);
        Desk desk;
        desk.prompts.file = desk.folder.filePath(QStringLiteral("bad.json"));
        QFile file(desk.prompts.file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        desk.open();
        desk.click("importProfiles");
        QTRY_VERIFY(!desk.message().isEmpty());
        QVERIFY(!desk.message().contains(QStringLiteral("canary")));
        QCOMPARE(desk.profiles.profiles().size(), 2);
        QCOMPARE(desk.changes, 0);
    }

    void signsInWithOne() {
        Desk desk;
        desk.open();
        QSignalSpy chosen(desk.dialog.get(), &ProfilesDialog::profileChosen);
        desk.dialog->select(desk.second.id);
        desk.click("signInWithProfile");
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<session::Profile>().id, desk.second.id);
    }

    void anOrganisationsIsNotChanged() {
        Desk desk;
        auto theirs = knownProfile();
        theirs.name = QStringLiteral("company");
        theirs.organisation = true;
        desk.profiles.setOrganisationProfiles({theirs});
        desk.open();
        desk.dialog->select(theirs.id);
        for (const char* name : {"renameProfile", "deleteProfile", "profileName", "profileReadOnly"})
            QVERIFY2(!desk.find<QWidget>(name)->isEnabled(), name);
        QVERIFY(desk.find<QWidget>("duplicateProfile")->isEnabled());
    }

    void storedItemsAreForgotten() {
        Desk desk;
        StoredDialog dialog(desk.stored, nullptr, QStringLiteral("Test Keyring"), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(dialog.findChild<QPushButton*>(QStringLiteral("forget1")));
        QVERIFY(!dialog.findChild<QLabel*>(QStringLiteral("storedEmpty"))->isVisible());
        const auto kinds = accessibleDescription(dialog.findChild<QPushButton*>(QStringLiteral("forget0")));
        QVERIFY2(kinds.contains(QStringLiteral("staging")), qPrintable(kinds));
        dialog.findChild<QPushButton*>(QStringLiteral("forget0"))->click();
        QTRY_VERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("forget1")));
        dialog.findChild<QPushButton*>(QStringLiteral("forget0"))->click();
        QTRY_VERIFY(dialog.findChild<QLabel*>(QStringLiteral("storedEmpty"))->isVisible());
        QVERIFY(!desk.profiles.find(desk.first.id)->hasStoredSecrets());
    }

    void whatIsPerhapsThereIsSaidToBe() {
        Desk desk;
        const auto leaveBehind = [](session::Profile& profile) {
            profile.perhapsStored = {secrets::Kind::AccessToken};
        };
        QVERIFY(desk.profiles.edit(desk.first.id, leaveBehind));
        StoredDialog dialog(desk.stored, nullptr, QStringLiteral("Test Keyring"), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto* button = dialog.findChild<QPushButton*>(QStringLiteral("forget2"));
        QVERIFY(button);
        const auto words = [&](const QString& name) {
            return accessibleDescription(dialog.findChild<QPushButton*>(name))
                .contains(QStringLiteral("Maybe still stored"));
        };
        QVERIFY(words(QStringLiteral("forget2")) && !words(QStringLiteral("forget1")));
        button->click();
        QTRY_VERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("forget2")));
        QVERIFY(desk.profiles.find(desk.first.id)->perhapsStored.empty());
    }

    void aKeychainThatForgetsNothingSaysSo() {
        Desk desk;
        desk.keychain.refuses = true;
        StoredDialog dialog(desk.stored, nullptr, QStringLiteral("Test Keyring"), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.findChild<QPushButton*>(QStringLiteral("forget0"))->click();
        QTRY_VERIFY(dialog.findChild<QLabel*>(QStringLiteral("storedMessageText")));
        QVERIFY(dialog.findChild<QPushButton*>(QStringLiteral("forget1")));
        QVERIFY(desk.profiles.find(desk.first.id)->hasStoredSecrets());
    }

    void coloursCanBeRead() {
        for (const auto& palette : {lightPalette(), darkPalette()}) {
            const QColor ground = tint(palette, Tint::Surface);
            auto colours = profileColours();
            for (const auto* own : {"#b3261e", "#000000", "#ffffff", "#808080", "#0000ff", "#ffff00"})
                colours.append({QLatin1StringView(own), QLatin1StringView(own)});
            for (const auto& colour : colours) {
                if (colour.value.isEmpty())
                    continue;
                const QColor raw = profileColour(colour.value);
                QVERIFY2(contrast(readableColour(raw, ground), ground) >= 4.5, qPrintable(colour.name));
                QVERIFY2(contrast(markColour(raw, ground), ground) >= 3, qPrintable(colour.name));
                QVERIFY2(contrast(markColour(raw, palette.color(QPalette::Base)), palette.color(QPalette::Base)) >= 3,
                         qPrintable(colour.name));
            }
        }
        QVERIFY(!profileColour(QStringLiteral("red")).isValid());
        QVERIFY(!profileColour(QStringLiteral("#12345")).isValid());
    }
};

QTEST_MAIN(TestSignInProfiles)
#include "tst_signin_profiles.moc"
