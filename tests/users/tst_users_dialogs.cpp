// Each dialog by the keyboard alone.
#include "dialogs/askdialog.h"
#include "dialogs/consequencesheet.h"
#include "dialogs/dialogparts.h"
#include "dialogs/edituserdialog.h"
#include "dialogs/handoutdialog.h"
#include "dialogs/invitedialog.h"
#include "dialogs/persondialog.h"
#include "dialogs/requireactionsdialog.h"
#include "models/people.h"
#include "pages/userwords.h"
#include "runs/userplans.h"
#include "support/clipboard.h"
#include "support/fakeclock.h"
#include "support/heard.h"
#include "support/prompts.h"
#include "support/tabwalk.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

class FilePrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString&, const QString&, QObject* context,
                    std::function<void(QString)> chosen) override {
        QMetaObject::invokeMethod(
            context, [this, chosen] { chosen(path); }, Qt::QueuedConnection);
    }

    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&, QObject*,
                       std::function<void(QString)>) override {}

    void openAddress(const QUrl&) override {}

    QString path;
};

Consequences threePeople() {
    Consequences sheet;
    sheet.title = QStringLiteral("Deactivate 3 users on staging");
    sheet.summary = QStringLiteral("They can no longer sign in.");
    for (int i = 1; i <= 3; ++i)
        sheet.subjects.append({QString::fromLatin1(idOf(i)), QStringLiteral("Person %1").arg(i),
                               QStringLiteral("p%1@example.com").arg(i)});
    sheet.leftOut.append({QStringLiteral("9"), QStringLiteral("Ana"), QStringLiteral("your own account")});
    sheet.act = QStringLiteral("Deactivate 3 users");
    return sheet;
}

bool showActive(QWidget& widget) {
    widget.show();
    widget.activateWindow();
    return QTest::qWaitForWindowActive(&widget);
}

QString allText(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>())
        texts << label->text();
    for (const auto* tree : widget.findChildren<QTreeWidget*>()) {
        for (int row = 0; row < tree->topLevelItemCount(); ++row) {
            for (int column = 0; column < tree->columnCount(); ++column)
                texts << tree->topLevelItem(row)->text(column) << tree->topLevelItem(row)->toolTip(column);
        }
    }
    return texts.join(u'\n');
}

} // namespace

class UsersDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSafeButtonHasTheFocus();
    void tabGoesAsIsSeenAndActsLast();
    void controlEnterActs();
    void enterInTheListPressesNothing();
    void aNameMustBeTyped();
    void whatIsLookedUpStandsBesideTheName();
    void aNameOfSeveralScriptsIsMarked();
    void aSheetIsAsHighAsItsTexts();
    void aSheetShowsItsWholeList();
    void aDialogIsAsHighAsItsBody();
    void inviteOneOrMany();
    void inviteFromAFile();
    void aFileThatIsNotUtf8IsNotGuessed();
    void whatIsNotSentIsSaid();
    void keycloaksWayCanBeLeft();
    void onASmallScreenAllIsInReach();
    void onALowScreenASheetKeepsItsButtons();
    void passwordsAreHandedOutOneByOne();
    void whatWasHandedOutBeforeIsNoNews();
    void editSendsNothingWithoutAChange();
    void anErrorSqueezesNoField();
    void actionsAreChosenBySpace();
    void oneQuestionIsAnsweredByEnter();
    void whoeverActsOnThemselvesIsWarned();
    void whereNobodyIsLeftNothingFollows();
};

void UsersDialogsTest::theSafeButtonHasTheFocus() {
    auto* sheet = new ConsequenceSheet(threePeople());
    QPointer<ConsequenceSheet> alive(sheet);
    QSignalSpy accepted(sheet, &QDialog::accepted);
    QSignalSpy rejected(sheet, &QDialog::rejected);
    QCOMPARE(sheet->accessibleName(), QStringLiteral("Consequences"));
    QVERIFY(showActive(*sheet));
    QTRY_VERIFY(sheet->findChild<QPushButton*>(QStringLiteral("consequenceCancel"))->hasFocus());
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return);
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(accepted.size(), 0);
    QTRY_VERIFY(!alive);
}

