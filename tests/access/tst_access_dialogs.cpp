#include "dialogs/addmembersdialog.h"
#include "dialogs/createworkspacedialog.h"
#include "dialogs/likedialog.h"
#include "dialogs/newowners.h"
#include "models/accessdesk.h"
#include "support/fakeclock.h"
#include "support/tabwalk.h"
#include "widgets/pickerlist.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using Difference = LikeDialog::Difference;

namespace {

const auto nobody = std::optional<MemberRole>();
const auto owner = std::optional<MemberRole>(MemberRole::Owner);
const auto collaborator = std::optional<MemberRole>(MemberRole::Collaborator);

QStringList rowsOf(const QAbstractItemView& view) {
    QStringList rows;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        rows << view.model()->index(row, 0).data().toString();
    return rows;
}

bool isTicked(const QAbstractItemView& view, int row) {
    return view.model()->index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

template <typename Dialog>
bool shown(Dialog& dialog) {
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.activateWindow();
    return QTest::qWaitForWindowExposed(&dialog);
}

} // namespace

class TestAccessDialogs final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void differencesAreTold() {
        test::AccessDesk desk;
        desk.answerAll();
        int notKnown = 0;
        const auto found = LikeDialog::differences(desk.matrix, desk.person(4), desk.person(1), &notKnown);
        // churn, then the two called fraud; Ana's default workspace is nobody else's
        QCOMPARE(found.size(), size_t(3));
        QCOMPARE(found[0], (Difference{desk.workspace(7), nobody, collaborator}));
        QCOMPARE(found[1].before, nobody);
        QCOMPARE(found[1].after, owner);
        QCOMPARE(notKnown, 0);
        QVERIFY(LikeDialog::differences(desk.matrix, desk.person(1), desk.person(1)).empty());
    }

    void whatIsNotKnownIsNoDifference() {
        test::AccessDesk desk;
        desk.answer(7, {test::owner(1)});
        int notKnown = 0;
        const auto found = LikeDialog::differences(desk.matrix, desk.person(4), desk.person(1), &notKnown);
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(notKnown, 3);
    }

    void takesAllOrSome() {
        test::AccessDesk desk;
        desk.answerAll();
        LikeDialog dialog(desk.matrix, desk.person(2)); // Bo: collaborator of 12, owner of 3
        QVERIFY(shown(dialog));
        auto* review = dialog.findChild<QPushButton*>(u"reviewLike"_s);
        QVERIFY(!review->isEnabled());
        auto* people = dialog.findChild<PickerList*>();
        auto* list = people->findChild<QListView*>();
        QVERIFY(!rowsOf(*list).join(u' ').contains(u"Bo Lind"_s)); // not like himself
        QTest::keyClicks(people->findChild<QLineEdit*>(), u"cleo"_s);
        QTest::keyClick(people->findChild<QLineEdit*>(), Qt::Key_Down);
        auto* differences = dialog.findChild<QListView*>(u"differences"_s);
        QTRY_COMPARE(differences->model()->rowCount(), 4); // attic, churn, fraud, fraud
        QVERIFY(rowsOf(*differences)[1].contains(u"churn: no access"_s));
        QVERIFY(isTicked(*differences, 0) && isTicked(*differences, 1));
        QVERIFY(!isTicked(*differences, 2) && !isTicked(*differences, 3)); // would take access away
        QCOMPARE(dialog.chosen().size(), size_t(2));
        QVERIFY(review->isEnabled());
        differences->setFocus();
        differences->setCurrentIndex(differences->model()->index(0, 0));
        QTest::keyClick(differences, Qt::Key_Space);
        QCOMPARE(dialog.chosen().size(), size_t(1));
        QCOMPARE(dialog.chosen().front(), (Difference{desk.workspace(7), nobody, owner}));
    }

    void newOwnersAreActiveMembersFirst() {
        test::AccessDesk desk;
        desk.answer(12, {test::owner(1), test::collaborator(2), test::collaborator(3)});
        runs::MembershipChange leaving;
        leaving.workspace = WorkspaceId(12);
        leaving.person = {test::userId(1), {}};
        leaving.before = MemberRole::Owner;
        NewOwners field({{WorkspaceId(12), u"fraud"_s}}, desk.matrix, {leaving});
        auto* box = field.findChild<QComboBox*>(u"newOwner12"_s);
        QVERIFY(box);
        QVERIFY(!field.isComplete());
        QCOMPARE(box->itemText(1), u"Bo Lind, bo@example.com (member)"_s);
        QCOMPARE(box->findText(u"Ana Solano"_s, Qt::MatchContains), -1); // leaves
        QCOMPARE(box->findText(u"Cleo"_s, Qt::MatchContains), -1);       // is inactive
        QCOMPARE(box->findText(u"Dana"_s, Qt::MatchContains), -1);       // no member: among the others
        QSignalSpy changed(&field, &NewOwners::changed);
        box->setCurrentIndex(1);
        QCOMPARE(changed.count(), 1);
        QVERIFY(field.isComplete());
        const auto chosen = field.chosen();
        QCOMPARE(chosen.size(), size_t(1));
        QCOMPARE(chosen.front().person.id, test::userId(2));
        QCOMPARE(chosen.front().before, collaborator);
    }

