#pragma once

#include "pages/userspage.h"
#include "secrets/memorystore.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "support/scriptedserver.h"
#include "support/settings.h"
#include "support/windowparts.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"
#include "widgets/toast.h"

#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace wallaroo::test {

/// A small instance over real connections: people, what was done to them, and what it keeps waiting.
class SmallRealm {
public:
    struct Person {
        bool enabled = true;
        bool locked = false;
        bool admin = false;
    };

    /// The first is "me", an administrator.
    explicit SmallRealm(int count) : people(static_cast<std::size_t>(count)) {
        people[0].admin = true;
        server.onRequest([this](const QByteArray& request) { return answer(request); });
    }

    static QByteArray idOf(std::size_t number) {
        return "5d1f0000-0000-4000-8000-" + QByteArray::number(static_cast<qulonglong>(number)).rightJustified(12, '0');
    }

    static QString textId(std::size_t number) { return QString::fromUtf8(idOf(number)); }

    static QByteArray mailOf(std::size_t number) {
        return "p" + QByteArray::number(static_cast<qulonglong>(number)) + "@example.com";
    }

    ScriptedServer server;
    std::vector<Person> people;
    bool areRolesTold = true;
    bool mayManage = true;
    bool areLocksTold = true;
    bool isListRefused = false;
    bool ignoresActs = false; ///< says yes and changes nothing
    QByteArray held;          ///< requests with this in them are never answered
    QByteArrayList acts;      ///< "deactivate p3@example.com", as they came

private:
    [[nodiscard]] QByteArray rowOf(std::size_t i, bool byId) const {
        const Person& one = people[i];
        const bool enabled = one.enabled && !(byId && one.locked); // as Keycloak does (reference §3)
        QByteArray row = '"' + idOf(i) + R"(":{"id":")" + idOf(i) + R"(","username":")"
                         + (i == 0 ? QByteArray("me") : "u" + QByteArray::number(static_cast<qulonglong>(i)))
                         + R"(","email":")" + mailOf(i) + R"(","enabled":)" + (enabled ? "true" : "false");
        if (!byId && areRolesTold && one.admin)
            row += R"(,"realmRoles":["admin"])";
        return row + '}';
    }

    [[nodiscard]] QByteArray queried(const QByteArray& body) const {
        const bool byId = body.contains("user_ids");
        QByteArrayList rows;
        for (std::size_t i = 0; i < people.size(); ++i) {
            if (!byId || body.contains(idOf(i)))
                rows << rowOf(i, byId);
        }
        return R"({"users":{)" + rows.join(',') + "}}";
    }

    Script enabled(const QByteArray& body, bool to) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            if (!body.contains('"' + mailOf(i) + '"'))
                continue;
            people[i].enabled = ignoresActs ? people[i].enabled : to;
            acts << (to ? "activate " : "deactivate ") + mailOf(i);
        }
        return {sendBytes(answerBytes(200, "{}"))};
    }

    [[nodiscard]] Script lockOf(const QByteArray& path) const {
        if (!areLocksTold)
            return {sendBytes(answerBytes(403, R"({"error":"unknown_error"})"))};
        const auto i = path.right(12).toUInt();
        return {sendBytes(answerBytes(200, people[i].locked ? R"({"disabled":true,"numFailures":30})"
                                                            : R"({"disabled":false,"numFailures":0})"))};
    }

    [[nodiscard]] Script ownUser() const {
        return {sendBytes(answerBytes(200, R"({"id":")" + idOf(0)
                                               + R"(","username":"me","enabled":true,"access":{"view":true,"manage":)"
                                               + (mayManage ? "true" : "false") + "}}"))};
    }

    [[nodiscard]] QByteArray discovery() const {
        const QByteArray realm = server.url(QStringLiteral("/auth/realms/master")).toEncoded();
        return R"({"issuer":")" + realm + R"(","token_endpoint":")" + realm
               + R"(/protocol/openid-connect/token","grant_types_supported":["password","refresh_token"]})";
    }

    Script answer(const QByteArray& request) {
        if (!held.isEmpty() && request.contains(held))
            return {stall()};
        const QByteArray path = request.mid(request.indexOf(' ') + 1).split(' ').first();
        const QByteArray body = ScriptedServer::body(request);
        if (path.endsWith("/openid-configuration"))
            return {sendBytes(answerBytes(200, discovery()))};
        if (path.endsWith("/token"))
            return {sendBytes(answerBytes(
                200,
                R"({"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":3600,"refresh_expires_in":3600})"))};
        if (path.endsWith("/users/query") && isListRefused && !body.contains("user_ids"))
            return {sendBytes(answerBytes(500, "{}"))};
        if (path.endsWith("/users/query"))
            return {sendBytes(answerBytes(200, queried(body)))};
        if (path.endsWith("/users/activate") || path.endsWith("/users/deactivate"))
            return enabled(body, path.endsWith("/activate"));
        if (path.contains("/attack-detection/"))
            return lockOf(path);
        if (path.contains("/admin/realms/master/users/" + idOf(0)))
            return ownUser();
        return {sendBytes(answerBytes(404, "{}"))};
    }
};

class NoPrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString&, const QString&, QObject*, std::function<void(QString)>) override {}

    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&, QObject*,
                       std::function<void(QString)>) override {}

    void openAddress(const QUrl&) override {}
};

/// The page of users alone, signed in at such an instance.
class PageDesk {
public:
    explicit PageDesk(int count = 6)
        : realm(count),
          clipboard(*QGuiApplication::clipboard(), clock),
          settings(folder.filePath(QStringLiteral("settings.ini"))),
          parts{clipboard, prompts, settings, {}},
          account(profile(), store, clock) {
        account.journalFolder = folder.path();
    }

    /// Signed in, and everybody listed.
    [[nodiscard]] bool open() {
        account.session.setIdleLimit(0);
        account.session.signIn(
            {QStringLiteral("me"), Secret("canary-password-1"), {}, Secret("canary-client-1"), false});
        if (!QTest::qWaitFor([this] { return account.session.state() == session::State::SignedIn; }, 10'000))
            return false;
        page = std::make_unique<UsersPage>(account, parts);
        page->resize(1100, 700);
        page->show();
        page->activateWindow();
        return QTest::qWaitForWindowActive(page.get()) && load();
    }

    [[nodiscard]] bool load() {
        page->refresh();
        return QTest::qWaitFor([this] { return account.users.phase() == models::TableModel::Phase::Loaded; }, 10'000);
    }

    template <typename Widget>
    [[nodiscard]] Widget* shown(const char* objectName) const {
        for (auto* widget : page->findChildren<Widget*>(QString::fromLatin1(objectName))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    [[nodiscard]] QDialog* sheet() const { return shown<QDialog>("consequenceSheet"); }

    [[nodiscard]] ResourceTable& table() const { return *page->findChild<ResourceTable*>(); }

    [[nodiscard]] ResultsList& results() const { return *page->findChild<ResultsList*>(); }

    [[nodiscard]] Toast& toast() const { return *page->findChild<Toast*>(QStringLiteral("usersToast")); }

    [[nodiscard]] QString toastText() const { return toast().isVisible() ? toast().text() : QString(); }

    void choose(std::initializer_list<std::size_t> numbers) {
        account.users.clearSelection();
        for (const std::size_t number : numbers) {
            const int row = account.users.rowOfId(SmallRealm::textId(number));
            account.users.setSelected(row, row, true);
        }
        table().setFocus();
    }

    /// A button beside the count of the selected.
    void act(const char* objectName) const {
        auto* button = shown<QPushButton>(objectName);
        QVERIFY(button && button->isEnabled());
        button->click();
    }

    /// An entry of the menu of somebody's row.
    QAction* rowAction(std::size_t number, const QString& text) {
        menu = std::make_unique<QMenu>();
        Q_EMIT table().rowMenuRequested(menu.get(), account.users.rowOfId(SmallRealm::textId(number)));
        for (auto* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    static QPushButton* button(const QWidget* in, const QString& text) {
        for (auto* one : in ? in->findChildren<QPushButton*>() : QList<QPushButton*>()) {
            if (one->isVisible() && one->text() == text)
                return one;
        }
        return nullptr;
    }

    /// A run that a crash ended before anything was sent.
    void leave(const runs::Plan& plan) const {
        const auto journal = runs::RunJournal::begin(account.runFolder(), plan, 1000);
        QVERIFY(journal);
    }

    [[nodiscard]] qsizetype journals() const {
        return QDir(account.runFolder()).entryList({QStringLiteral("*.run")}, QDir::Files).size();
    }

    [[nodiscard]] runs::Actor actor(const QString& name) const {
        const auto& instance = account.session.profile().instance;
        return {instance.label(), instance.apiBase.toString() + u' ' + instance.authBase.toString(), name};
    }

    [[nodiscard]] std::vector<User> people(std::initializer_list<std::size_t> numbers) const {
        std::vector<User> chosen;
        chosen.reserve(numbers.size());
        for (const std::size_t number : numbers)
            chosen.push_back(*account.users.userById(SmallRealm::textId(number)));
        return chosen;
    }

    SmallRealm realm;
    QTemporaryDir folder;
    SystemClock clock;
    Clipboard clipboard;
    NoPrompts prompts;
    Settings settings;
    WindowParts parts;
    secrets::MemoryStore store;
    Account account;
    std::unique_ptr<UsersPage> page;
    std::unique_ptr<QMenu> menu;

private:
    [[nodiscard]] session::Profile profile() const {
        auto made = session::Profile::make();
        made.instance = {realm.server.url({}), realm.server.url(QStringLiteral("/auth"))};
        made.username = QStringLiteral("me");
        return made;
    }
};

} // namespace wallaroo::test