void UsersDialogsTest::tabGoesAsIsSeenAndActsLast() {
    FilePrompts prompts;
    ConsequenceSheet sheet(threePeople());
    sheet.addButton(quietButton(QStringLiteral("Copy calls"), "copyCalls", &sheet));
    sheet.addExtra(new QCheckBox(QStringLiteral("At once"), &sheet));
    InviteDialog invite(
        InviteDialog::Way::Keycloak, QStringLiteral("staging"), [](const QString&) { return exchange::Known::No; },
        prompts);
    invite.setGivesRoles(true);
    invite.setText(QStringLiteral("a@example.com"));
    invite.setCallsButton(quietButton(QStringLiteral("Copy calls"), "copyCalls", &invite));
    RequireActionsDialog require(2);
    require.findChild<QCheckBox*>()->setChecked(true);
    EditUserDialog edit(plainUser(7), {});
    edit.setCallsButton(quietButton(QStringLiteral("Copy calls"), "copyCalls", &edit));
    edit.findChild<QLineEdit*>(QStringLiteral("editFirst"))->setText(QStringLiteral("Ann"));
    const QList<std::pair<QDialog*, QStringList>> dialogs{
        {&sheet,
         {QStringLiteral("consequenceSubjects"), QStringLiteral("copyCalls"), QStringLiteral("consequenceAct")}},
        {&invite, {QStringLiteral("inviteAdmin"), QStringLiteral("copyCalls"), QStringLiteral("inviteAct")}},
        {&require, {QStringLiteral("UPDATE_PROFILE"), QStringLiteral("dialogCancel"), QStringLiteral("requireNext")}},
        {&edit, {QStringLiteral("editEmail"), QStringLiteral("copyCalls"), QStringLiteral("editAct")}}};
    for (const auto& [dialog, expected] : dialogs) {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(showActive(*dialog));
        QCOMPARE(tabFault(expected), QString());
        dialog->hide();
    }
}

void UsersDialogsTest::controlEnterActs() {
    auto* sheet = new ConsequenceSheet(threePeople());
    QSignalSpy accepted(sheet, &QDialog::accepted);
    QVERIFY(showActive(*sheet));
    QCOMPARE(sheet->actButton()->text(), QStringLiteral("Deactivate 3 users"));
    QVERIFY(sheet->plainText().contains(QString::fromLatin1(idOf(2)))); // rule 39
    QVERIFY(sheet->plainText().contains(QStringLiteral("your own account")));
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(accepted.size(), 1);
}

void UsersDialogsTest::enterInTheListPressesNothing() {
    auto* sheet = new ConsequenceSheet(threePeople());
    QSignalSpy finished(sheet, &QDialog::finished);
    QVERIFY(showActive(*sheet));
    auto* list = sheet->findChild<QTreeView*>();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(finished.size(), 0);
    QTest::keyClick(list, Qt::Key_Escape);
    QCOMPARE(finished.size(), 1);
}

