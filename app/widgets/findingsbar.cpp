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
        return tr("Deactivated people with access");
    default:
        return tr("People with access to nothing");
    }
}

QString FindingsBar::words(Finding finding, int count) {
    switch (finding) {
    case WithoutActiveOwner:
        return count == 0 ? tr("Every workspace has an active owner")
                          : tr("%Ln workspaces without an active owner", nullptr, count);
    case InactiveWithAccess:
        return count == 0 ? tr("No deactivated person has access")
                          : tr("%Ln deactivated people with access", nullptr, count);
    default:
        return count == 0 ? tr("Everybody has access to something")
                          : tr("%Ln people with access to nothing", nullptr, count);
    }
}

void FindingsBar::showLine(Finding finding, const models::AccessFindings::Finding& found,
                           const models::AccessFindings& all) {
    const Line& line = m_lines[finding];
    const auto count = static_cast<int>(found.who.size());
    const bool isKnown = all.isPeopleKnown && all.areWorkspacesKnown && found.notKnown == 0;
    QString text = words(finding, count);
    if (!all.areWorkspacesKnown)
        text = tr("%1: not known, as workspaces are not listed").arg(subject(finding));
    else if (!all.isPeopleKnown)
        text = tr("%1: not known, as people are not listed").arg(subject(finding));
    else if (!isKnown)
        text = tr("%1: %2", "Workspaces without an active owner: not known for 12 workspaces")
                   .arg(subject(finding), tr("not known for %Ln workspaces", nullptr, found.notKnown));
    const bool canBeShown = isKnown && count > 0;
    line.button->setText(text);
    line.button->setAccessibleName(text);
    line.button->setVisible(canBeShown);
    line.label->setText(text);
    line.label->setVisible(!canBeShown);
}

void FindingsBar::show(const models::AccessFindings& findings) {
    showLine(WithoutActiveOwner, findings.withoutActiveOwner, findings);
    showLine(InactiveWithAccess, findings.inactiveWithAccess, findings);
    showLine(WithoutAccess, findings.withoutAccess, findings);
}

QString FindingsBar::text(Finding finding) const {
    return m_lines[finding].label->text();
}

} // namespace wallaroo
