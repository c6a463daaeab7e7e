// What an organisation sets for its desktops, as files say it, in the whole program.
#include "dialogs/settingsdialog.h"
#include "ownsandbox.h"
#include "widgets/banner.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

using namespace wallaroo;
using namespace wallaroo::test;

class TestAppOrganisation : public QObject {
    Q_OBJECT
private:
    /// The program on a computer with this file of an organisation.
    struct Desk : AppDesk {
        explicit Desk(const QByteArray& file) {
            const QDir place(folder.filePath(QStringLiteral("xdg")));
            place.mkpath(QStringLiteral("."));
            QFile written(place.filePath(QStringLiteral("10-site.json")));
            if (!written.open(QIODevice::WriteOnly) || written.write(file) != file.size())
                qFatal("the organisation's file cannot be written");
            written.close();
            organisation = session::readOrganisation({place.path()});
        }

        /// A picture, for people to look at, where they say so.
        void picture(const QString& name) const {
            const QString pictures = qEnvironmentVariable("WALLAROO_PICTURES");
            if (pictures.isEmpty())
                return;
            QDir().mkpath(pictures);
            QWidget* front = QApplication::activeModalWidget();
            if (!front)
                front = window() ? static_cast<QWidget*>(window()) : dialog();
            front->grab().save(pictures + u'/' + name + QStringLiteral(".png"));
        }

        [[nodiscard]] QAction* deletion() const {
            auto* more = window()->findChild<QPushButton*>(QStringLiteral("usersMore"));
            Q_EMIT more->menu()->aboutToShow();
            for (auto* action : more->menu()->actions()) {
                if (action->text() == QStringLiteral("Delete…"))
                    return action;
            }
            return nullptr;
        }
    };

    static QStringList shownWays(const QWidget* dialog) {
        QStringList ways;
        for (const char* way : {"wayPassword", "wayDeviceBrowser", "wayDeviceCode", "wayInferenceOnly"}) {
            if (dialog->findChild<QAbstractButton*>(QLatin1String(way))->isVisible())
                ways << QLatin1String(way);
        }
        return ways;
    }

    static QString messageOf(const QWidget* widget) {
        QStringList texts;
        for (const auto* banner : widget->findChildren<Banner*>()) {
            if (banner->isVisible())
                texts << banner->accessibleDescription(); // with the advice
        }
        return texts.join(u'\n');
    }

    static QByteArray settings(const QByteArray& members) {
        return "{\"version\": 1, \"settings\": {" + members + "}}";
    }

private Q_SLOTS:
    void onlyAllowedWaysAreShown();
    void aWayThatIsNoLongerAllowedIsNotGoneOnWith();
    void aProfileFollowsTheAllowedWays();
    void aProfileOfTheOrganisationIsMarked();
    void lockedSettingsCannotBeChanged();
    void theSandboxIsNotOffered();
    void nobodyDeletesPeople();
    void aBrokenFileIsSaidAndIgnored_data();
    void aBrokenFileIsSaidAndIgnored();
    void aBrokenFileIsSaidInTheWindow();
    void damagedSettingsAreSaidAtTheStart();
};

void TestAppOrganisation::onlyAllowedWaysAreShown() {
    Desk desk(settings(R"("waysIn": ["browser", "inference"])"));
    desk.start();
    QVERIFY(desk.dialog());
    desk.picture(QStringLiteral("organisation-ways"));
    QCOMPARE(shownWays(desk.dialog()),
             (QStringList{QStringLiteral("wayDeviceBrowser"), QStringLiteral("wayInferenceOnly")}));
    QVERIFY(desk.dialog()->findChild<QAbstractButton*>(QStringLiteral("wayDeviceBrowser"))->isChecked());
    QVERIFY(!named<QLineEdit>(desk.dialog(), QStringLiteral("Password")));
    QVERIFY(messageOf(desk.dialog()).isEmpty());
}

/// A session that is kept began by a password; since then the organisation has done away with that.
void TestAppOrganisation::aWayThatIsNoLongerAllowedIsNotGoneOnWith() {
    for (const bool locked : {false, true}) {
        Desk desk(settings(R"("waysIn": ["device"])"));
        auto known = session::Profile::make();
        known.instance = *Instance::fromTyped(QStringLiteral("wallaroo.invalid"));
        known.username = QStringLiteral("ana@example.com");
        known.clientSecretStored = known.refreshTokenStored = true;
        known.locked = locked;
        session::ProfileStore store(desk.folder.filePath(QStringLiteral("profiles.json")));
        QVERIFY(store.save(known));
        desk.start();
        QVERIFY(desk.dialog() && !desk.window() && !desk.controller->lockWindow());
        QVERIFY2(messageOf(desk.dialog())
                     .contains(QStringLiteral(
                         "no longer allows the way that this profile signs in: User name and password.")),
                 qPrintable(messageOf(desk.dialog())));
        QCOMPARE(shownWays(desk.dialog()), QStringList(QStringLiteral("wayDeviceCode")));
        QCOMPARE(named<QLineEdit>(desk.dialog(), QStringLiteral("Client ID"))->text(), QStringLiteral("sdk-client"));
        desk.picture(QStringLiteral("organisation-way-gone"));
    }
}