void UsersDialogsTest::aNameMustBeTyped() {
    Consequences consequences = threePeople();
    consequences.typedCheck = QStringLiteral("ana.solano");
    consequences.typedReason = QStringLiteral("Cannot tell whether this is the last administrator.");
    auto* sheet = new ConsequenceSheet(consequences);
    QSignalSpy accepted(sheet, &QDialog::accepted);
    QVERIFY(showActive(*sheet));
    QVERIFY(!sheet->actButton()->isEnabled());
    QTest::keyClick(sheet->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(accepted.size(), 0);
    auto* field = sheet->findChild<QLineEdit*>(QStringLiteral("typedCheck"));
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("ana.solan"));
    QVERIFY(!sheet->actButton()->isEnabled());
    QTest::keyClicks(field, QStringLiteral("o"));
    QVERIFY(sheet->actButton()->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(accepted.size(), 0); // Enter alone never acts
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(accepted.size(), 1);
}

void UsersDialogsTest::whatIsLookedUpStandsBesideTheName() {
    ConsequenceSheet sheet(threePeople());
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    sheet.setNote(QString::fromLatin1(idOf(2)), QStringLiteral("sole owner of fraud"), true);
    const auto* model = sheet.findChild<QTreeView*>()->model();
    QCOMPARE(model->index(1, 3).data().toString(), QStringLiteral("sole owner of fraud"));
    QVERIFY(!model->index(1, 3).data(Qt::DecorationRole).isNull());
    QVERIFY(model->index(0, 3).data().toString().isEmpty());
}

void UsersDialogsTest::aNameOfSeveralScriptsIsMarked() {
    Consequences consequences = threePeople();
    const QString alike = QString::fromUtf8("\xD0\x90na Solano"); // with a Cyrillic A
    consequences.subjects[1].name = alike;
    ConsequenceSheet sheet(consequences);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto* model = sheet.findChild<QTreeView*>()->model();
    QVERIFY(model->index(0, 0).data(Qt::DecorationRole).isNull());
    QVERIFY(model->index(0, 0).data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    QVERIFY(!model->index(1, 0).data(Qt::DecorationRole).isNull());
    QVERIFY(model->index(1, 0).data(Qt::AccessibleDescriptionRole).toString().contains(QStringLiteral("scripts")));
    QVERIFY(model->index(1, 0).data(Qt::ToolTipRole).toString().contains(alike));
    const QString words = QStringLiteral("letters of several scripts"); // the mark is not without them
    QVERIFY(model->index(0, 3).data().toString().isEmpty());
    QVERIFY(model->index(1, 3).data().toString().startsWith(words));
    sheet.setNote(QString::fromLatin1(idOf(2)), QStringLiteral("fraud: sole owner"), true);
    QVERIFY(model->index(1, 3).data().toString().startsWith(QStringLiteral("fraud: sole owner; ") + words));
    QVERIFY(sheet.plainText().contains(words));

    FilePrompts prompts;
    const auto nobody = [](const QString&) { return exchange::Known::No; };
    InviteDialog invite(InviteDialog::Way::Invitation, QStringLiteral("staging"), nobody, prompts);
    invite.setAttribute(Qt::WA_DeleteOnClose, false);
    invite.setText(QString::fromUtf8("bo@example.com b\xD0\xBE@example.com"));
    const auto* rows = invite.findChild<QTreeWidget*>(QStringLiteral("invitePreview"));
    QVERIFY(rows->topLevelItem(0)->icon(1).isNull());
    QVERIFY(!rows->topLevelItem(1)->icon(1).isNull());
    QVERIFY(rows->topLevelItem(1)->toolTip(1).contains(QStringLiteral("scripts")));
    QVERIFY(!rows->topLevelItem(0)->text(3).contains(words));
    QVERIFY(rows->topLevelItem(1)->text(3).contains(words));

    PersonDialog person(QStringLiteral("Who?"),
                        {plainUser(1), user({2, "\xD0\x90na", "Solano", "ana@example.com", "ana"})},
                        PersonDialog::Offered::Active);
    person.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto* people = person.findChild<QListView*>()->model();
    QCOMPARE(people->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        const QModelIndex shown = people->index(row, 0);
        const bool isAlike = shown.data().toString().startsWith(alike);
        QVERIFY(shown.data().toString().contains(QString::fromLatin1(idOf(isAlike ? 2 : 1)))); // rule 39
        QCOMPARE(shown.data(Qt::DecorationRole).isNull(), !isAlike);
        QCOMPARE(shown.data(Qt::AccessibleDescriptionRole).toString().isEmpty(), !isAlike);
    }
}

void UsersDialogsTest::aSheetIsAsHighAsItsTexts() {
    Consequences consequences = threePeople();
    consequences.follows = {QStringLiteral("No new token from now on; one already issued may work until it ends.")};
    ConsequenceSheet sheet(consequences);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    sheet.addExtra(new QCheckBox(QStringLiteral("Sign out"), &sheet));
    QVERIFY(showActive(sheet));
    for (const auto* label : sheet.findChildren<QLabel*>()) {
        if (label->isVisible())
            QVERIFY2(label->height() <= label->heightForWidth(label->width()) + 2, qPrintable(label->text()));
    }
    const auto* list = sheet.findChild<QTreeView*>();
    QVERIFY(list->viewport()->height() >= 3 * list->sizeHintForRow(0)); // everybody is seen
}

/// All its rows and texts where there is room, and where there is less the list gives way first.
void UsersDialogsTest::aSheetShowsItsWholeList() {
    Consequences consequences = threePeople();
    while (consequences.subjects.size() < 8)
        consequences.subjects << consequences.subjects.first();
    ConsequenceSheet sheet(consequences);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    sheet.addExtra(new QCheckBox(QStringLiteral("Sign out"), &sheet));
    sheet.setLookup(QStringLiteral("Looking up what they own…"));
    QVERIFY(showActive(sheet));
    const auto* list = sheet.findChild<QTreeView*>();
    const auto* area = sheet.findChild<QScrollArea*>();
    const int rows = 8 * list->sizeHintForRow(0);
    QTRY_VERIFY2(list->viewport()->height() >= rows, qPrintable(QString::number(list->viewport()->height())));
    QCOMPARE(area->verticalScrollBar()->maximum(), 0);
    sheet.resize(sheet.width(), sheet.height() - rows / 2);
    QTRY_VERIFY(list->viewport()->height() < rows);
    QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
}

void UsersDialogsTest::aDialogIsAsHighAsItsBody() {
    QDialog dialog;
    auto* column = dialogColumn(dialog, QStringLiteral("Title"));
    auto* body = scrolledBody(*column, &dialog);
    auto* text = paragraph(QStringLiteral("what follows ").repeated(40), &dialog);
    body->addWidget(text);
    column->addLayout(actingRow(dialog, new QPushButton(QStringLiteral("Go"), &dialog)));
    resizeToContent(dialog, 420);
    const int before = dialog.height();
    QVERIFY(showActive(dialog));
    QCOMPARE(dialog.findChild<QScrollArea*>()->verticalScrollBar()->maximum(), 0);
    QVERIFY(text->height() <= text->heightForWidth(text->width()) + 2);
    dialog.hide();
    text->setText(text->text().repeated(2)); // fitted anew, without a turn of the event loop
    resizeToContent(dialog, 420);
    QVERIFY(dialog.height() > before + before / 4);
}

void UsersDialogsTest::inviteOneOrMany() {
    FilePrompts prompts;
    const auto known = [](const QString& email) {
        return email == QLatin1String("old@example.com") ? exchange::Known::Inactive : exchange::Known::No;
    };
    auto* dialog = new InviteDialog(InviteDialog::Way::Invitation, QStringLiteral("staging"), known, prompts);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QVERIFY(showActive(*dialog));
    auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("inviteText"));
    QTRY_VERIFY(text->hasFocus());
    auto* act = dialog->findChild<QPushButton*>(QStringLiteral("inviteAct"));
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(text, QStringLiteral("ana@example.com, Bo Weber <bo@example.com>"));
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, QStringLiteral("old@example.com no-address ana@example.com"));
    QCOMPARE(static_cast<int>(dialog->invitees().size()), 2);
    QCOMPARE(dialog->invitees()[1].email, QStringLiteral("bo@example.com"));
    QCOMPARE(dialog->findChild<QTreeWidget*>(QStringLiteral("invitePreview"))->topLevelItemCount(), 5);
    QVERIFY(act->isEnabled());
    QCOMPARE(accepted.size(), 0);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(accepted.size(), 1);
}

