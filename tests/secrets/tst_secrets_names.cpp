#include "secrets/keychainerrors.h"
#include "secrets/keychainstore.h"

#include <QTest>

using namespace wallaroo;
using namespace wallaroo::secrets;

/// Keys, and what things are called.
class TestSecretNames : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void keysAreUnique() {
        const QUuid one = QUuid::fromString(QStringLiteral("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
        const QUuid two = QUuid::createUuid();
        QCOMPARE((Key{one, Kind::ClientSecret}.text()),
                 QStringLiteral("wallaroo-admin/6ba7b810-9dad-11d1-80b4-00c04fd430c8/client-secret"));
        QCOMPARE((Key{one, Kind::RefreshToken}.text()),
                 QStringLiteral("wallaroo-admin/6ba7b810-9dad-11d1-80b4-00c04fd430c8/refresh-token"));
        QVERIFY((Key{two, Kind::ClientSecret}.text() != Key{one, Kind::ClientSecret}.text()));
        QVERIFY((Key{one, Kind::ClientSecret} != Key{one, Kind::RefreshToken}));
    }

    void namesByDesktop_data() {
        QTest::addColumn<QString>("desktop");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* desktop, const char* name) {
            QTest::newRow(desktop) << QString::fromLatin1(desktop) << QString::fromLatin1(name);
        };
        row("GNOME", "GNOME Keyring");
        row("ubuntu:GNOME", "GNOME Keyring");
        row("GNOME-Classic:GNOME", "GNOME Keyring");
        row("X-Cinnamon", "GNOME Keyring");
        row("XFCE", "GNOME Keyring");
        row("MATE", "GNOME Keyring");
        row("KDE", "KWallet");
        row("kde", "KWallet");
        row("plasma:KDE", "KWallet");
        row("sway", "Secret Service");
        row("", "Secret Service");
        row("NOTKDE", "Secret Service");
    }

    void namesByDesktop() {
        QFETCH(QString, desktop);
        QTEST(keychainName(desktopFrom(desktop)), "name");
        qputenv("XDG_CURRENT_DESKTOP", desktop.toUtf8());
        const KeychainStore store;
        QTEST(store.displayName(), "name");
        QVERIFY(store.isPersistent());
    }

    void errorsSayWhatAndWhatToDo() {
        for (const Desktop desktop : {Desktop::Gnome, Desktop::Kde, Desktop::Other}) {
            const QString name = keychainName(desktop);
            const Error locked = keychainLocked(desktop, QStringLiteral("org.freedesktop.Secret.Error.IsLocked"));
            QCOMPARE(locked.kind, ErrorKind::KeychainLocked);
            QCOMPARE(locked.sentence, name + QStringLiteral(" is locked."));
            QVERIFY(locked.advice.contains(QStringLiteral("Unlock")));
            QCOMPARE(locked.details, QStringLiteral("org.freedesktop.Secret.Error.IsLocked"));
            for (const Error& error : {keychainUnavailable(desktop, {}), keychainForgets(desktop),
                                       keychainSilent(desktop, std::chrono::seconds(10))}) {
                QCOMPARE(error.kind, ErrorKind::KeychainUnavailable);
                QVERIFY(error.sentence.startsWith(name));
                QVERIFY(!error.advice.isEmpty());
            }
        }
        QVERIFY(keychainUnavailable(Desktop::Gnome, {}).advice.contains(QStringLiteral("gnome-keyring")));
        QVERIFY(keychainUnavailable(Desktop::Kde, {}).advice.contains(QStringLiteral("KWallet")));
        QVERIFY(!keychainUnavailable(Desktop::Other, QStringLiteral("a\nb")).details.contains(u'\n'));
    }

    /// QtKeychain has one code for all of these; its texts tell them apart.
    void whatIsBehindAFailure_data() {
        QTest::addColumn<QString>("details");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("advice");
        QTest::newRow("absent") << QStringLiteral(
            "The name org.freedesktop.secrets was not provided by any .service files")
                                << QStringLiteral("not installed or not running") << QStringLiteral("gnome-keyring");
        QTest::newRow("no bus") << QStringLiteral("Could not connect: No such file or directory")
                                << QStringLiteral("no D-Bus session") << QStringLiteral("dbus-run-session");
        QTest::newRow("no display") << QStringLiteral("Cannot autolaunch D-Bus without X11 $DISPLAY")
                                    << QStringLiteral("no D-Bus session") << QStringLiteral("dbus-run-session");
        QTest::newRow("full") << QStringLiteral("Error writing file: No space left on device")
                              << QStringLiteral("the disk is full") << QStringLiteral("Make room");
        QTest::newRow("unknown") << QStringLiteral("something new") << QStringLiteral("could not be reached")
                                 << QStringLiteral("gnome-keyring");
    }

    void whatIsBehindAFailure() {
        QFETCH(QString, details);
        QFETCH(QString, sentence);
        QFETCH(QString, advice);
        const Error error = keychainUnavailable(Desktop::Gnome, details);
        QCOMPARE(error.kind, ErrorKind::KeychainUnavailable);
        QVERIFY(error.field == Field::Keychain);
        QVERIFY2(error.sentence.contains(sentence), qPrintable(error.sentence));
        QVERIFY2(error.advice.contains(advice), qPrintable(error.advice));
        QVERIFY(error.advice.contains(QStringLiteral("try again")));
        QVERIFY(error.details.contains(details.left(20)));
    }
};

QTEST_GUILESS_MAIN(TestSecretNames)
#include "tst_secrets_names.moc"