void TestAppOrganisation::aProfileFollowsTheAllowedWays() {
    Desk desk(R"({"version": 1, "settings": {"waysIn": ["browser"]},
                  "profiles": [{"id": "6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11", "name": "Production",
                  "instance": "wallaroo.example.com"}]})"); // which tells no way: by password, that would be
    desk.start();
    auto* box = desk.dialog()->findChild<QComboBox*>(QStringLiteral("profile"));
    Q_EMIT box->activated(0);
    QCOMPARE(shownWays(desk.dialog()), QStringList(QStringLiteral("wayDeviceBrowser")));
    QCOMPARE(named<QLineEdit>(desk.dialog(), QStringLiteral("Client ID"))->text(), QStringLiteral("sdk-client"));
}

void TestAppOrganisation::aProfileOfTheOrganisationIsMarked() {
    Desk desk(R"({"version": 1, "profiles": [{"id": "6f1c0c5e-2f0a-4d0e-9a57-0d5a3c1f7b11",
                  "name": "Production", "instance": "wallaroo.example.com", "colour": "#b3261e", "readOnly": true}]})");
    desk.start();
    auto* box = desk.dialog()->findChild<QComboBox*>(QStringLiteral("profile"));
    const int row = box->findText(QStringLiteral("Production"));
    QVERIFY(row >= 0);
    QVERIFY(box->itemData(row, Qt::AccessibleDescriptionRole)
                .toString()
                .contains(QStringLiteral("set by your organisation")));
    box->setCurrentIndex(row);
    Q_EMIT box->activated(row);
    QCOMPARE(named<QLineEdit>(desk.dialog(), QStringLiteral("Instance"))->text(),
             QStringLiteral("wallaroo.example.com"));
    QVERIFY(named<QLineEdit>(desk.dialog(), QStringLiteral("Instance"))->isReadOnly());
    const auto* note = desk.dialog()->findChild<QLabel*>(QStringLiteral("profileNote"));
    QCOMPARE(note->text(), QStringLiteral("Set by your organisation: its address is not changed here."));
    QVERIFY(note->isVisible()); // seen, not only hovered
    desk.picture(QStringLiteral("organisation-profile"));
    named<QAbstractButton>(desk.dialog(), QStringLiteral("New"))->click();
    QVERIFY(!note->isVisible());
    QVERIFY(!named<QLineEdit>(desk.dialog(), QStringLiteral("Instance"))->isReadOnly());
    Q_EMIT box->activated(row);

    desk.dialog()->findChild<QAbstractButton*>(QStringLiteral("manageProfiles"))->click();
    QTRY_VERIFY(desk.dialog()->findChild<QWidget*>(QStringLiteral("profileName")));
    QCOMPARE(desk.dialog()->findChild<QListWidget*>(QStringLiteral("profileList"))->item(0)->text(),
             QStringLiteral("Production\nset by your organisation"));
    const auto* name = desk.dialog()->findChild<QWidget*>(QStringLiteral("profileName"));
    QVERIFY(!name->isEnabled());
    QCOMPARE(name->window()->findChild<QComboBox*>(QStringLiteral("profileColour"))->currentData().toString(),
             QStringLiteral("#b3261e"));
    bool said = false;
    for (const auto* label : name->window()->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text() == QStringLiteral("Set by your organisation."));
    QVERIFY(said);
    desk.picture(QStringLiteral("organisation-profiles"));
}

void TestAppOrganisation::lockedSettingsCannotBeChanged() {
    Desk desk(settings(R"("clipboardSeconds": 20, "idleMinutes": 5)"));
    desk.start();
    QCOMPARE(desk.settings->number(Setting::ClipboardSeconds), 20);
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    Q_EMIT desk.window()->settingsRequested();
    const auto* dialog = desk.window()->findChild<SettingsDialog*>();
    QVERIFY(dialog);
    for (const char* name : {"clipboardSeconds", "idleMinutes"}) {
        QVERIFY2(!dialog->findChild<QSpinBox*>(QLatin1String(name))->isEnabled(), name);
        const auto* note = dialog->findChild<QLabel*>(QLatin1String(name) + QStringLiteral("Note"));
        QCOMPARE(note->text(), QStringLiteral("Set by your organisation."));
    }
    QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("clipboardSeconds"))->value(), 20);
    desk.picture(QStringLiteral("organisation-settings"));
}