void UsersDialogsTest::inviteFromAFile() {
    QTemporaryDir folder;
    FilePrompts prompts;
    prompts.path = folder.filePath(QStringLiteral("people.csv"));
    QFile file(prompts.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBF"
               "Last name;First name;E-mail;Role\r\nSolano;Ana;ana@example.com;admin\r\n"
               "\"Weber; Bo\";Bo;bo@example.com;\r\nNobody;No;;\r\n");
    file.close();
    const auto nobody = [](const QString&) { return exchange::Known::No; };
    auto* dialog = new InviteDialog(InviteDialog::Way::Invitation, QStringLiteral("staging"), nobody, prompts);
    QVERIFY(showActive(*dialog));
    QTest::keyClick(dialog, Qt::Key_F, Qt::AltModifier);
    QTRY_COMPARE(static_cast<int>(dialog->invitees().size()), 2);
    QVERIFY(dialog->invitees()[0].isAdmin);
    QVERIFY(!dialog->invitees()[1].isAdmin);
    QCOMPARE(dialog->invitees()[1].lastName, QStringLiteral("Weber; Bo"));
    QTest::keyClick(dialog, Qt::Key_Escape);
}

void UsersDialogsTest::aFileThatIsNotUtf8IsNotGuessed() {
    QTemporaryDir folder;
    FilePrompts prompts;
    prompts.path = folder.filePath(QStringLiteral("ansi.csv"));
    QFile file(prompts.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("email,first name\r\njoerg@example.com,J\xF6rg\r\n");
    file.close();
    const auto nobody = [](const QString&) { return exchange::Known::No; };
    InviteDialog dialog(InviteDialog::Way::Invitation, QStringLiteral("staging"), nobody, prompts);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.setText(QStringLiteral("ana@example.com"));
    dialog.show();
    dialog.findChild<QPushButton*>(QStringLiteral("inviteFile"))->click();
    auto* error = dialog.findChild<QLabel*>(QStringLiteral("inviteError"));
    QTRY_VERIFY(error->isVisible());
    QVERIFY2(error->text().contains(QStringLiteral("not in UTF-8")), qPrintable(error->text()));
    QVERIFY(error->text().startsWith(QStringLiteral("“ansi.csv” was not read.")));
    QVERIFY(error->text().endsWith(QStringLiteral("The text above is as before."))); // and the button as ready
    QCOMPARE(dialog.invitees().size(), size_t(1)); // what stood there stands there still
    QCOMPARE(dialog.invitees()[0].email, QStringLiteral("ana@example.com"));
    prompts.path = folder.filePath(QStringLiteral("nowhere.csv"));
    dialog.findChild<QPushButton*>(QStringLiteral("inviteFile"))->click();
    QTRY_VERIFY(error->text().contains(QStringLiteral("cannot be read")));
    dialog.setText({});
    dialog.findChild<QPushButton*>(QStringLiteral("inviteFile"))->click();
    QTRY_VERIFY(error->isVisible());
    QVERIFY2(error->text().endsWith(QStringLiteral("larger than 4 MB.")), qPrintable(error->text()));
}

void UsersDialogsTest::whatIsNotSentIsSaid() {
    FilePrompts prompts;
    const auto nobody = [](const QString&) { return exchange::Known::No; };
    for (const auto way : {InviteDialog::Way::Invitation, InviteDialog::Way::Keycloak}) {
        InviteDialog dialog(way, QStringLiteral("staging"), nobody, prompts);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.setGivesRoles(false);
        dialog.setRows({{0, QStringLiteral("ana@example.com"), QStringLiteral("Ana"), QStringLiteral("Solano"), true},
                        {0, QStringLiteral("bo@example.com")}});
        const auto* preview = dialog.findChild<QTreeWidget*>(QStringLiteral("invitePreview"));
        const QString ana = preview->topLevelItem(0)->text(3);
        const QString bo = preview->topLevelItem(1)->text(3);
        const bool isInvitation = way == InviteDialog::Way::Invitation;
        QCOMPARE(ana.contains(QStringLiteral("name is not sent")), isInvitation);
        QCOMPARE(ana.contains(QStringLiteral("role of administrator is not given")), !isInvitation);
        QVERIFY2(!bo.contains(QStringLiteral("not")), qPrintable(bo));
        QCOMPARE(dialog.invitees()[0].lastName, QStringLiteral("Solano"));
        QVERIFY(dialog.invitees()[0].isAdmin); // kept, for the other way
        dialog.setGivesRoles(true);
        QVERIFY(!preview->topLevelItem(0)->text(3).contains(QStringLiteral("not given")));
        QVERIFY(preview->topLevelItem(0)->text(3).contains(QStringLiteral("administrator")));
    }
}

void UsersDialogsTest::keycloaksWayCanBeLeft() {
    FilePrompts prompts;
    const auto nobody = [](const QString&) { return exchange::Known::No; };
    auto* dialog = new InviteDialog(InviteDialog::Way::Keycloak, QStringLiteral("staging"), nobody, prompts);
    dialog->setText(QStringLiteral("ana@example.com"));
    dialog->setGivesRoles(false);
    QVERIFY(showActive(*dialog));
    auto* other = dialog->findChild<QPushButton*>(QStringLiteral("inviteOther"));
    auto* admin = dialog->findChild<QCheckBox*>(QStringLiteral("inviteAdmin"));
    QVERIFY(other->isVisible() && !admin->isVisible());
    QTest::keyClick(dialog, Qt::Key_I, Qt::AltModifier);
    QTRY_COMPARE(dialog->way(), InviteDialog::Way::Invitation);
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Invite to staging"));
    QVERIFY(admin->isVisible());
    admin->setChecked(true);
    QVERIFY(dialog->invitees()[0].isAdmin);
    other->click(); // and back
    QCOMPARE(dialog->way(), InviteDialog::Way::Keycloak);
    QCOMPARE(dialog->invitees().size(), size_t(1));
    QVERIFY(!dialog->invitees()[0].isAdmin); // that was a choice of the other way
    dialog->setGivesRoles(true);
    QVERIFY(admin->isVisible() && admin->isChecked());
    QVERIFY(dialog->invitees()[0].isAdmin);
    dialog->reject();
    auto* invitation = new InviteDialog(InviteDialog::Way::Invitation, QStringLiteral("staging"), nobody, prompts);
    QVERIFY(showActive(*invitation));
    QVERIFY(!invitation->findChild<QPushButton*>(QStringLiteral("inviteOther"))->isVisible());
    invitation->reject();
}

/// 683 × 384: a laptop's screen at 200 %. The texts scroll.
void UsersDialogsTest::onALowScreenASheetKeepsItsButtons() {
    auto consequences = threePeople();
    for (int i = 0; i < 12; ++i)
        consequences.follows << QStringLiteral("What follows is told in a sentence that is as long as others are.");
    ConsequenceSheet sheet(consequences);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY2(sheet.minimumSizeHint().height() <= 384, qPrintable(QString::number(sheet.minimumSizeHint().height())));
    sheet.resize(680, 384);
    QVERIFY(showActive(sheet));
    for (const auto* button : {sheet.actButton(), sheet.findChild<QPushButton*>(QStringLiteral("consequenceCancel"))}) {
        const QRect place(button->mapTo(&sheet, QPoint()), button->size());
        QVERIFY(sheet.rect().contains(place));
    }
}

void UsersDialogsTest::onASmallScreenAllIsInReach() {
    FilePrompts prompts;
    InviteDialog dialog(
        InviteDialog::Way::Keycloak, QStringLiteral("staging"), [](const QString&) { return exchange::Known::No; },
        prompts);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.setText(QStringLiteral("a@example.com\nb@example.com\nnot an address\nc@example.com"));
    dialog.setCallsButton(new QPushButton(QStringLiteral("Copy calls"), &dialog));
    dialog.resize(420, 360);
    QVERIFY(showActive(dialog));
    QCOMPARE(dialog.size(), QSize(420, 360)); // it is not larger than it may be
    const auto isSeen = [&dialog](const QWidget* part) {
        const QRect place(part->mapTo(&dialog, QPoint()), part->size());
        return dialog.rect().contains(place) && part->visibleRegion().boundingRect() == part->rect();
    };
    QVERIFY(isSeen(dialog.findChild<QPushButton*>(QStringLiteral("inviteAct"))));
    QVERIFY(isSeen(dialog.findChild<QPushButton*>(QStringLiteral("dialogCancel"))));
    auto* admin = dialog.findChild<QCheckBox*>(QStringLiteral("inviteAdmin"));
    QVERIFY(!isSeen(admin));
    for (int i = 0; i < 10 && !admin->hasFocus(); ++i)
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    QVERIFY(admin->hasFocus());
    QTRY_VERIFY(isSeen(admin)); // what has the focus is scrolled to
    const auto* preview = dialog.findChild<QTreeWidget*>(QStringLiteral("invitePreview"));
    QVERIFY(preview->columnViewportPosition(3) + preview->columnWidth(3) <= preview->viewport()->width() + 1);
}

void UsersDialogsTest::passwordsAreHandedOutOneByOne() {
    FakeClock clock;
    Clipboard clipboard(*QGuiApplication::clipboard(), clock);
    auto* dialog = new HandOutDialog(QStringLiteral("https://wallaroo.example.com"),
                                     {{QStringLiteral("1"), QStringLiteral("Ana"), QStringLiteral("ana@example.com"),
                                       Secret(QByteArrayLiteral("canary-one"))},
                                      {QStringLiteral("2"), QStringLiteral("Bo"), QStringLiteral("bo@example.com"),
                                       Secret(QByteArrayLiteral("canary-two"))}},
                                     clipboard);
    QPointer<HandOutDialog> alive(dialog);
    QVERIFY(showActive(*dialog));
    QVERIFY(!allText(*dialog).contains(QStringLiteral("canary")));
    QTest::keyClick(dialog, Qt::Key_C, Qt::AltModifier); // a mnemonic's click comes when the button goes up again
    QTRY_COMPARE(dialog->uncopied(), 1);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("https://wallaroo.example.com")));
    QVERIFY(copied.contains(QStringLiteral("ana@example.com")));
    QVERIFY(copied.contains(QStringLiteral("canary-one")));
    QVERIFY(!copied.contains(QStringLiteral("canary-two")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(dialog->isVisible()); // asks first
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("handOutWarning"))->isVisible());
    QTest::keyClick(dialog, Qt::Key_C, Qt::AltModifier);
    QTRY_COMPARE(dialog->uncopied(), 0);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("canary-two")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!alive);
}

