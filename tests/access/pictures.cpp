// access_pictures FOLDER [dark]: pictures of the pages Workspaces and Access in all their states, against the sandbox.
// Not a test: for people to look at. QT_SCALE_FACTOR=2 for 200 %.
#include "support/pictures.h"

#include "app/appdesk.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/consequencesheet.h"
#include "dialogs/likedialog.h"
#include "dialogs/newowners.h"
#include "models/accessfindings.h"
#include "models/membersmodel.h"
#include "pages/accesspage.h"
#include "support/account.h"
#include "widgets/accessview.h"
#include "widgets/statepanel.h"

#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

#include <optional>

using namespace wallaroo;
using namespace wallaroo::test;
using models::AccessMatrix;

namespace {

constexpr int patienceMs = 30'000;

class Photographer {
public:
    explicit Photographer(Album album) : m_album(std::move(album)) {}

    /// Both pages with a sandbox that is like that.
    void state(const QString& name, const QStringList& options) {
        m_desk.sandboxOptions += options;
        begin();
        for (const auto* page : {"workspaces", "access"}) {
            m_desk.window()->openPage(QString::fromLatin1(page));
            take(QString::fromLatin1(page) + u'-' + name);
        }
    }

    void begin() {
        m_desk.start();
        named<QAbstractButton>(m_desk.dialog(), QStringLiteral("Try it with a sandbox"))->click();
        require(QTest::qWaitFor([this] { return m_desk.isLoaded("usersTable"); }, patienceMs));
        m_desk.window()->resize(1280, 800);
        m_desk.window()->activateWindow();
    }

