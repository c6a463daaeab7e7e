#include "pages/workspacespage.h"

#include <QCheckBox>
#include <QHBoxLayout>

namespace wallaroo {

WorkspacesPage::WorkspacesPage(api::WorkspacesApi& api, models::WorkspacesModel& model, Clipboard& clipboard,
                               const Clock& clock, QWidget* parent)
    : ResourcePage(model, clipboard, clock,
                   {QStringLiteral("workspaces"), tr("Workspaces"), tr("Filter workspaces"),
                    tr("Name, creator, number… or name:word"), tr("Loading workspaces…"), tr("No workspaces yet"),
                    tr("No workspace matches “%1”"), [](int n) { return tr("%Ln workspaces", nullptr, n); }},
                   parent),
      m_api(api),
      m_workspaces(model),
      m_defaults(new QCheckBox(this)),
      m_archived(new QCheckBox(this)) {
    m_defaults->setObjectName(QStringLiteral("showDefaultWorkspaces"));
    m_archived->setObjectName(QStringLiteral("showArchivedWorkspaces"));
    m_defaults->setToolTip(tr("Each person has a default workspace, made by the platform"));
    filterRow().addWidget(m_defaults);
    filterRow().addWidget(m_archived);
    connect(m_defaults, &QCheckBox::toggled, this, [this](bool on) { m_workspaces.setShowDefault(on); });
    connect(m_archived, &QCheckBox::toggled, this, [this](bool on) { m_workspaces.setShowArchived(on); });
    connect(&model, &models::TableModel::countsChanged, this, &WorkspacesPage::updateSwitches);
    updateSwitches();
}

http::Handle WorkspacesPage::startLoad() {
    return m_api.list(
        this, [this](std::vector<Workspace> rows) { m_workspaces.append(std::move(rows)); },
        [this](const Result<api::ListSummary>& result) { finishLoad(result); });
}

void WorkspacesPage::updateSwitches() {
    const auto show = [](QCheckBox* box, const QString& text, int count) {
        box->setText(text);
        box->setAccessibleName(text);
        box->setVisible(count > 0 || box->isChecked());
    };
    const int defaults = m_workspaces.defaultCount();
    const int archived = m_workspaces.archivedCount();
    show(m_defaults, tr("Default workspaces (%L1)").arg(defaults), defaults);
    show(m_archived, tr("Archived (%L1)").arg(archived), archived);
}

QString WorkspacesPage::hiddenReason() const {
    if (m_defaults->isChecked() && m_archived->isChecked())
        return {};
    return tr("Only default or archived workspaces are here", "all rows are hidden by the two switches");
}

void WorkspacesPage::showHidden() {
    m_defaults->setChecked(true);
    m_archived->setChecked(true);
}

} // namespace wallaroo