void UsersDialogsTest::whatWasHandedOutBeforeIsNoNews() {
    FakeClock clock;
    Clipboard clipboard(*QGuiApplication::clipboard(), clock);
    auto* dialog = new HandOutDialog(QStringLiteral("https://wallaroo.example.com"),
                                     {{QStringLiteral("1"), QStringLiteral("Ana"), QStringLiteral("ana@example.com"),
                                       Secret(QByteArrayLiteral("canary-one")), true},
                                      {QStringLiteral("2"), QStringLiteral("Bo"), QStringLiteral("bo@example.com"),
                                       Secret(QByteArrayLiteral("canary-two"))}},
                                     clipboard);
    QSignalSpy copied(dialog, &HandOutDialog::copied);
    QVERIFY(showActive(*dialog));
    QCOMPARE(dialog->uncopied(), 1);
    auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("handOutList"));
    QCOMPARE(list->topLevelItem(0)->text(3), QStringLiteral("copied"));
    QCOMPARE(list->currentItem(), list->topLevelItem(1)); // the first who has none yet
    dialog->findChild<QPushButton*>(QStringLiteral("handOutCopy"))->click();
    QCOMPARE(dialog->uncopied(), 0);
    QCOMPARE(copied.size(), 1);
    QCOMPARE(copied[0][0].toString(), QStringLiteral("2"));
    dialog->reject();
}

