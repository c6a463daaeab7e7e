#pragma once

#include "api/usersapi.h"
#include "models/usersmodel.h"
#include "pages/resourcepage.h"

namespace wallaroo {

/// The people of the instance, as far as this account may see them.
class UsersPage final : public ResourcePage {
    Q_OBJECT
public:
    /// All outlive the page.
    UsersPage(api::UsersApi& api, models::UsersModel& model, Clipboard& clipboard, const Clock& clock,
              QWidget* parent = nullptr);

protected:
    http::Handle startLoad() override;

private:
    api::UsersApi& m_api;
    models::UsersModel& m_users;
};

} // namespace wallaroo
