// users_pictures FOLDER [dark]: pictures of the page Users, its dialogs and its runs in all their states, against the
// sandbox. Not a test: for people to look at. QT_SCALE_FACTOR=2 for 200 %.
#include "support/pictures.h"

#include "app/usersdesk.h"
#include "dialogs/dormantdialog.h"
#include "dialogs/edituserdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/leaverdialog.h"
#include "widgets/toast.h"

#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

constexpr QSize usual{1280, 800};
constexpr QSize small{683, 384}; ///< a laptop of 1366 × 768 at 200 %

class Photographer {
public:
    explicit Photographer(Album album, const QStringList& options = {}) : m_album(std::move(album)) {
        m_album.prefix = u"users-"_s;
        if (options.contains(u"--users"_s))
            m_desk.sandboxOptions.clear(); // said once
        m_desk.sandboxOptions += options;
    }

    /// What stands there when the list did not come, or has not come yet.
    void state(const QString& name, int waitMs = 1500) {
        m_desk.start();
        named<QAbstractButton>(m_desk.dialog(), u"Try it with a sandbox"_s)->click();
        require(QTest::qWaitFor([this] { return m_desk.window() && m_desk.window()->isVisible(); }, patienceMs));
        m_desk.window()->resize(usual);
        QTest::qWait(waitMs);
        window(name);
        m_desk.window()->resize(small);
        window(name + u"-small"_s);
    }

    void table() {
        begin();
        window(u"full"_s);
        m_desk.filter(u"an ex"_s);
        window(u"filtered"_s);
        m_desk.filter(u"nobody at all"_s);
        window(u"no-match"_s);
        m_desk.window()->resize(small);
        window(u"no-match-small"_s);
        m_desk.filter({});
        named<QLineEdit>(m_desk.window(), u"Filter users"_s)->clear();
        window(u"full-small"_s);
        m_desk.window()->resize(usual);
        m_desk.choose(u"Status"_s, u"Locked"_s);
        window(u"locks"_s, 0);
        QTest::qWait(1500);
        window(u"locks-found"_s);
        m_desk.choose(u"Status"_s, u"Any"_s);
    }

    void details() {
        begin();
        m_desk.users().setFocus();
        QTest::keyClick(&m_desk.users(), Qt::Key_Home);
        QTest::keyClick(&m_desk.users(), Qt::Key_Return);
        QTest::qWait(1200);
        window(u"details"_s);
        m_desk.window()->resize(small);
        window(u"details-small"_s);
    }

    void bulk() {
        begin();
        m_desk.choose(u"Status"_s, u"Active"_s);
        QTest::keyClick(&m_desk.users(), Qt::Key_A, Qt::ControlModifier);
        window(u"bulk-selected"_s);
        m_desk.window()->resize(small);
        window(u"bulk-selected-small"_s);
        QTest::keyClick(&m_desk.users(), Qt::Key_Delete);
        require(QTest::qWaitFor([this] { return m_desk.sheet(); }, patienceMs));
        QTest::qWait(800);
        m_album.keep(*m_desk.sheet(), u"bulk-sheet-small"_s);
        m_desk.sheet()->reject();
        QTest::qWait(100);
        m_desk.window()->resize(usual);
        m_desk.shown<QPushButton>("usersDeactivate")->click();
        require(QTest::qWaitFor([this] { return m_desk.sheet(); }, patienceMs));
        QTest::qWait(800);
        m_album.keep(*m_desk.sheet(), u"bulk-sheet"_s);
        QTest::keyClick(m_desk.sheet(), Qt::Key_Return, Qt::ControlModifier);
        require(QTest::qWaitFor([this] { return m_desk.results().model().count(RowOutcome::Done) > 3; }, patienceMs));
        window(u"bulk-running"_s, 0);
        m_desk.shown<QPushButton>("runStop")->click();
        require(QTest::qWaitFor([this] { return !m_desk.results().isRunning(); }, patienceMs));
        window(u"bulk-stopped"_s);
        m_desk.window()->resize(small);
        QTest::qWait(100);
        m_desk.window()->resize(small); // the table has given way
        window(u"bulk-stopped-small"_s);
    }