void UsersDialogsTest::editSendsNothingWithoutAChange() {
    auto* dialog = new EditUserDialog(plainUser(7), QStringLiteral("Only what changed is sent."));
    QStringList accepted; // what the program would take, before the dialog goes
    connect(dialog, &QDialog::accepted, dialog, [&accepted, dialog] { accepted << dialog->email(); });
    QVERIFY(showActive(*dialog));
    auto* act = dialog->findChild<QPushButton*>(QStringLiteral("editAct"));
    QVERIFY(!act->isEnabled());
    auto* email = dialog->findChild<QLineEdit*>(QStringLiteral("editEmail"));
    email->setFocus();
    email->selectAll();
    QTest::keyClicks(email, QStringLiteral("seven at example"));
    QVERIFY(!act->isEnabled());
    email->selectAll();
    QTest::keyClicks(email, QStringLiteral("seven@example.com"));
    QVERIFY(act->isEnabled());
    QTest::keyClick(dialog, Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(accepted, QStringList(QStringLiteral("seven@example.com")));
}

void UsersDialogsTest::anErrorSqueezesNoField() {
    EditUserDialog dialog(plainUser(7), QStringLiteral("Only what changed is sent."));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(showActive(dialog));
    auto* email = dialog.findChild<QLineEdit*>(QStringLiteral("editEmail"));
    auto* problem = dialog.findChild<QLabel*>(QStringLiteral("editProblem"));
    const int usual = email->height();
    QVERIFY(!problem->isVisible());
    email->setText(QStringLiteral("no address"));
    QTRY_VERIFY(problem->isVisible() && problem->y() > email->y());
    QCOMPARE(problem->x(), email->x()); // it is the field's
    QTRY_COMPARE(email->height(), usual);
    email->setText(QStringLiteral("seven@example.com"));
    QVERIFY(!problem->isVisible());
}

void UsersDialogsTest::actionsAreChosenBySpace() {
    auto* dialog = new RequireActionsDialog(2);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QVERIFY(showActive(*dialog));
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("requireNext"))->isEnabled());
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    QCOMPARE(dialog->actions(), QStringList(QStringLiteral("UPDATE_PASSWORD")));
    QTest::keyClick(dialog, Qt::Key_G, Qt::AltModifier);
    QTRY_COMPARE(accepted.size(), 1);
}

