#pragma once

#include "appcontroller.h"
#include "base/clock.h"
#include "dialogs/signindialog.h"
#include "mainwindow.h"
#include "secrets/memorystore.h"
#include "session/organisation.h"
#include "session/profile.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/sandboxprocess.h"
#include "support/settings.h"
#include "widgets/resourcetable.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHash>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <utility>
#include <vector>

namespace wallaroo::test {

/// Answers what the desktop would be asked.
class ScriptedPrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString&, const QString&, QObject* context,
                    std::function<void(QString)> chosen) override {
        QMetaObject::invokeMethod(
            context, [this, chosen] { chosen(file); }, Qt::QueuedConnection);
    }

    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&, QObject* context,
                       std::function<void(QString)> chosen) override {
        QMetaObject::invokeMethod(
            context, [this, chosen] { chosen(newFile); }, Qt::QueuedConnection);
    }

    void openAddress(const QUrl& address) override { opened << address; }

    QString file;
    QString newFile;
    QList<QUrl> opened;
};

/// A keychain that outlives the program, in memory.
class TestKeychain final : public secrets::SecretStore {
public:
    void read(const secrets::Key& key, QObject* context, ReadDone done) override {
        reads << key.kind;
        if (!refusal && m_holdsReads)
            return m_held.push_back([this, key, waiting = QPointer(context), done] {
                if (waiting)
                    m_store.read(key, waiting, done);
            });
        if (!refusal)
            return m_store.read(key, context, done);
        QMetaObject::invokeMethod(
            context, [error = *refusal, done] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
    }

    void write(const secrets::Key& key, const Secret& secret, QObject* context, Done done) override {
        if (refusal)
            return refuse(context, done);
        ++writes;
        doInTurn([this, key, secret, waiting = QPointer(context), done] {
            m_contents.insert(key.text(), secret.reveal().toByteArray());
            m_store.write(key, secret, waiting ? waiting.data() : &m_nobody, waiting ? done : forNobody());
        });
    }

    void remove(const secrets::Key& key, QObject* context, Done done) override {
        if (refusal)
            return refuse(context, done);
        doInTurn([this, key, waiting = QPointer(context), done] {
            m_contents.remove(key.text());
            m_store.remove(key, waiting ? waiting.data() : &m_nobody, waiting ? done : forNobody());
        });
    }

    void whenWritten(QObject* context, std::function<void()> done) override {
        doInTurn([waiting = QPointer(context), done] {
            if (waiting)
                QMetaObject::invokeMethod(waiting, done, Qt::QueuedConnection);
        });
    }

    /// As a keychain that takes its time: what was to be written waits here; or all that is asked.
    void hold() { m_holds = true; }

    void holdAll() { m_holds = m_holdsReads = true; }

    void letGo() {
        m_holds = m_holdsReads = false;
        for (const auto& step : std::exchange(m_held, {}))
            step();
    }

    /// As a program that has gone: what waited was never done.
    void dropHeld() {
        m_holds = m_holdsReads = false;
        m_held.clear();
    }

    [[nodiscard]] bool hasHeld() const { return !m_held.empty(); }

    /// Empty: not there.
    [[nodiscard]] QByteArray content(const QUuid& profile, secrets::Kind kind) const {
        return m_contents.value(secrets::Key{profile, kind}.text());
    }

    [[nodiscard]] QString displayName() const override { return QStringLiteral("Test Keyring"); }

    [[nodiscard]] bool isPersistent() const override { return true; }

    QList<secrets::Kind> reads;
    int writes = 0;
    std::optional<Error> refusal; ///< what everything is answered with

private:
    void doInTurn(std::function<void()> step) {
        if (m_holds)
            m_held.push_back(std::move(step));
        else
            step();
    }

    static Done forNobody() {
        return [](const Result<void>&) {};
    }

    void refuse(QObject* context, const Done& done) const {
        QMetaObject::invokeMethod(
            context, [error = *refusal, done] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
    }

    secrets::MemoryStore m_store;
    QObject m_nobody;
    QHash<QString, QByteArray> m_contents;
    bool m_holds = false;
    bool m_holdsReads = false;
    std::vector<std::function<void()>> m_held;
};

/// The first visible descendant that a screen reader would know by this name.
template <typename Widget>
Widget* named(const QWidget* window, const QString& name) {
    if (!window)
        return nullptr;
    for (auto* widget : window->findChildren<Widget*>()) {
        auto* heard = widget->isVisible() ? QAccessible::queryAccessibleInterface(widget) : nullptr;
        if (heard && heard->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

/// Everything AppController needs, in a folder of its own; start() may be called again, as a second start of the
/// program.
template <typename ClockKind>
class BasicAppDesk {
public:
    BasicAppDesk() : clipboard(*QGuiApplication::clipboard(), clock) {}

    AppController& start() {
        controller.reset();
        profiles = std::make_unique<session::ProfileStore>(folder.filePath(QStringLiteral("profiles.json")));
        profiles->setOrganisationProfiles(organisation.profiles);
        settings = std::make_unique<Settings>(folder.filePath(QStringLiteral("settings.ini")));
        controller = std::make_unique<AppController>(Parts{clock,
                                                           keychain,
                                                           *profiles,
                                                           prompts,
                                                           clipboard,
                                                           *settings,
                                                           folder.filePath(QStringLiteral("windows.ini")),
                                                           QStringLiteral(SANDBOX_PROGRAM),
                                                           sandboxOptions,
                                                           folder.path(),
                                                           {},
                                                           organisation});
        controller->start();
        return *controller;
    }

    [[nodiscard]] SignInDialog* dialog() const { return controller->dialog(); }

    [[nodiscard]] MainWindow* window() const { return controller->window(); }

    [[nodiscard]] ResourceTable* table(const char* objectName) const {
        const MainWindow* shown = window();
        return shown ? shown->findChild<ResourceTable*>(QString::fromLatin1(objectName)) : nullptr;
    }

    [[nodiscard]] bool isLoaded(const char* objectName) const {
        const auto* shown = table(objectName);
        return shown && shown->tableModel()->phase() == models::TableModel::Phase::Loaded;
    }

    QStringList sandboxOptions{QStringLiteral("--users"), QStringLiteral("60")};
    QTemporaryDir folder;
    session::Organisation organisation; ///< what is set for all desktops, from the next start() on
    ClockKind clock;
    TestKeychain keychain;
    ScriptedPrompts prompts;
    Clipboard clipboard;
    std::unique_ptr<session::ProfileStore> profiles;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<AppController> controller;
};

using AppDesk = BasicAppDesk<SystemClock>;

} // namespace wallaroo::test