    void dialogs() {
        begin();
        m_desk.users().setFocus();
        QTest::keyClick(&m_desk.users(), Qt::Key_N, Qt::ControlModifier);
        auto* invite = dialog<InviteDialog>("inviteDialog");
        invite->setText(u"email;first name;last name;admin\nbo.new@example.com;Bo;New;no\n"
                        u"ana.solano@example.com;Ana;Solano;yes\n=cmd|x;;;\nBO.NEW@example.com;;;\n"
                        u"root@example.com;Ro;Ot;yes\n"_s);
        keep(*invite, u"csv"_s);
        invite->setText(u"email;first name\nb\u043E@example.com;Bo\n"_s);
        keep(*invite, u"csv-scripts"_s);
        QFile ansi(m_desk.folder.filePath(u"ansi.csv"_s));
        require(ansi.open(QIODevice::WriteOnly) && ansi.write("email\nJ\xF6rg") > 0);
        ansi.close();
        m_desk.prompts.file = ansi.fileName();
        invite->findChild<QPushButton*>(u"inviteFile"_s)->click();
        keep(*invite, u"csv-ansi"_s);
        invite->setText(u"one.new@example.com, Two New <two.new@example.com>"_s);
        QTest::keyClick(invite, Qt::Key_Return, Qt::ControlModifier);
        keep(*dialog<HandOutDialog>("handOut"), u"handout"_s);
        dialog<HandOutDialog>("handOut")->reject();
        keep(*dialog<HandOutDialog>("handOut"), u"handout-closing"_s);
        dialog<HandOutDialog>("handOut")->reject();
        m_desk.filter(u"mira.solano"_s);
        QTest::keyClick(&m_desk.users(), Qt::Key_Home);
        QTest::keyClick(&m_desk.users(), Qt::Key_Space);
        m_desk.moreAction(u"Edit…"_s)->trigger();
        auto* edit = dialog<EditUserDialog>("editUser");
        edit->findChild<QLineEdit*>(u"editEmail"_s)->setText(u"no address"_s);
        keep(*edit, u"edit"_s);
        m_desk.moreAction(u"Edit…"_s)->trigger();
        edit = dialog<EditUserDialog>("editUser");
        edit->findChild<QLineEdit*>(u"editFirst"_s)->setText(u"\u041Cira"_s); // with a Cyrillic M
        edit->accept();
        window(u"scripts"_s, 1500);
        m_desk.shown<QPushButton>("usersDeactivate")->click();
        require(QTest::qWaitFor([this] { return m_desk.sheet(); }, patienceMs));
        QTest::qWait(800);
        m_album.keep(*m_desk.sheet(), u"scripts-sheet"_s);
        m_desk.sheet()->reject();
        QTest::qWait(100);
        m_desk.moreAction(u"Dormant people…"_s)->trigger();
        keep(*dialog<DormantDialog>("dormant"), u"dormant"_s, 1500);
    }

    /// Where the API manages nobody.
    void enterprise() {
        begin();
        m_desk.users().setFocus();
        QTest::keyClick(&m_desk.users(), Qt::Key_N, Qt::ControlModifier);
        auto* invite = dialog<InviteDialog>("inviteDialog");
        invite->setText(u"email;first name;last name;admin\nbo.new@example.com;Bo;New;no\ncy@example.com;;;yes\n"_s);
        QTest::keyClick(invite, Qt::Key_Return, Qt::ControlModifier);
        auto* toast = m_desk.window()->findChild<Toast*>(u"usersToast"_s);
        require(QTest::qWaitFor([toast] { return toast->isVisible(); }, patienceMs));
        window(u"not-offered"_s);
        Q_EMIT toast->actionTriggered();
        keep(*dialog<InviteDialog>("inviteDialog"), u"create"_s);
    }