    /// Of any number of people, with a filter.
    void aNewOwnerMayBeAnybody() {
        test::AccessDesk desk;
        std::vector<User> many = test::plainUsers(1, 1200);
        desk.matrix.setPeople(many);
        desk.answer(12, {test::owner(1), test::collaborator(2)});
        runs::MembershipChange leaving;
        leaving.workspace = WorkspaceId(12);
        leaving.person = {test::userId(1), {}};
        leaving.before = MemberRole::Owner;
        NewOwners field({{WorkspaceId(12), u"fraud"_s}}, desk.matrix, {leaving});
        field.show();
        auto* box = field.findChild<QComboBox*>(u"newOwner12"_s);
        auto* others = field.findChild<PickerList*>();
        QVERIFY(others && others->isHidden());
        box->setCurrentIndex(box->count() - 1);
        QVERIFY(!others->isHidden());
        QVERIFY(!field.isComplete());
        QCOMPARE(others->model().rowCount(), 1198); // neither who leaves nor the member
        auto* list = others->findChild<QListView*>();
        others->model().setFilter(u"Person 1199"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        list->setCurrentIndex(list->model()->index(0, 0));
        QVERIFY(field.isComplete());
        QCOMPARE(field.chosen().front().person.id, test::userId(1199));
        QVERIFY(!field.chosen().front().before);
        box->setCurrentIndex(1);
        QCOMPARE(field.chosen().front().person.id, test::userId(2));
    }

    void addsSeveralToSeveral() {
        test::AccessDesk desk;
        auto* dialog = AddMembersDialog::toWorkspaces(desk.matrix, {desk.workspace(12), desk.workspace(7)}, nullptr);
        const std::unique_ptr<AddMembersDialog> owned(dialog);
        QVERIFY(shown(*dialog));
        QVERIFY2(dialog->windowTitle().contains(u"fraud (ID 12), churn"_s), qPrintable(dialog->windowTitle()));
        auto* review = dialog->findChild<QPushButton*>(u"reviewMembers"_s);
        QVERIFY(!review->isEnabled());
        auto* list = dialog->findChild<QListView*>();
        QCOMPARE(rowsOf(*list),
                 (QStringList{u"Ana Solano, ana@example.com"_s, u"Bo Lind, bo@example.com"_s,
                              u"Dana Weber, dana@example.com"_s, u"Cleo Adeyemi, cleo@example.com, inactive"_s}));
        list->setFocus();
        for (const int row : {0, 2}) {
            list->setCurrentIndex(list->model()->index(row, 0));
            QTest::keyClick(list, Qt::Key_Space);
        }
        // What the filter hides stays chosen
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), u"bo"_s);
        QCOMPARE(dialog->chosenPeople(), (std::vector{desk.person(1), desk.person(4)}));
        QCOMPARE(dialog->chosenWorkspaces().size(), size_t(2));
        QCOMPARE(dialog->role(), MemberRole::Collaborator);
        QVERIFY(review->isEnabled());
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(test::tabFault({u"dialogCancel"_s, u"reviewMembers"_s}), QString());
    }

    void orPeopleToWorkspaces() {
        test::AccessDesk desk;
        const std::unique_ptr<AddMembersDialog> dialog(
            AddMembersDialog::people(desk.matrix, {desk.person(1)}, nullptr));
        QVERIFY(shown(*dialog));
        auto* list = dialog->findChild<QListView*>();
        QCOMPARE(rowsOf(*list), (QStringList{u"churn, ID 7"_s, u"fraud, ID 12"_s, u"fraud, ID 3"_s}));
        dialog->findChildren<QRadioButton*>().last()->setChecked(true);
        QCOMPARE(dialog->chosenPeople(), std::vector{desk.person(1)});
    }

    /// Told what one addition would do it says so, and its button acts.
    void oneAdditionIsSaidInTheDialog() {
        test::AccessDesk desk;
        const std::unique_ptr<AddMembersDialog> dialog(
            AddMembersDialog::toWorkspaces(desk.matrix, {desk.workspace(12)}, nullptr));
        auto* calls = new QPushButton(dialog.get());
        dialog->setCallsButton(calls);
        QVERIFY(shown(*dialog));
        const QSignalSpy changed(dialog.get(), &AddMembersDialog::choiceChanged);
        auto* act = dialog->findChild<QPushButton*>(u"reviewMembers"_s);
        auto* who = dialog->findChild<QLabel*>(u"addMembersWho"_s);
        auto* list = dialog->findChild<QListView*>();
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Space);
        dialog->findChildren<QRadioButton*>().last()->setChecked(true);
        QVERIFY(changed.size() >= 2);
        QVERIFY(!dialog->isSheet() && !who->isVisible() && !calls->isVisible());
        QCOMPARE(act->text(), u"Review…"_s);

        Consequences said;
        said.act = u"Add R&D"_s;
        said.title = u"Add R&D on staging"_s;
        said.calls = u"1 call"_s;
        said.subjects.append({u"12/5d1f"_s, u"\u0430na in fraud"_s, u"ana@example.com"_s, u"no member → owner"_s});
        said.follows << u"A mail may go out."_s;
        dialog->setConsequences(said);
        QVERIFY(dialog->isSheet() && who->isVisible() && calls->isVisible());
        QCOMPARE(act->text(), u"Add R&&D"_s);
        for (const auto& part :
             {u"on staging"_s, u"no member → owner"_s, u"ana@example.com"_s, u"ID 12/5d1f"_s, u"several scripts"_s})
            QVERIFY2(who->text().contains(part), qPrintable(who->text()));
        QCOMPARE(dialog->findChild<QLabel*>(u"addMembersFollows"_s)->text(), u"A mail may go out.\nCalls: 1 call"_s);
        const QSignalSpy accepted(dialog.get(), &QDialog::accepted);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(accepted.size(), 0); // Enter sends nothing

        dialog->setConsequences({});
        QVERIFY(!dialog->isSheet() && !who->isVisible() && !calls->isVisible());
        QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(accepted.size(), 1);
    }

    void namesAreChecked_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("mayCreate");
        QTest::newRow("good") << u"fraud-watch"_s << QString() << true;
        QTest::newRow("nothing") << QString() << u"Lower-case"_s << false;
        QTest::newRow("capitals") << u"Fraud"_s << u"Try “fraud”"_s << false;
        QTest::newRow("spaces") << u"fraud watch"_s << u"Try “fraud-watch”"_s << false;
        QTest::newRow("dash last") << u"fraud-"_s << u"Try “fraud”"_s << false;
        QTest::newRow("other letters") << u"\u00FC"_s << u"Only a to z"_s << false;
        QTest::newRow("too long") << QString(70, u'a') << u"too long"_s << false;
        QTest::newRow("taken") << u"churn"_s << u"the ID 7"_s << true; // the server decides
    }

    void namesAreChecked() {
        QFETCH(const QString, typed);
        QFETCH(const QString, said);
        QFETCH(const bool, mayCreate);
        const test::FakeClock clock;
        models::WorkspacesModel workspaces(clock);
        workspaces.beginLoad();
        workspaces.append({test::workspaceNamed(7, "churn")});
        workspaces.endLoad();
        CreateWorkspaceDialog dialog(workspaces);
        QVERIFY(shown(dialog));
        dialog.findChild<QLineEdit*>()->insert(typed); // keyClicks() takes Latin-1 alone
        const QString note = dialog.findChild<QLabel*>(u"workspaceNameNote"_s)->text();
        QVERIFY2(note.contains(said) && note.isEmpty() == said.isEmpty(), qPrintable(note));
        QCOMPARE(dialog.findChild<QPushButton*>(u"createWorkspaceButton"_s)->isEnabled(), mayCreate);
        QCOMPARE(dialog.findChild<QLineEdit*>()->accessibleDescription(), note);
    }

    void aRefusalStandsBesideTheName() {
        const test::FakeClock clock;
        models::WorkspacesModel workspaces(clock);
        CreateWorkspaceDialog dialog(workspaces);
        dialog.setName(u"fraud"_s, u"The server says: duplicate key"_s);
        const auto* note = dialog.findChild<QLabel*>(u"workspaceNameNote"_s);
        QCOMPARE(note->text(), u"The server says: duplicate key"_s);
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), u"2"_s);
        QCOMPARE(note->text(), QString()); // said of another name
        QCOMPARE(dialog.name(), u"fraud2"_s);
    }
};

QTEST_MAIN(TestAccessDialogs)
#include "tst_access_dialogs.moc"
