#include "tabledesk.h"
#include "widgets/tablecolumns.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>

using namespace wallaroo;
using Desk = test::TableDesk;
using Users = models::UsersModel;

class TableColumnsTest : public QObject {
    Q_OBJECT

    static TableColumns& columns(Desk& desk) { return *desk.table.findChild<TableColumns*>(); }

    static int widthOfAll(const Desk& desk) {
        int width = 0;
        for (const int column : desk.table.shownColumns())
            width += desk.table.columnWidth(column);
        return width;
    }

private Q_SLOTS:

    void showsTheModelsChoiceAtFirst() {
        Desk desk;
        QCOMPARE(desk.table.shownColumns(), (QList<int>{Users::Name, Users::Email, Users::Status, Users::Type,
                                                        Users::LastSignIn, Users::Created}));
        QCOMPARE(desk.table.horizontalHeader()->sortIndicatorSection(), 0);
        QCOMPARE(desk.table.horizontalHeader()->sortIndicatorOrder(), Qt::AscendingOrder);
    }

    void fillsTheRoom() {
        Desk desk;
        QVERIFY(desk.show());
        QCOMPARE(widthOfAll(desk), desk.table.viewport()->width());
        desk.table.resize(1400, 400);
        QCOMPARE(widthOfAll(desk), desk.table.viewport()->width());
        const int status = desk.table.columnWidth(Users::Status);
        desk.table.resize(1000, 400);
        QCOMPARE(desk.table.columnWidth(Users::Status), status); // long texts give and take
    }

    void scrollsBeforeTextsAreTooNarrow() {
        Desk desk;
        QVERIFY(desk.show());
        desk.table.resize(200, 400);
        QVERIFY(widthOfAll(desk) > 200);
        const int chars = desk.model.columns()[Users::Email].widthInChars;
        QVERIFY(desk.table.columnWidth(Users::Email) > chars * desk.table.fontMetrics().averageCharWidth() / 2);
    }

    void aChosenWidthStays() {
        Desk desk;
        QVERIFY(desk.show());
        QSignalSpy changed(&desk.table, &ResourceTable::columnStateChanged);
        desk.table.setColumnWidth(Users::Email, 333);
        QVERIFY(changed.count() > 0);
        desk.table.resize(1400, 400);
        QCOMPARE(desk.table.columnWidth(Users::Email), 333);
    }