    void leaver() {
        begin();
        m_desk.filter(u"dana.whitfield@example.com"_s);
        QTest::keyClick(&m_desk.users(), Qt::Key_Home);
        QTest::keyClick(&m_desk.users(), Qt::Key_Space);
        m_desk.moreAction(u"Remove access…"_s)->trigger();
        auto* leaving = dialog<LeaverDialog>("leaver");
        QTest::qWait(1000);
        leaving->findChild<QTreeWidget*>(u"leaverAccounts"_s)->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QTest::keyClick(leaving, Qt::Key_W, Qt::AltModifier);
        QTest::qWait(300); // a box is ticked a moment after its key
        m_album.keep(*leaving, u"leaver"_s);
        QTest::keyClick(leaving, Qt::Key_Return, Qt::ControlModifier);
        auto* report = leaving->findChild<QPushButton*>(u"leaverReport"_s);
        require(QTest::qWaitFor([report] { return report->isEnabled(); }, patienceMs));
        m_album.keep(*leaving, u"leaver-done"_s);
    }

    void many() {
        begin();
        window(u"100000"_s);
        m_desk.filter(u"weber type:admin"_s);
        window(u"100000-filtered"_s);
    }

    /// The picture in the README is this one.
    void readme() {
        begin();
        m_desk.window()->resize(1280, 760);
        m_desk.filter(u"vic"_s);
        m_desk.users().setFocus();
        for (const auto key : {Qt::Key_Home, Qt::Key_Down, Qt::Key_Space, Qt::Key_Down, Qt::Key_Space, Qt::Key_Return})
            QTest::keyClick(&m_desk.users(), key);
        window(u"readme"_s, 1500);
    }

private:
    void begin() {
        require(m_desk.open());
        m_desk.window()->resize(usual);
        QTest::qWait(100);
    }

    template <typename Dialog>
    Dialog* dialog(const char* name) {
        require(QTest::qWaitFor([&] { return m_desk.shown<Dialog>(name); }, patienceMs));
        return m_desk.shown<Dialog>(name);
    }

    void keep(QDialog& shown, const QString& name, int waitMs = 300) {
        QTest::qWait(waitMs);
        m_album.keep(shown, name);
        if (!qobject_cast<HandOutDialog*>(&shown) && !qobject_cast<InviteDialog*>(&shown)) {
            shown.reject();
            QTest::qWait(50);
        }
    }

    void window(const QString& name, int waitMs = 400) {
        QTest::qWait(waitMs);
        m_album.keep(*m_desk.window(), name);
    }

    UsersDesk m_desk;
    Album m_album;
};

} // namespace

int main(int argc, char** argv) {
    return takePictures(argc, argv, [](const Album& album) {
        const QStringList steady{u"--latency"_s, u"40"_s};
        Photographer(album, steady).table();
        Photographer(album).details();
        Photographer(album, steady).bulk();
        Photographer(album).dialogs();
        Photographer(album, {u"--scenario"_s, u"enterprise"_s}).enterprise();
        Photographer(album, {u"--scenario"_s, u"leaver"_s}).leaver();
        Photographer(album, {u"--latency"_s, u"3000"_s}).state(u"loading"_s, 100);
        Photographer(album, {u"--refuse"_s, u"users/query=500:the database is away"_s}).state(u"failed"_s);
        Photographer(album, {u"--refuse"_s, u"users/query=403:Forbidden"_s}).state(u"not-allowed"_s);
        Photographer(album, {u"--scenario"_s, u"partial-view"_s}).state(u"partial"_s);
        Photographer(album, {u"--users"_s, u"100000"_s}).many();
        Photographer(album, {u"--users"_s, u"1200"_s}).readme();
    });
}
