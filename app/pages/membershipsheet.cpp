#include "pages/membershipsheet.h"

#include "base/displaytext.h"
#include "runs/membershipsteps.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::MembershipSheet)
};

bool isAside(const runs::Step& step) {
    const auto membership = runs::membershipOf(step);
    return membership && membership->notes.isAside;
}

QString being(std::optional<MemberRole> role) {
    return role ? runs::roleWords(*role) : Say::tr("no member");
}

QString stepText(const runs::MembershipStep& step) {
    return Say::tr("%1 → %2", "collaborator → owner")
        .arg(step.notes.isBeforeKnown ? being(step.before) : Say::tr("not known"), being(step.after));
}

/// "collaborator → owner": what changes for one of them. Whoever is not the item's subject is named.
QString changeText(const runs::Item& item, bool isUndo) {
    QStringList parts;
    const auto asked =
        std::count_if(item.steps.begin(), item.steps.end(), [](const runs::Step& step) { return !isAside(step); });
    bool leavesOwnerless = false;
    for (const runs::Step& step : item.steps) {
        const auto membership = runs::membershipOf(step);
        if (!membership || (isAside(step) && !isUndo)) // the consequences say it
            continue;
        leavesOwnerless = leavesOwnerless || (isUndo && membership->notes.wasOwnerless);
        const QString subject = displayText(runs::subjectOf(item, step).name);
        parts
            << (asked == 1 && !isAside(step)
                    ? stepText(*membership)
                    : Say::tr("%1: %2", "Bo Lind in fraud: owner → collaborator").arg(subject, stepText(*membership)));
    }
    if (leavesOwnerless)
        parts << Say::tr("without an active owner again, as it was before");
    for (const QString& consequence : item.consequences)
        parts << displayText(consequence);
    return parts.join(QStringLiteral("; "));
}

/// How many changes were asked for: new owners that have to come first are not among them.
int changesIn(const runs::Plan& plan) {
    int count = 0;
    for (const runs::Item& item : plan.items) {
        if (item.leftOut.isEmpty())
            count += static_cast<int>(std::count_if(item.steps.begin(), item.steps.end(),
                                                    [](const runs::Step& step) { return !isAside(step); }));
    }
    return count;
}

/// "3 × workspaces/add_user, 1 × workspaces/remove_user"
QString callsText(const runs::Plan& plan) {
    QMap<QString, int> calls;
    for (const runs::Item& item : plan.items) {
        if (!item.leftOut.isEmpty())
            continue;
        for (const runs::Step& step : item.steps) {
            QString path = step.preview.path;
            if (path.isEmpty()) { // an undo's steps are made anew
                const auto membership = runs::membershipOf(step);
                path = membership && !membership->after ? QStringLiteral("/v1/api/workspaces/remove_user")
                                                        : QStringLiteral("/v1/api/workspaces/add_user");
            }
            ++calls[path.section(QStringLiteral("/v1/api/"), -1)];
        }
    }
    QStringList parts;
    for (auto it = calls.constBegin(); it != calls.constEnd(); ++it)
        parts << Say::tr("%L1 × %2", "3 × workspaces/add_user").arg(it.value()).arg(it.key());
    if (parts.isEmpty())
        return {};
    return Say::tr("%1; members are read before and after").arg(parts.join(QStringLiteral(", ")));
}

QString roleNote(const runs::Plan& plan) {
    for (const runs::Item& item : plan.items) {
        for (const runs::Step& step : item.steps) {
            if (step.kind == QString::fromUtf16(runs::roleKind))
                return Say::tr("The server has no call that changes a role: each member is added again with the new "
                               "one. Where that changes nothing, they are taken out and added anew at once.");
        }
    }
    return {};
}

} // namespace

QString membershipTitle(const runs::Plan& plan) {
    const int asked = static_cast<int>(plan.items.size());
    const int count = plan.taking() == 0 ? asked : changesIn(plan); // what is asked for, though nothing comes of it
    QString text = Say::tr("Change %Ln memberships", nullptr, count);
    if (plan.verb == QStringLiteral("members.add"))
        text = Say::tr("Add %Ln members", nullptr, count);
    else if (plan.verb == QStringLiteral("members.remove"))
        text = Say::tr("Remove %Ln members", nullptr, count);
    else if (plan.verb == QStringLiteral("members.role"))
        text = Say::tr("Change %Ln roles", nullptr, count);
    else if (plan.verb == QStringLiteral("workspaces.create"))
        text = Say::tr("Create %Ln workspaces", nullptr, count);
    return plan.isUndo ? Say::tr("Undo: %1").arg(text) : text;
}

Consequences membershipSheet(const runs::Plan& plan, const QString& instance) {
    Consequences sheet;
    sheet.act = membershipTitle(plan);
    sheet.title = Say::tr("%1 on %2", "Add 3 members on staging").arg(sheet.act, instance);
    sheet.summary = plan.verb == QStringLiteral("members.remove")
                        ? Say::tr("They lose access to these workspaces. Nothing of theirs is deleted.")
                    : plan.verb == QStringLiteral("members.add")
                        ? Say::tr("They get access to these workspaces.")
                        : Say::tr("Who may do what in these workspaces changes.");
    for (const runs::Item& item : plan.items) {
        if (!item.leftOut.isEmpty())
            sheet.leftOut.append({item.id, displayText(item.name), item.leftOut});
        else
            sheet.subjects.append({item.id, displayText(item.name), displayText(item.email),
                                   changeText(item, plan.isUndo), !item.consequences.isEmpty()});
    }
    if (plan.taking() == 0) {
        sheet.summary = Say::tr("Nothing is left to do.");
        return sheet;
    }
    sheet.follows = plan.consequences;
    if (const QString note = roleNote(plan); !note.isEmpty())
        sheet.follows << note;
    sheet.calls = callsText(plan);
    return sheet;
}

} // namespace wallaroo
