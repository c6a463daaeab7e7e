#include "base/clock.h"
#include "domain/scripts.h"
#include "pages/userfilters.h"
#include "widgets/detailspanel.h"
#include "widgets/filterchoice.h"
#include "widgets/filterfield.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;

namespace {

QAction* actionNamed(const QPushButton& button, const QString& text) {
    for (auto* action : button.menu()->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class UsersPanelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChoiceSaysWhatIsChosen();
    void aChoiceThatGoesAwayIsAnyAgain();
    void filtersBecomeFacets();
    void savedFiltersComeBack();
    void detailsReplaceASectionInItsPlace();
    void detailsCloseByEscape();
    void detailsAreTextForTheClipboard();
    void aLongAddressIsNotCut();
    void anIdStandsOnOneLine();
    void mixedScripts_data();
    void mixedScripts();
};

void UsersPanelsTest::aChoiceSaysWhatIsChosen() {
    FilterChoice choice(QStringLiteral("Status"));
    choice.setChoices({{QStringLiteral("active"), QStringLiteral("Active")},
                       {QStringLiteral("rd"), QStringLiteral("R&D")},
                       {QStringLiteral("other"), QStringLiteral("other…"), true, true}});
    QSignalSpy chosen(&choice, &FilterChoice::chosen);
    QCOMPARE(choice.accessibleName(), QStringLiteral("Status"));
    QCOMPARE(choice.accessibleDescription(), QStringLiteral("any"));
    actionNamed(choice, QStringLiteral("R&&D"))->trigger();
    QCOMPARE(choice.current(), QStringLiteral("rd"));
    QCOMPARE(choice.accessibleDescription(), QStringLiteral("R&D"));
    QCOMPARE(choice.text(), QStringLiteral("Status: R&&D")); // no mnemonic
    QCOMPARE(chosen.size(), 1);
    actionNamed(choice, QStringLiteral("R&&D"))->trigger();
    QCOMPARE(chosen.size(), 1); // the same again is no news
    actionNamed(choice, QStringLiteral("other…"))->trigger();
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(choice.current(), QStringLiteral("rd")); // a command is not a choice
}

void UsersPanelsTest::aChoiceThatGoesAwayIsAnyAgain() {
    FilterChoice choice(QStringLiteral("Type"));
    choice.setChoices({{QStringLiteral("a"), QStringLiteral("A")}});
    choice.setCurrent(QStringLiteral("a"));
    choice.setChoices({{QStringLiteral("b"), QStringLiteral("B")}});
    QVERIFY(choice.current().isEmpty());
    QCOMPARE(choice.text(), QStringLiteral("Type: any"));
}

void UsersPanelsTest::filtersBecomeFacets() {
    QWidget page;
    FilterField field(QStringLiteral("Filter users"), &page);
    auto* row = new QHBoxLayout(&page);
    UserFilters filters(field, *row, &page);
    QSignalSpy changed(&filters, &UserFilters::changed);
    auto* status = page.findChild<FilterChoice*>(QStringLiteral("usersStatus"));
    actionNamed(*status, QStringLiteral("Inactive"))->trigger();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(filters.facets().statuses, QSet<UserStatus>{UserStatus::Inactive});
    auto* signedIn = page.findChild<FilterChoice*>(QStringLiteral("usersSignedIn"));
    actionNamed(*signedIn, QStringLiteral("never"))->trigger();
    QCOMPARE(filters.facets().signedIn, UserFacets::When::Never);
    QVERIFY(filters.words().contains(QStringLiteral("Status: Inactive")));
    filters.clear();
    QVERIFY(filters.facets().isEmpty());
    QCOMPARE(status->text(), QStringLiteral("Status: any"));
}

void UsersPanelsTest::savedFiltersComeBack() {
    QWidget page;
    FilterField field(QStringLiteral("Filter users"), &page);
    auto* row = new QHBoxLayout(&page);
    UserFilters filters(field, *row, &page);
    SavedFilter saved;
    saved.name = QStringLiteral("Gone quiet");
    saved.words = QStringLiteral("weber");
    saved.facets.signedIn = UserFacets::When::NotWithin;
    saved.facets.signedInDays = 45;
    filters.setSaved({QString::fromUtf8(QJsonDocument(toJson(saved)).toJson()), QStringLiteral("damaged")});
    QCOMPARE(filters.saved().size(), 1);
    auto* button = page.findChild<QPushButton*>(QStringLiteral("usersSaved"));
    Q_EMIT button->menu()->aboutToShow();
    actionNamed(*button, QStringLiteral("Gone quiet"))->trigger();
    QCOMPARE(field.text(), QStringLiteral("weber"));
    QCOMPARE(filters.facets().signedInDays, 45);
    QVERIFY(page.findChild<FilterChoice*>(QStringLiteral("usersSignedIn"))->text().contains(QStringLiteral("45")));
}

void UsersPanelsTest::detailsReplaceASectionInItsPlace() {
    DetailsPanel panel;
    QCOMPARE(panel.accessibleName(), QStringLiteral("Details"));
    panel.showTitle(QStringLiteral("Ana"), QStringLiteral("ana@example.com"));
    panel.setSection(QStringLiteral("a"), {}, {{QStringLiteral("ID"), QStringLiteral("1")}});
    panel.setSection(QStringLiteral("b"), QStringLiteral("Workspaces"), {}, QStringLiteral("looking…"));
    panel.setSection(QStringLiteral("c"), QStringLiteral("Sessions"), {}, QStringLiteral("none"));
    panel.setSection(QStringLiteral("b"), QStringLiteral("Workspaces"),
                     {{QStringLiteral("fraud"), QStringLiteral("owner")}});
    const QString text = panel.plainText();
    QVERIFY(!text.contains(QStringLiteral("looking")));
    QVERIFY(text.indexOf(QStringLiteral("fraud: owner")) < text.indexOf(QStringLiteral("Sessions")));
    panel.removeSection(QStringLiteral("c"));
    QVERIFY(!panel.plainText().contains(QStringLiteral("Sessions")));
    panel.showTitle(QStringLiteral("Bo"));
    QCOMPARE(panel.plainText(), QStringLiteral("Bo"));
}

void UsersPanelsTest::detailsCloseByEscape() {
    DetailsPanel panel;
    panel.show();
    QSignalSpy closed(&panel, &DetailsPanel::closed);
    QTest::keyClick(&panel, Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    QVERIFY(!panel.isVisible());
}

void UsersPanelsTest::detailsAreTextForTheClipboard() {
    DetailsPanel panel;
    panel.showTitle(QStringLiteral("<b>Ana</b>"));
    panel.setSection(QStringLiteral("a"), {},
                     {{QStringLiteral("Created"), QStringLiteral("3 Mar"), QStringLiteral("2026-03-03 10:00 UTC")}});
    QVERIFY(panel.plainText().contains(QStringLiteral("Created: 2026-03-03 10:00 UTC")));
    for (const auto* label : panel.findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText); // rule 37
}

void UsersPanelsTest::aLongAddressIsNotCut() {
    DetailsPanel panel;
    panel.showTitle(QStringLiteral("georgi.jovanovic3.from.the.other.company@subsidiary.example.com"));
    panel.resize(panel.minimumSizeHint().width(), 600);
    panel.show();
    auto* title = panel.findChild<QLabel*>(QStringLiteral("detailsTitle"));
    QVERIFY(title);
    const auto widest = [&] { return title->fontMetrics().horizontalAdvance(title->text()); };
    QTRY_VERIFY(title->width() < widest());
    const int lines = title->height() / title->fontMetrics().lineSpacing();
    QVERIFY2(lines * title->width() >= widest(), "the lines have no room for all letters");
}

void UsersPanelsTest::anIdStandsOnOneLine() {
    const QString id = QStringLiteral("496893b9-d2c2-4ee9-b4d1-5b9135368378");
    const QString name(80, u'n');
    DetailsPanel panel;
    panel.showTitle(QStringLiteral("Ana"));
    panel.setSection(QStringLiteral("a"), {},
                     {{QStringLiteral("Asked at next sign-in"), QStringLiteral("nothing")},
                      {QStringLiteral("User name"), name},
                      {QStringLiteral("ID"), id, {}, true}});
    panel.setSection(QStringLiteral("b"), {}, {{name, QStringLiteral("owner")}});
    panel.resize(panel.minimumWidth(), 700);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    int seen = 0;
    for (const auto* label : panel.findChildren<QLabel*>()) {
        const int right = label->mapTo(&panel, label->rect().topRight()).x();
        QVERIFY2(!label->isVisible() || right < panel.width(), qPrintable(label->text()));
        if (label->text() == id) {
            ++seen;
            QVERIFY(label->height() < 2 * label->fontMetrics().lineSpacing());
            QVERIFY(label->width() >= label->fontMetrics().horizontalAdvance(id));
        } else if (label->text() == name) {
            ++seen;
            QVERIFY(label->height() >= 2 * label->fontMetrics().lineSpacing());
        }
    }
    QCOMPARE(seen, 3);
}

void UsersPanelsTest::mixedScripts_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mixes");
    QTest::newRow("Latin") << QStringLiteral("Ana Solano-Ó 3") << false;
    QTest::newRow("Cyrillic") << QStringLiteral("Анна") << false;
    QTest::newRow("Cyrillic a in a Latin name") << QStringLiteral("Pаypal") << true;
    QTest::newRow("Greek omicron") << QStringLiteral("bοb") << true;
    QTest::newRow("Han beside Latin") << QStringLiteral("韋伯 Weber") << false;
    QTest::newRow("empty") << QString() << false;
}

void UsersPanelsTest::mixedScripts() {
    QFETCH(QString, name);
    QFETCH(bool, mixes);
    QCOMPARE(mixesScripts(name), mixes);
}

QTEST_MAIN(UsersPanelsTest)
#include "tst_users_panels.moc"
