#include "widgets/findingsbar.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/linkbutton.h"
#include "widgets/wraplayout.h"

#include <QLabel>

namespace wallaroo {

FindingsBar::FindingsBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("findings"));
    auto* row = new WrapLayout(Metrics(this).px(18), this);
    for (int i = 0; i < FindingCount; ++i) {
        Line& line = m_lines[static_cast<size_t>(i)];
        line.button = new LinkButton({}, this);
        line.label = new QLabel(this);
        line.label->setTextFormat(Qt::PlainText);
        setTextTint(line.label, Tint::SecondaryText);
        row->addWidget(line.button);
        row->addWidget(line.label);
        connect(line.button, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(static_cast<Finding>(i)); });
    }
    show({});
}

QString FindingsBar::subject(Finding finding) {
    switch (finding) {
    case WithoutActiveOwner:
        return tr("Workspaces without an active owner");
    case InactiveWithAccess:
        return tr("Inactive people with access");
    default:
        return tr("People with access to nothing");
    }
}

QString FindingsBar::words(Finding finding, int count, bool seesEverything) {
    switch (finding) {
    case WithoutActiveOwner:
        if (count > 0)
            return tr("%Ln workspaces without an active owner", nullptr, count);
        return seesEverything ? tr("Every workspace has an active owner")
                              : tr("Every workspace that you see has an active owner");
    case InactiveWithAccess:
        if (count > 0)
            return tr("%Ln inactive people with access", nullptr, count);
        return seesEverything ? tr("No inactive person has access to anything")
                              : tr("No inactive person has access to what you see");
    default:
        if (count == 0)
            return tr("Everybody has access to something");
        return seesEverything ? tr("%Ln people with access to nothing", nullptr, count)
                              : tr("%Ln people with access to nothing that you see", nullptr, count);
    }
}

namespace {

const models::AccessFindings::Finding& partOf(FindingsBar::Finding finding, const models::AccessFindings& all) {
    return finding == FindingsBar::WithoutActiveOwner   ? all.withoutActiveOwner
           : finding == FindingsBar::InactiveWithAccess ? all.inactiveWithAccess
                                                        : all.withoutAccess;
}

/// A list of people with gaps may lack somebody without access; owners and members that it lacks are noticed.
bool arePeopleMissing(FindingsBar::Finding finding, const models::AccessFindings& all) {
    return finding == FindingsBar::WithoutAccess && !all.arePeopleWhole;
}

bool isKnown(FindingsBar::Finding finding, const models::AccessFindings& all) {
    return all.isPeopleKnown && all.areWorkspacesKnown && all.areWorkspacesWhole && !arePeopleMissing(finding, all)
           && partOf(finding, all).notKnown == 0;
}

} // namespace

QString FindingsBar::sentence(Finding finding, const models::AccessFindings& all, bool seesEverything) {
    if (isKnown(finding, all))
        return words(finding, static_cast<int>(partOf(finding, all).who.size()), seesEverything);
    if (!all.areWorkspacesKnown)
        return tr("%1: not known, as workspaces are not listed").arg(subject(finding));
    if (!all.isPeopleKnown)
        return tr("%1: not known, as people are not listed").arg(subject(finding));
    if (!all.areWorkspacesWhole)
        return tr("%1: not known, as some workspaces could not be read").arg(subject(finding));
    if (arePeopleMissing(finding, all))
        return tr("%1: not known, as some people could not be read").arg(subject(finding));
    return tr("%1: %2", "Workspaces without an active owner: not known for 12 workspaces")
        .arg(subject(finding), tr("not known for %Ln workspaces", nullptr, partOf(finding, all).notKnown));
}

void FindingsBar::showLine(Finding finding, const models::AccessFindings& all, bool seesEverything) {
    const Line& line = m_lines[finding];
    const QString text = sentence(finding, all, seesEverything);
    const bool canBeShown = isKnown(finding, all) && !partOf(finding, all).who.empty();
    line.button->setText(text);
    line.button->setAccessibleName(text);
    line.button->setVisible(canBeShown);
    line.label->setText(text);
    line.label->setVisible(!canBeShown);
}

void FindingsBar::show(const models::AccessFindings& findings, bool seesEverything) {
    showLine(WithoutActiveOwner, findings, seesEverything);
    showLine(InactiveWithAccess, findings, seesEverything);
    showLine(WithoutAccess, findings, seesEverything);
}

QString FindingsBar::text(Finding finding) const {
    return m_lines[finding].label->text();
}

} // namespace wallaroo
