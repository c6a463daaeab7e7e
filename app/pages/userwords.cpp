#include "pages/userwords.h"

#include "base/displaytext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr qint64 msOfAMinute = 60'000;

enum class Kind {
    Deactivate,
    Activate,
    Delete,
    GiveAdmin,
    TakeAdmin,
    LogOut,
    Unlock,
    Password,
    Actions,
    Invite,
    Create,
    Edit
};

Kind kindFrom(const QString& kind) {
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("user.deactivate"), Kind::Deactivate}, {QStringLiteral("user.activate"), Kind::Activate},
        {QStringLiteral("user.delete"), Kind::Delete},         {QStringLiteral("user.give-admin"), Kind::GiveAdmin},
        {QStringLiteral("user.take-admin"), Kind::TakeAdmin},  {QStringLiteral("user.logout"), Kind::LogOut},
        {QStringLiteral("user.unlock"), Kind::Unlock},         {QStringLiteral("user.password"), Kind::Password},
        {QStringLiteral("user.actions"), Kind::Actions},       {QStringLiteral("user.invite"), Kind::Invite},
        {QStringLiteral("user.create"), Kind::Create}};
    return kinds.value(kind, Kind::Edit);
}

} // namespace

QString UserWords::kindOf(const runs::Plan& plan) {
    for (const auto& item : plan.items) {
        if (!item.steps.empty())
            return item.steps.front().kind;
    }
    return {};
}

QString UserWords::act(const QString& kind, int people) {
    switch (kindFrom(kind)) {
    case Kind::Deactivate:
        return tr("Deactivate %n users", nullptr, people);
    case Kind::Activate:
        return tr("Activate %n users", nullptr, people);
    case Kind::Delete:
        return tr("Delete %n users", nullptr, people);
    case Kind::GiveAdmin:
        return tr("Make %n users administrators", nullptr, people);
    case Kind::TakeAdmin:
        return tr("Take the administrator role from %n users", nullptr, people);
    case Kind::LogOut:
        return tr("Sign out %n users", nullptr, people);
    case Kind::Unlock:
        return tr("Unlock %n users", nullptr, people);
    case Kind::Password:
        return tr("Set temporary passwords for %n users", nullptr, people);
    case Kind::Actions:
        return tr("Require actions of %n users", nullptr, people);
    case Kind::Invite:
        return tr("Invite %n people", nullptr, people);
    case Kind::Create:
        return tr("Create %n users in Keycloak", nullptr, people);
    case Kind::Edit:
        break;
    }
    return tr("Change %n users", nullptr, people);
}

QString UserWords::title(const runs::Plan& plan) {
    if (plan.verb == QLatin1String("users.leaver"))
        return tr("Remove access of %n accounts", nullptr, plan.taking());
    if (plan.verb == QLatin1String("users.leaver-rest"))
        return tr("Remove access: sessions and workspaces");
    return act(kindOf(plan), plan.taking());
}

QString UserWords::done(const QString& kind, const QString& name) {
    switch (kindFrom(kind)) {
    case Kind::Deactivate:
        return tr("%1 deactivated").arg(name);
    case Kind::Activate:
        return tr("%1 activated").arg(name);
    case Kind::Delete:
        return tr("%1 deleted").arg(name);
    case Kind::GiveAdmin:
        return tr("%1 is an administrator now").arg(name);
    case Kind::TakeAdmin:
        return tr("%1 is no administrator any more").arg(name);
    case Kind::LogOut:
        return tr("%1 signed out").arg(name);
    case Kind::Unlock:
        return tr("%1 unlocked").arg(name);
    case Kind::Password:
        return tr("%1 has a temporary password").arg(name);
    case Kind::Actions:
        return tr("%1 is asked at the next sign-in").arg(name);
    case Kind::Invite:
        return tr("%1 invited").arg(name);
    case Kind::Create:
        return tr("%1 created").arg(name);
    case Kind::Edit:
        break;
    }
    return tr("%1 changed").arg(name);
}

bool UserWords::losesSomething(const QString& kind) {
    switch (kindFrom(kind)) {
    case Kind::Activate:
    case Kind::Unlock:
    case Kind::Actions:
    case Kind::Edit:
    case Kind::Invite:
        return false;
    default:
        return true;
    }
}

QString UserWords::summary(const QString& kind) {
    switch (kindFrom(kind)) {
    case Kind::Deactivate:
        return tr("They can no longer sign in. Nothing of theirs is deleted. You can activate them again.");
    case Kind::Activate:
        return tr("They can sign in again, and count against the licence again.");
    case Kind::Delete:
        return tr("The accounts go. Their workspaces, models and pipelines stay, owned by a deleted user.");
    case Kind::GiveAdmin:
        return tr("They may see and change everything on this instance, other people's access too.");
    case Kind::TakeAdmin:
        return tr("They keep their account and their workspaces, and no longer administer the instance.");
    case Kind::LogOut:
        return tr("All their sessions end. They can sign in again at once.");
    case Kind::Unlock:
        return tr("They can sign in again at once; the count of failed passwords begins anew.");
    case Kind::Password:
        return tr("Their present password stops working. The new one is shown once, and has to be changed at the next "
                  "sign-in.");
    case Kind::Actions:
        return tr("They are asked at their next sign-in; until then tokens by user name and password are refused.");
    case Kind::Invite:
        return tr("Each gets an account and a temporary password, shown to you once when it is done.");
    case Kind::Create:
        return tr("No mail goes out: you hand each their address, user name and temporary password.");
    case Kind::Edit:
        break;
    }
    return {};
}

