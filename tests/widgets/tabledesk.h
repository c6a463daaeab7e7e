#pragma once

#include "models/people.h"
#include "models/usersmodel.h"
#include "support/fakeclock.h"
#include "widgets/resourcetable.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

namespace wallaroo::test {

/// A shown table of people: "Person 1" … "Person n".
struct TableDesk {
    FakeClock clock;
    models::UsersModel model{clock};
    ResourceTable table;

    explicit TableDesk(int people = 30) {
        table.resize(900, 400);
        table.setTableModel(&model);
        load(plainUsers(1, people));
    }

    void load(std::vector<User> users) {
        model.beginLoad();
        model.append(std::move(users));
        model.endLoad();
    }

    /// Whether it has the focus, too.
    bool show() {
        table.show();
        table.activateWindow();
        table.setFocus();
        return QTest::qWaitForWindowExposed(&table) && QTest::qWaitFor([this] { return table.hasFocus(); });
    }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&table, key, modifiers); }

    void type(const QString& text) { QTest::keyClicks(&table, text); }

    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mouseClick(table.viewport(), button, modifiers, placeOf(row));
    }

    QPoint placeOf(int row) const { return table.visualRect(model.index(row, 0)).center(); }

    int current() const { return table.currentIndex().row(); }

    /// Numbers of the selected people among the shown, in their order.
    QList<int> selected() const {
        QList<int> numbers;
        for (const int row : model.selectedRows())
            numbers += numberAt(row);
        return numbers;
    }

    int numberAt(int row) const { return model.userAt(row).usernameUtf8().sliced(4).toByteArray().toInt(); }

    int rowOf(int number) const { return model.rowOfId(QString::fromLatin1(idOf(number))); }
};

} // namespace wallaroo::test
