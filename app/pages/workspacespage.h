#pragma once

#include "api/workspacesapi.h"
#include "models/workspacesmodel.h"
#include "pages/resourcepage.h"

class QCheckBox;

namespace wallaroo {

/// The workspaces this account may see. Default workspaces (one per person) and archived ones are hidden at first, with
/// a count.
class WorkspacesPage final : public ResourcePage {
    Q_OBJECT
public:
    /// All outlive the page.
    WorkspacesPage(api::WorkspacesApi& api, models::WorkspacesModel& model, Clipboard& clipboard, const Clock& clock,
                   QWidget* parent = nullptr);

protected:
    http::Handle startLoad() override;
    [[nodiscard]] QString hiddenReason() const override;
    void showHidden() override;

private:
    void updateSwitches();

    api::WorkspacesApi& m_api;
    models::WorkspacesModel& m_workspaces;
    QCheckBox* m_defaults;
    QCheckBox* m_archived;
};

} // namespace wallaroo
