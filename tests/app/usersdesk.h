#pragma once

#include "appdesk.h"
#include "dialogs/consequencesheet.h"
#include "models/usersmodel.h"
#include "style/theme.h"
#include "widgets/filterchoice.h"
#include "widgets/resultslist.h"

#include <QDir>
#include <QMenu>
#include <QPushButton>

namespace wallaroo::test {

inline constexpr int patienceMs = 30'000;

/// The window of a sandbox, signed in, with its people loaded.
struct UsersDesk : AppDesk {
    bool open() {
        if (!picturesFolder().isEmpty())
            applyTheme(*qApp,
                       qEnvironmentVariable("WALLAROO_THEME") == QStringLiteral("dark") ? Theme::Dark : Theme::Light);
        start();
        named<QAbstractButton>(dialog(), QStringLiteral("Try it with a sandbox"))->click();
        if (!QTest::qWaitFor([this] { return window() && isLoaded("usersTable"); }, patienceMs))
            return false;
        window()->activateWindow();
        return QTest::qWaitForWindowActive(window());
    }

    [[nodiscard]] ResourceTable& users() const { return *table("usersTable"); }

    [[nodiscard]] const models::UsersModel& model() const {
        return *qobject_cast<const models::UsersModel*>(users().tableModel());
    }

    template <typename Widget>
    Widget* shown(const char* objectName) const {
        for (auto* widget : window()->findChildren<Widget*>(QString::fromLatin1(objectName))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    [[nodiscard]] ConsequenceSheet* sheet() const { return shown<ConsequenceSheet>("consequenceSheet"); }

    /// The list of this page: each page that acts has one.
    [[nodiscard]] ResultsList& results() const {
        return *window()->findChild<QWidget*>(QStringLiteral("usersPage"))->findChild<ResultsList*>();
    }

    void filter(const QString& text) const {
        QTest::keyClick(window(), Qt::Key_F, Qt::ControlModifier);
        auto* field = named<QLineEdit>(window(), QStringLiteral("Filter users"));
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Down);
    }

    /// One of a filter's choices, as by its menu.
    void choose(const QString& name, const QString& text) const {
        auto* choice = named<FilterChoice>(window(), name);
        for (auto* action : choice ? choice->menu()->actions() : QList<QAction*>()) {
            if (action->text() == text)
                action->trigger();
        }
        QTest::keyClick(window(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClick(named<QLineEdit>(window(), QStringLiteral("Filter users")), Qt::Key_Down);
    }

    static QString picturesFolder() { return qEnvironmentVariable("WALLAROO_PICTURES"); }

    /// A picture of the window, for people to look at, where they say so.
    void picture(const QString& name) const {
        const QString pictures = picturesFolder();
        if (pictures.isEmpty())
            return;
        QDir().mkpath(pictures);
        auto* front = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : window();
        front->grab().save(pictures + u'/' + name + QStringLiteral(".png"));
    }

    QAction* moreAction(const QString& text) const {
        auto* more = shown<QPushButton>("usersMore");
        if (!more)
            return nullptr;
        Q_EMIT more->menu()->aboutToShow();
        for (auto* action : more->menu()->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
};

inline int countOf(const models::UsersModel& model, UserStatus status) {
    int count = 0;
    model.forEach([&](const User& user) { count += user.status == status ? 1 : 0; });
    return count;
}

} // namespace wallaroo::test