QStringList UserWords::follows(const QString& kind, const Place& place) {
    const Kind known = kindFrom(kind);
    if (known == Kind::Activate)
        return {tr("Sessions from before live again unless they were signed out.")};
    if (known == Kind::LogOut)
        return {tr("Offline sessions and tokens that were handed out may go on until they end by themselves.")};
    if (known != Kind::Deactivate && known != Kind::Delete)
        return {};
    if (place.tokenLifeMs <= 0)
        return {tr("No new token from now on. One already issued may work until it ends.")};
    const auto end = QDateTime::fromMSecsSinceEpoch(place.nowMs + place.tokenLifeMs).time();
    const auto minutes = static_cast<int>((place.tokenLifeMs + msOfAMinute - 1) / msOfAMinute);
    return {tr("No new token from now on. One already issued may work until it ends, at latest %1 if this instance's "
               "tokens live %n min.",
               nullptr, minutes)
                .arg(QLocale().toString(end, QStringLiteral("HH:mm")))};
}

QString UserWords::cannotBeUndone(const QString& kind) {
    switch (kindFrom(kind)) {
    case Kind::Delete:
        return tr("This cannot be undone: the same user name made again is another account without the old access.");
    case Kind::LogOut:
        return tr("Ended sessions cannot be brought back.");
    case Kind::Password:
        return tr("The present password cannot be brought back.");
    default:
        return {};
    }
}

QString UserWords::calls(const runs::Plan& plan) {
    QStringList order;
    QHash<QString, int> counts;
    for (const auto& item : plan.items) {
        if (!item.leftOut.isEmpty())
            continue;
        for (const auto& step : item.steps) {
            const QString call =
                step.preview.path.isEmpty() ? step.kind : step.preview.method + u' ' + step.preview.path;
            // An id in the address differs from person to person
            const QString alike = QString(call).replace(item.id, QStringLiteral("{id}"));
            if (!counts.contains(alike))
                order << alike;
            ++counts[alike];
        }
    }
    QStringList parts;
    for (const QString& call : order)
        parts
            << tr("%1 × %2", "number and call: 3 × POST users/deactivate").arg(QLocale().toString(counts[call]), call);
    return parts.isEmpty() ? QString() : tr("%1, then each is read back.").arg(parts.join(QStringLiteral(", ")));
}

Consequences UserWords::consequences(const runs::Plan& plan, const Place& place) {
    const QString kind = kindOf(plan);
    Consequences sheet;
    const bool isForNobody = plan.taking() == 0; // then it tells what was asked for, and why nothing comes of it
    const QString words = act(kind, isForNobody ? static_cast<int>(plan.items.size()) : plan.taking());
    sheet.title =
        tr("%1 on %2", "act and instance: Deactivate 3 users on staging").arg(words, displayText(place.instance, 60));
    if (plan.isUndo)
        sheet.title = tr("Undo: %1").arg(sheet.title);
    sheet.summary = isForNobody ? tr("Nothing is left to do.") : summary(kind);
    for (const auto& item : plan.items) {
        if (item.leftOut.isEmpty())
            sheet.subjects.append({item.id, isolatedText(item.name, 120), isolatedText(item.email, 120),
                                   displayText(item.consequences.join(QStringLiteral("; "))), false});
        else
            sheet.leftOut.append({item.id, isolatedText(item.name, 120), item.leftOut});
    }
    sheet.act = words;
    if (isForNobody)
        return sheet;
    sheet.follows = plan.consequences + follows(kind, place);
    sheet.calls = calls(plan);
    sheet.cannotBeUndone = cannotBeUndone(kind);
    return sheet;
}

void UserWords::askForName(Consequences& consequences, const QString& username) {
    consequences.typedCheck = username;
    consequences.typedReason =
        tr("This instance does not tell roles here, so it cannot be told whether this is the last administrator.");
}

void UserWords::warnOfOwn(Consequences& consequences, const runs::Plan& plan, const QString& ownId) {
    const bool isAmong = std::any_of(plan.items.begin(), plan.items.end(),
                                     [&ownId](const auto& item) { return item.id == ownId && item.leftOut.isEmpty(); });
    if (ownId.isEmpty() || !isAmong)
        return;
    switch (kindFrom(kindOf(plan))) {
    case Kind::Password:
        consequences.follows.prepend(
            tr("Your own account is among them: your present password stops working, too. Copy the new one first."));
        break;
    case Kind::Actions:
        consequences.follows.prepend(tr("Your own account is among them: once you are signed out, you can sign in by "
                                        "password here only after you did what is asked in the browser."));
        break;
    case Kind::LogOut:
        consequences.follows.prepend(
            tr("Your own account is among them: this program's session ends, too, and you have to sign in again."));
        break;
    default:
        break;
    }
}

} // namespace wallaroo