    void stateComesBack() {
        Desk desk;
        QVERIFY(desk.show());
        columns(desk).setShown(Users::Id, true);
        columns(desk).setShown(Users::Type, false);
        desk.table.horizontalHeader()->moveSection(0, 1);
        desk.table.setColumnWidth(Users::Email, 333);
        desk.table.sortByHead(Users::Created);
        const QVariantMap state = desk.table.columnState();
        const QList<int> shown = desk.table.shownColumns();
        QCOMPARE(shown.first(), int(Users::Email));

        Desk other;
        QVERIFY(other.show());
        other.table.restoreColumnState(state);
        QCOMPARE(other.table.shownColumns(), shown);
        QCOMPARE(other.table.columnWidth(Users::Email), 333);
        QCOMPARE(other.table.horizontalHeader()->sortIndicatorSection(), int(Users::Created));
        QCOMPARE(other.table.horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(other.table.columnState(), state);
    }

    void stateIsPlainData() {
        // What QSettings and JSON can keep
        Desk desk;
        const QVariantMap state = desk.table.columnState();
        QCOMPARE(state.value(QStringLiteral("version")).toInt(), 1);
        QCOMPARE(state.value(QStringLiteral("columns")).toList().size(), int(Users::ColumnCount));
        QCOMPARE(
            state.value(QStringLiteral("columns")).toList().first().toMap().value(QStringLiteral("key")).toString(),
            QStringLiteral("name"));
    }

    void damagedStatesDoNoHarm_data() {
        QTest::addColumn<QVariantMap>("state");
        const auto map = [](std::initializer_list<std::pair<QString, QVariant>> entries) {
            return QVariantMap(entries);
        };
        const QString version = QStringLiteral("version");
        const QString list = QStringLiteral("columns");
        QTest::newRow("empty") << QVariantMap();
        QTest::newRow("newer") << map({{version, 99}, {list, QVariantList{1, 2}}});
        QTest::newRow("no list") << map({{version, 1}, {list, QStringLiteral("x")}});
        QTest::newRow("strange entries") << map(
            {{version, 1}, {list, QVariantList{7, QVariantMap{{QStringLiteral("key"), QStringLiteral("nose")}}}}});
        QVariantList hidden;
        for (const char* key : {"name", "email", "username", "status", "type", "signed-in", "created", "id", "actions"})
            hidden.append(
                QVariantMap{{QStringLiteral("key"), QString::fromLatin1(key)}, {QStringLiteral("shown"), false}});
        QTest::newRow("all hidden") << map({{version, 1}, {list, hidden}});
        QTest::newRow("huge and negative widths")
            << map({{version, 1},
                    {list, QVariantList{QVariantMap{{QStringLiteral("key"), QStringLiteral("name")},
                                                    {QStringLiteral("width"), 2'000'000'000}},
                                        QVariantMap{{QStringLiteral("key"), QStringLiteral("email")},
                                                    {QStringLiteral("width"), -5}}}},
                    {QStringLiteral("sort"), QStringLiteral("nose")}});
    }

    void damagedStatesDoNoHarm() {
        QFETCH(QVariantMap, state);
        Desk desk;
        QVERIFY(desk.show());
        desk.table.restoreColumnState(state);
        QVERIFY(!desk.table.shownColumns().isEmpty());
        for (const int column : desk.table.shownColumns()) {
            QVERIFY(desk.table.columnWidth(column) > 0);
            QVERIFY(desk.table.columnWidth(column) <= 4000);
        }
    }

    void theMenuChoosesColumns() {
        Desk desk;
        QVERIFY(desk.show());
        QMenu menu;
        desk.table.fillColumnsMenu(menu);
        const auto entry = [&](const QString& text) {
            const auto actions = menu.actions();
            for (QAction* action : actions) {
                if (action->text() == text)
                    return action;
            }
            return static_cast<QAction*>(nullptr);
        };
        QVERIFY(entry(QStringLiteral("Name"))->isChecked());
        QVERIFY(!entry(QStringLiteral("ID"))->isChecked());
        entry(QStringLiteral("ID"))->trigger();
        QVERIFY(desk.table.shownColumns().contains(Users::Id));
        QVERIFY(desk.table.columnWidth(Users::Id) > 20);
        entry(QStringLiteral("Name"))->trigger();
        QVERIFY(!desk.table.shownColumns().contains(Users::Name));
        entry(QStringLiteral("Reset columns"))->trigger();
        QVERIFY(desk.table.shownColumns().contains(Users::Name));
        QVERIFY(!desk.table.shownColumns().contains(Users::Id));
    }

    void theLastColumnStays() {
        Desk desk;
        for (const int column : desk.table.shownColumns())
            columns(desk).setShown(column, false);
        QCOMPARE(desk.table.shownColumns().size(), 1);
        QMenu menu;
        desk.table.fillColumnsMenu(menu);
        int unchangeable = 0;
        for (const QAction* action : menu.actions())
            unchangeable += action->isCheckable() && !action->isEnabled() ? 1 : 0;
        QCOMPARE(unchangeable, 1);
    }

    void sortingByHeadTurnsRound() {
        Desk desk;
        const auto* header = desk.table.horizontalHeader();
        desk.table.sortByHead(Users::Created); // dates begin with the latest
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        desk.table.sortByHead(Users::Created);
        QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
        desk.table.sortByHead(Users::Created);
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        desk.table.sortByHead(Users::Email);
        QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
    }

    void resetGoesAllTheWayBack() {
        Desk desk;
        QVERIFY(desk.show());
        const QVariantMap first = desk.table.columnState();
        desk.table.horizontalHeader()->moveSection(0, 3);
        desk.table.setColumnWidth(Users::Email, 99);
        columns(desk).setShown(Users::Status, false);
        desk.table.sortByHead(Users::Email);
        QSignalSpy changed(&desk.table, &ResourceTable::columnStateChanged);
        columns(desk).reset();
        QCOMPARE(desk.table.columnState(), first);
        QCOMPARE(changed.count(), 1);
    }

    void shiftAndAClickAddASecondKey() {
        Desk desk;
        QVERIFY(desk.show());
        auto* header = desk.table.horizontalHeader();
        const auto click = [&](int column, Qt::KeyboardModifiers modifiers) {
            const QPoint at(header->sectionViewportPosition(column) + 12, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, at);
        };
        click(Users::Status, Qt::NoModifier);
        click(Users::Email, Qt::ShiftModifier);
        using Keys = models::TableModel::SortKeys;
        QCOMPARE(desk.model.sortKeys(),
                 (Keys{{Users::Status, Qt::AscendingOrder}, {Users::Email, Qt::AscendingOrder}}));
        click(Users::Email, Qt::ShiftModifier);
        QCOMPARE(desk.model.sortKeys()[1].second, Qt::DescendingOrder);
        QVERIFY(desk.model.headerData(Users::Email, Qt::Horizontal, Qt::DisplayRole).toString().contains(u'²'));

        Desk other;
        other.table.restoreColumnState(desk.table.columnState());
        QCOMPARE(other.model.sortKeys(), desk.model.sortKeys());
        click(Users::Name, Qt::NoModifier); // one key again
        QCOMPARE(desk.model.sortKeys().size(), 1);
    }

    void columnsMoveByTheKeyboard() {
        Desk desk;
        QMenu menu;
        columns(desk).fillOrderMenu(menu, Users::Email);
        menu.actions()[0]->trigger();
        QCOMPARE(desk.table.shownColumns().first(), int(Users::Email));
        menu.actions()[1]->trigger();
        menu.actions()[1]->trigger(); // over what is not shown
        QCOMPARE(desk.table.shownColumns().mid(0, 3), (QList<int>{Users::Name, Users::Status, Users::Email}));
    }
};

QTEST_MAIN(TableColumnsTest)
#include "tst_widgets_tablecolumns.moc"
