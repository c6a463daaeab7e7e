// access_pictures FOLDER [dark]: pictures of the pages Workspaces and Access in all their states, against the sandbox.
// Not a test: for people to look at. QT_SCALE_FACTOR=2 for 200 %.
#include "app/appdesk.h"
#include "dialogs/addmembersdialog.h"
#include "dialogs/consequencesheet.h"
#include "dialogs/likedialog.h"
#include "models/accessfindings.h"
#include "pages/accesspage.h"
#include "style/theme.h"
#include "support/account.h"
#include "widgets/accessview.h"

#include <QDir>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

using namespace wallaroo;
using namespace wallaroo::test;
using models::AccessMatrix;

namespace {

constexpr int patienceMs = 30'000;

class Photographer {
public:
    Photographer(QString folder, QString suffix) : m_folder(std::move(folder)), m_suffix(std::move(suffix)) {}

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
        take(QStringLiteral("access-loading"));
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
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto id = WorkspaceId(table->model()->index(row, 0).data(models::TableModel::IdRole).toLongLong());
            const auto number = matrix().findWorkspace(id);
            if (number && models::ownershipOf(matrix(), *number) == models::Ownership::OneActiveOwner
                && matrix().memberCount(*number) > 2) {
                table->setCurrentIndex(table->model()->index(row, 0));
                break;
            }
        }
        QTest::keyClick(table, Qt::Key_Return);
        take(QStringLiteral("workspaces-details"));
        auto* members = m_desk.window()->findChild<QTableView*>(QStringLiteral("membersTable"));
        members->setFocus();
        members->selectRow(0);
        QTest::keyClick(members, Qt::Key_Delete);
        dialog<ConsequenceSheet>(QStringLiteral("sheet-last-owner"));
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
        dialog<AddMembersDialog>(QStringLiteral("add-people"));
    }

    [[nodiscard]] const QString& suffix() const { return m_suffix; }

private:
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

    static void require(bool is) {
        if (!is)
            qFatal("the window is not as it was expected");
    }

    AccessView& view() { return *m_desk.window()->findChild<AccessView*>(QStringLiteral("accessTable")); }

    const AccessMatrix& matrix() { return view().accessModel()->matrix(); }

    QLineEdit* field(const char* name) { return m_desk.window()->findChild<QLineEdit*>(QString::fromLatin1(name)); }

    void take(const QString& name) {
        QTest::qWait(400);
        grab(*m_desk.window(), name);
    }

    void grab(QWidget& widget, const QString& name) {
        require(widget.grab().save(QDir(m_folder).filePath(name + m_suffix + QStringLiteral(".png"))));
    }

    AppDesk m_desk;
    QString m_folder;
    QString m_suffix;
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    const bool isDark = arguments.value(2) == QLatin1String("dark");
    applyTheme(app, isDark ? Theme::Dark : Theme::Light);
    const QString scale = qEnvironmentVariableIsSet("QT_SCALE_FACTOR") ? QStringLiteral("-200") : QString();
    Photographer photographer(arguments.at(1), (isDark ? QStringLiteral("-dark") : QString()) + scale);
    photographer.begin();
    photographer.access();
    photographer.workspaces();
    const QString suffix = photographer.suffix();
    const auto state = [&](const char* name, const QStringList& options) {
        Photographer(arguments.at(1), suffix).state(QString::fromLatin1(name), options);
    };
    state("none", {QStringLiteral("--workspaces"), QStringLiteral("0")});
    state("failed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list=500:the database is away")});
    state("not-allowed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list=403:Forbidden")});
    state("members-failed", {QStringLiteral("--refuse"), QStringLiteral("workspaces/list_users=500:no")});
    state("waiting", {QStringLiteral("--latency"), QStringLiteral("1500")});
    return 0;
}