    void access() {
        m_desk.window()->openPage(QStringLiteral("access"));
        loading();
        require(QTest::qWaitFor(
            [this] { return m_desk.isLoaded("workspacesTable") && matrix().notKnownCount(false) == 0; }, patienceMs));
        view().goTo(3, 4);
        take(QStringLiteral("access"));
        QTest::keyClick(&view(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view(), Qt::Key_Return);
        QTest::qWait(200);
        if (auto* menu = view().findChild<QMenu*>()) {
            grab(*menu, QStringLiteral("access-menu"));
            take(QStringLiteral("access-block"));
            menu->close();
        }
        field("accessPeopleFilter")->setText(QStringLiteral("nobody at all"));
        take(QStringLiteral("access-empty"));
        field("accessPeopleFilter")->clear();
        like();
    }

    void workspaces() {
        m_desk.window()->openPage(QStringLiteral("workspaces"));
        take(QStringLiteral("workspaces"));
        auto* table = m_desk.table("workspacesTable");
        table->setFocus();
        std::optional<AccessMatrix::Number> owned; // by one active person
        for (int row = 0; row < table->model()->rowCount() && !owned; ++row) {
            const auto id = WorkspaceId(table->model()->index(row, 0).data(models::TableModel::IdRole).toLongLong());
            const auto number = matrix().findWorkspace(id);
            if (number && models::ownershipOf(matrix(), *number) == models::Ownership::OneActiveOwner
                && matrix().memberCount(*number) > 2) {
                table->setCurrentIndex(table->model()->index(row, 0));
                owned = number;
            }
        }
        require(owned.has_value());
        QTest::keyClick(table, Qt::Key_Return);
        take(QStringLiteral("workspaces-details"));
        auto* members = m_desk.window()->findChild<QTableView*>(QStringLiteral("membersTable"));
        lastOwner(*members, models::activeOwners(matrix(), *owned).front());
        members->selectAll();
        m_desk.window()->findChild<QPushButton*>(QStringLiteral("changeRole"))->menu()->actions().first()->trigger();
        if (auto* sheet = m_desk.window()->findChild<ConsequenceSheet*>()) {
            QTest::qWait(200);
            grab(*sheet, QStringLiteral("sheet-roles"));
            QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
            QTest::qWait(2500);
            take(QStringLiteral("workspaces-results"));
        }
        m_desk.window()->findChild<QPushButton*>(QStringLiteral("createWorkspaceAction"))->click();
        auto* create = m_desk.window()->findChild<QDialog*>(QStringLiteral("createWorkspace"));
        create->findChild<QLineEdit*>()->setText(QStringLiteral("Night Watch"));
        dialog<QDialog>(QStringLiteral("create"), create);
        m_desk.window()->findChild<QPushButton*>(QStringLiteral("addPeople"))->click();
        auto* add = m_desk.window()->findChild<AddMembersDialog*>();
        require(add);
        auto* people = named<QListView>(add, QStringLiteral("People"));
        for (int row = 0; row < people->model()->rowCount() && !add->isSheet(); ++row) {
            people->setCurrentIndex(people->model()->index(row, 0));
            QTest::keyClick(people, Qt::Key_Space);
            if (!add->isSheet()) // is there already
                QTest::keyClick(people, Qt::Key_Space);
        }
        dialog<AddMembersDialog>(QStringLiteral("add-people"), add);
    }

private:
    /// Right after the lists were asked for: no answer can be there yet.
    void loading() {
        const auto* panel = m_desk.window()->findChild<StatePanel*>(QStringLiteral("accessState"));
        require(panel->isVisible() && panel->state() == StatePanel::State::Loading);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        grab(*m_desk.window(), QStringLiteral("access-loading"));
    }

    /// The sheet that asks for another owner, not that of an owner who cannot sign in.
    void lastOwner(QTableView& members, AccessMatrix::Number owner) {
        const auto* rows = qobject_cast<models::MembersModel*>(members.model());
        require(rows && QTest::qWaitFor([rows, owner] { return rows->rowOf(owner) >= 0; }, patienceMs));
        members.setFocus();
        members.selectRow(rows->rowOf(owner));
        QTest::keyClick(&members, Qt::Key_Delete);
        require(QTest::qWaitFor([this] { return m_desk.window()->findChild<NewOwners*>(); }, patienceMs));
        dialog<ConsequenceSheet>(QStringLiteral("sheet-last-owner"));
    }

    void like() {
        view().goTo(5, 4);
        QTest::keyClick(&view(), Qt::Key_Return);
        QTest::qWait(200);
        auto* menu = view().findChild<QMenu*>();
        for (QAction* action : menu ? menu->actions() : QList<QAction*>()) {
            if (action->text().contains(QStringLiteral("like somebody")))
                action->trigger();
        }
        if (menu)
            menu->close();
        auto* dialogShown = m_desk.window()->findChild<LikeDialog*>();
        if (!dialogShown)
            return;
        auto* list = dialogShown->findChild<QListView*>();
        list->setCurrentIndex(list->model()->index(2, 0));
        dialog<LikeDialog>(QStringLiteral("like"));
    }

    template <typename Dialog>
    void dialog(const QString& name, QDialog* known = nullptr) {
        QDialog* shown = known ? known : m_desk.window()->findChild<Dialog*>();
        require(shown);
        QTest::qWait(200);
        grab(*shown, name);
        shown->reject();
        QTest::qWait(50);
    }

    AccessView& view() { return *m_desk.window()->findChild<AccessView*>(QStringLiteral("accessTable")); }

    const AccessMatrix& matrix() { return view().accessModel()->matrix(); }

    QLineEdit* field(const char* name) { return m_desk.window()->findChild<QLineEdit*>(QString::fromLatin1(name)); }

    void take(const QString& name) {
        QTest::qWait(400);
        grab(*m_desk.window(), name);
    }

    void grab(QWidget& widget, const QString& name) { m_album.keep(widget, name); }

    AppDesk m_desk;
    Album m_album;
};

} // namespace

int main(int argc, char** argv) {
    return takePictures(argc, argv, [](const Album& album) {
        Photographer photographer(album);
        photographer.begin();
        photographer.access();
        photographer.workspaces();
        const auto state = [&album](const char* name, const QStringList& options) {
            Photographer(album).state(QString::fromLatin1(name), options);
        };
        state("none", {QStringLiteral("--workspaces"), QStringLiteral("0")});
        state("failed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list=500:the database is away")});
        state("not-allowed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list=403:Forbidden")});
        state("members-failed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list_users=500:no")});
        state("waiting", {QStringLiteral("--latency"), QStringLiteral("1500")});
    });
}