void UsersDialogsTest::oneQuestionIsAnsweredByEnter() {
    auto* dialog = new AskDialog(QStringLiteral("Not signed in for how many days?"), QStringLiteral("&Days"),
                                 QStringLiteral("&Filter"));
    dialog->askForNumber(1, 999, 90);
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QVERIFY(showActive(*dialog));
    auto* number = dialog->findChild<QSpinBox*>();
    QTest::keyClicks(number, QStringLiteral("45"));
    QTest::keyClick(number, Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(dialog->number(), 45);
}

void UsersDialogsTest::whoeverActsOnThemselvesIsWarned() {
    const runs::Actor actor{QStringLiteral("staging"), {}, QStringLiteral("p1")};
    const std::vector<User> people{plainUser(1), plainUser(2)};
    const QString own = QString::fromLatin1(idOf(1));
    const QString other = QString::fromLatin1(idOf(3));
    const auto follows = [](const runs::Plan& plan, const QString& id) {
        Consequences sheet;
        UserWords::warnOfOwn(sheet, plan, id);
        return sheet.follows.join(u' ');
    };
    const QList<runs::Plan> plans{runs::logOutPlan(actor, people), runs::passwordPlan(actor, people),
                                  runs::requireActionsPlan(actor, people, {QStringLiteral("UPDATE_PASSWORD")})};
    for (const runs::Plan& plan : plans) {
        QVERIFY(follows(plan, own).startsWith(QStringLiteral("Your own account is among them: ")));
        QVERIFY(follows(plan, other).isEmpty());
        QVERIFY(follows(plan, {}).isEmpty());
    }
    QVERIFY(follows(runs::unlockPlan(actor, people), own).isEmpty()); // does no harm
    runs::Plan without = runs::logOutPlan(actor, people);
    without.items[0].leftOut = QStringLiteral("your own account");
    QVERIFY(follows(without, own).isEmpty());
}

void UsersDialogsTest::whereNobodyIsLeftNothingFollows() {
    const runs::Actor actor{QStringLiteral("staging"), {}, QStringLiteral("p1")};
    const runs::Plan plan = runs::deletePlan(actor, {plainUser(1)}, AccessGuard(UserId::fromUtf8(idOf(1))));
    QCOMPARE(plan.taking(), 0);
    const Consequences texts = UserWords::consequences(plan, {QStringLiteral("staging"), 60'000, 0});
    QVERIFY2(texts.title.startsWith(QStringLiteral("Delete 1 ")), qPrintable(texts.title)); // what was asked for
    QCOMPARE(texts.summary, QStringLiteral("Nothing is left to do."));
    QVERIFY(texts.follows.isEmpty() && texts.calls.isEmpty() && texts.cannotBeUndone.isEmpty());
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    auto* sheet = new ConsequenceSheet(texts);
    Heard heard(*sheet);
    QVERIFY(showActive(*sheet));
    const QString said = heard.texts().join(u' ');
    QVERIFY2(said.contains(QStringLiteral("Left out: ")) && said.contains(QStringLiteral("(your own account)")),
             qPrintable(said));
    sheet->reject();
#endif
}

QTEST_MAIN(UsersDialogsTest)
#include "tst_users_dialogs.moc"
