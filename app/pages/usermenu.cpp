#include "pages/usermenu.h"

#include <QCoreApplication>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UserMenu)
};

} // namespace

QString actText(UserAct act) {
    switch (act) {
    case UserAct::Deactivate:
        return Say::tr("Deactivate…");
    case UserAct::Activate:
        return Say::tr("Activate…");
    case UserAct::Password:
        return Say::tr("Temporary password…");
    case UserAct::RequireActions:
        return Say::tr("Require at next sign-in…");
    case UserAct::GiveAdmin:
        return Say::tr("Make administrator…");
    case UserAct::TakeAdmin:
        return Say::tr("Take administrator role…");
    case UserAct::LogOut:
        return Say::tr("Sign out everywhere…");
    case UserAct::Unlock:
        return Say::tr("Unlock…");
    case UserAct::Delete:
        return Say::tr("Delete…");
    }
    return {};
}

QList<UserAct> allUserActs() {
    return {UserAct::Activate,  UserAct::Unlock,    UserAct::Password,   UserAct::RequireActions, UserAct::LogOut,
            UserAct::GiveAdmin, UserAct::TakeAdmin, UserAct::Deactivate, UserAct::Delete};
}

bool needsKeycloak(UserAct act) {
    return act != UserAct::Activate && act != UserAct::Deactivate;
}

void addUserActs(QMenu& menu, const QList<UserAct>& acts, const std::function<QString(UserAct)>& whyNot,
                 const std::function<void(UserAct)>& chosen) {
    menu.setToolTipsVisible(true);
    for (const UserAct act : acts) {
        auto* action = menu.addAction(actText(act), &menu, [chosen, act] { chosen(act); });
        if (act == UserAct::Deactivate)
            action->setShortcut(QKeySequence(Qt::Key_Delete));
        const QString reason = whyNot(act);
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason);
        action->setShortcutContext(Qt::WidgetShortcut); // shown beside the words; the page listens to the key
    }
}

} // namespace wallaroo
