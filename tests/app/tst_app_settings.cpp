#include "dialogs/settingsdialog.h"
#include "support/settings.h"
#include "support/windowstate.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSystemTrayIcon>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using wallaroo::Setting;
using wallaroo::Settings;
using wallaroo::SettingsDialog;

class TestAppSettings : public QObject {
    Q_OBJECT
private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("settings.ini")); }

    void writeFile(const QByteArray& content) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void beginsWithWhatIsUsual() {
        const Settings settings(path());
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 60);
        QCOMPARE(settings.number(Setting::IdleMinutes), 15);
        QVERIFY(!settings.isOn(Setting::TrayIcon));
        QVERIFY(!QFile::exists(path())); // nothing chosen, nothing written
    }

    void remembersWhatWasChosen() {
        {
            Settings settings(path());
            QSignalSpy changes(&settings, &Settings::changed);
            settings.set(Setting::ClipboardSeconds, 120);
            settings.set(Setting::ClipboardSeconds, 120);
            QCOMPARE(changes.size(), 1);
            QCOMPARE(changes[0][0].value<Setting>(), Setting::ClipboardSeconds);
        }
        QCOMPARE(Settings(path()).number(Setting::ClipboardSeconds), 120);
    }

    void staysWithinBounds() {
        Settings settings(path());
        settings.set(Setting::ClipboardSeconds, 1);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 10);
        settings.set(Setting::ClipboardSeconds, 100'000);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 600);
    }

    void aDamagedFileDoesNoHarm_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("seconds");
        QTest::newRow("words") << QByteArray("[General]\nclipboardSeconds=soon\n") << 60;
        QTest::newRow("too much") << QByteArray("[General]\nclipboardSeconds=99999999\n") << 600;
        QTest::newRow("negative") << QByteArray("[General]\nclipboardSeconds=-5\n") << 10;
        QTest::newRow("no INI file") << QByteArray("\x00\xff{{{", 6) << 60;
    }

    void aDamagedFileDoesNoHarm() {
        QFETCH(QByteArray, content);
        QFETCH(int, seconds);
        writeFile(content);
        QCOMPARE(Settings(path()).number(Setting::ClipboardSeconds), seconds);
    }

    void whatCannotBeReadIsKeptBesideAndSaid() {
        const QByteArray damaged("no INI file\n\x00\xff{{{", 18);
        writeFile(damaged);
        Settings settings(path());
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 60);
        QVERIFY(settings.problem());
        QCOMPARE(settings.problem()->sentence,
                 QStringLiteral("The settings could not be read, so the usual ones are used."));
        QVERIFY(settings.problem()->advice.contains(QStringLiteral("settings.ini.unreadable")));
        QFile kept(path() + QStringLiteral(".unreadable"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damaged);
        settings.set(Setting::ClipboardSeconds, 90); // and what is chosen from now on is kept
        QCOMPARE(Settings(path()).number(Setting::ClipboardSeconds), 90);
    }

    void aNewerFileIsLeftAlone() {
        const QByteArray newer("[General]\nclipboardSeconds=90\nversion=2\nwhatever=1\n");
        writeFile(newer);
        Settings settings(path());
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 90);
        QVERIFY(!settings.problem());
        settings.set(Setting::ClipboardSeconds, 100);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 100);
        QVERIFY(settings.problem()->sentence.contains(QStringLiteral("newer version")));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), newer);
    }

    void aFullDiskIsSaid() {
        Settings settings(path());
        settings.set(Setting::ClipboardSeconds, 90);
        QVERIFY(!settings.problem());
        // A limit on this process alone behaves like a disk without room.
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
        rlimit small = limit;
        small.rlim_cur = 8;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        settings.set(Setting::ClipboardSeconds, 120);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
        std::signal(SIGXFSZ, ignored);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 120); // holds as long as the program runs
        QVERIFY(settings.problem()->sentence.contains(QStringLiteral("could not be saved")));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("clipboardSeconds=90")); // the old one is whole

        int told = 0;
        connect(&settings, &Settings::problemFound, this, [&told] { ++told; });
        settings.set(Setting::IdleMinutes, 20); // there is room again
        QVERIFY(!settings.problem());
        QCOMPARE(told, 1);
        Settings again(path());
        QCOMPARE(again.number(Setting::IdleMinutes), 20);
        QCOMPARE(again.number(Setting::ClipboardSeconds), 120); // what could not be saved then
    }

    void aFolderThatCannotBeWritten() {
        writeFile("in the way"); // also root cannot write below a file
        Settings settings(path() + QStringLiteral("/settings.ini"));
        auto* dialog = new SettingsDialog(settings, nullptr); // deletes itself
        dialog->open();
        const auto words = [dialog] {
            const auto* label = dialog->findChild<QLabel*>(QStringLiteral("settingsProblemText"));
            return label && label->isVisible() ? label->text() : QString();
        };
        QCOMPARE(words(), QString());
        dialog->findChild<QSpinBox*>(QStringLiteral("clipboardSeconds"))->setValue(90);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 90);
        QVERIFY2(words().contains(QStringLiteral("could not be saved")), qPrintable(words()));
        dialog->close();
    }

    void aPipeInItsPlace() {
        QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
        const Settings settings(path());
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 60);
        QVERIFY(settings.problem()->sentence.contains(QStringLiteral("is not a file")));
    }

    void aLockedValueStays() {
        Settings settings(path());
        settings.set(Setting::IdleMinutes, 30);
        QSignalSpy changes(&settings, &Settings::changed);
        settings.lock(Setting::IdleMinutes, 5);
        QCOMPARE(changes.size(), 1);
        QVERIFY(settings.isLocked(Setting::IdleMinutes));
        settings.set(Setting::IdleMinutes, 60);
        QCOMPARE(settings.number(Setting::IdleMinutes), 5);
        QVERIFY(!settings.isLocked(Setting::ClipboardSeconds));
        // Of the lock nothing is written: it is not this person's choice.
        QCOMPARE(Settings(path()).number(Setting::IdleMinutes), 30);
    }

    void withoutAPathNothingIsWritten() {
        Settings settings({});
        settings.set(Setting::TrayIcon, 1);
        QVERIFY(settings.isOn(Setting::TrayIcon));
    }

    void whatAnInstanceAllowsIsBelievedForAMonth() {
        constexpr qint64 dayMs = 24LL * 3600 * 1000;
        constexpr qint64 now = 1'800'000'000'000;
        const QUuid profile = QUuid::createUuid();
        {
            wallaroo::WindowState state(path(), profile);
            QVERIFY(!state.isKeycloakWay(now));
            state.setKeycloakWay(true, now);
            state.setKeycloakWay(true, now + 20 * dayMs); // believed, not found out again
        }
        wallaroo::WindowState state(path(), profile);
        QVERIFY(state.isKeycloakWay(now + 29 * dayMs));
        QVERIFY(!state.isKeycloakWay(now + 31 * dayMs));
        QVERIFY(!wallaroo::WindowState(path(), QUuid::createUuid()).isKeycloakWay(now));
        state.setKeycloakWay(false, now);
        QVERIFY(!state.isKeycloakWay(now));
        QVERIFY(!wallaroo::WindowState(QString(), profile).isKeycloakWay(now));
        state.setKeycloakWay(true, now);
        QVERIFY(!state.areInvitedInKeycloak(now)); // a matter of its own
        state.setInvitedInKeycloak(true, now);
        state.setKeycloakWay(false, now);
        QVERIFY(state.areInvitedInKeycloak(now + 29 * dayMs));
        QVERIFY(!state.areInvitedInKeycloak(now + 31 * dayMs));
    }

    void theDialogShowsThemAndWhatTheyDo() {
        Settings settings(path());
        settings.lock(Setting::IdleMinutes, 5);
        auto* dialog = new SettingsDialog(settings, nullptr); // deletes itself
        dialog->open();
        auto* seconds = dialog->findChild<QSpinBox*>(QStringLiteral("clipboardSeconds"));
        QCOMPARE(seconds->value(), 60);
        seconds->setValue(90);
        QCOMPARE(settings.number(Setting::ClipboardSeconds), 90);
        const auto* idle = dialog->findChild<QSpinBox*>(QStringLiteral("idleMinutes"));
        QVERIFY(!idle->isEnabled());
        QCOMPARE(idle->value(), 5);
        QCOMPARE(idle->accessibleDescription(), QStringLiteral("Set by your organisation."));
        auto* tray = dialog->findChild<QCheckBox*>(QStringLiteral("trayIcon"));
        QVERIFY(!tray->isChecked());
        QCOMPARE(tray->isEnabled(), QSystemTrayIcon::isSystemTrayAvailable()); // what has no effect cannot be chosen
        QVERIFY(!tray->accessibleDescription().isEmpty());
        tray->toggle();
        QCOMPARE(settings.isOn(Setting::TrayIcon), tray->isChecked());
        settings.set(Setting::TrayIcon, 0);
        QVERIFY(!tray->isChecked());
        dialog->close();
    }
};

QTEST_MAIN(TestAppSettings)
#include "tst_app_settings.moc"