void TestAppOrganisation::theSandboxIsNotOffered() {
    Desk desk(settings(R"("sandboxOffered": false)"));
    desk.start();
    QVERIFY(!desk.dialog()->findChild<QWidget*>(QStringLiteral("trySandbox"))->isVisible());
    desk.picture(QStringLiteral("organisation-no-sandbox"));
    desk.controller->startSandbox(); // as by --sandbox
    QTRY_VERIFY(messageOf(desk.dialog()).contains(QStringLiteral("organisation")));
    QVERIFY(!desk.window());
    QVERIFY(named<QLineEdit>(desk.dialog(), QStringLiteral("Instance"))->isEnabled());
}

void TestAppOrganisation::nobodyDeletesPeople() {
    const auto deletionAfter = [](Desk& desk) {
        desk.start();
        named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
        [&desk] { QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs); }();
        desk.table("usersTable")->tableModel()->setSelected(0, 0, true);
        return desk.window() ? desk.deletion() : nullptr;
    };
    Desk allowed(settings(R"("deletionOffered": true)"));
    const auto* offered = deletionAfter(allowed);
    QVERIFY(offered);
    QVERIFY2(!offered->toolTip().contains(QStringLiteral("organisation")), qPrintable(offered->toolTip()));

    Desk locked(settings(R"("deletionOffered": false)"));
    const auto* action = deletionAfter(locked);
    QVERIFY(action);
    QVERIFY(!action->isEnabled());
    QCOMPARE(action->toolTip(), QStringLiteral("Your organisation lets nobody delete people from here."));
}

void TestAppOrganisation::aBrokenFileIsSaidAndIgnored_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("line");
    QTest::newRow("no JSON") << QByteArray("{\n\"version\": 1,\n}") << 3;
    QTest::newRow("empty") << QByteArray() << 1;
    QTest::newRow("a wrong value") << settings("\n\n\"clipboardSeconds\": \"soon\"") << 3;
    QTest::newRow("a secret") << QByteArray("{\"version\": 1,\n\"clientSecret\": \"canary-of-an-organisation\"}") << 2;
    QTest::newRow("an unknown way") << settings("\n\"waysIn\": [\"owl\"]") << 2;
}

void TestAppOrganisation::aBrokenFileIsSaidAndIgnored() {
    QFETCH(QByteArray, file);
    QFETCH(int, line);
    Desk desk(file);
    desk.start();
    QVERIFY(desk.dialog());
    const QString said = messageOf(desk.dialog());
    desk.picture(QStringLiteral("organisation-broken-%1").arg(QLatin1String(QTest::currentDataTag()).left(4)));
    QVERIFY2(said.contains(QStringLiteral("10-site.json:%1:").arg(line)), qPrintable(said));
    QVERIFY(!said.contains(QStringLiteral("canary")));
    QCOMPARE(desk.dialog()->findChild<Banner*>()->kind(), Banner::Kind::Warning);
    QCOMPARE(shownWays(desk.dialog()).size(), 4);
    QCOMPARE(desk.settings->number(Setting::ClipboardSeconds), 60);
    QVERIFY(!desk.settings->isLocked(Setting::ClipboardSeconds));
}

void TestAppOrganisation::aBrokenFileIsSaidInTheWindow() {
    Desk desk("{\n\"version\": 1,\n}");
    desk.start();
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    const QString said = messageOf(desk.window());
    QVERIFY2(said.contains(QStringLiteral("10-site.json:3:")), qPrintable(said));
    desk.picture(QStringLiteral("organisation-broken-window"));
}

/// The person's own ones: the program starts with the usual ones.
void TestAppOrganisation::damagedSettingsAreSaidAtTheStart() {
    AppDesk desk;
    QFile damaged(desk.folder.filePath(QStringLiteral("settings.ini")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("no INI file");
    damaged.close();
    desk.start();
    QVERIFY2(messageOf(desk.dialog()).contains(QStringLiteral("The settings could not be read")),
             qPrintable(messageOf(desk.dialog())));
    named<QAbstractButton>(desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && desk.isLoaded("usersTable"), patienceMs);
    QVERIFY2(messageOf(desk.window()).contains(QStringLiteral("The settings could not be read")),
             qPrintable(messageOf(desk.window())));
}

QTEST_MAIN(TestAppOrganisation)
#include "tst_app_organisation.moc"
