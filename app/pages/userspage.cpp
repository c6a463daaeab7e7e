#include "pages/userspage.h"

namespace wallaroo {

UsersPage::UsersPage(api::UsersApi& api, models::UsersModel& model, Clipboard& clipboard, const Clock& clock,
                     QWidget* parent)
    : ResourcePage(model, clipboard, clock,
                   {QStringLiteral("users"), tr("Users"), tr("Filter users"), tr("Name, e-mail, status… or email:word"),
                    tr("Loading users…"), tr("No users yet"), tr("No user matches “%1”"),
                    [](int n) { return tr("%Ln people", nullptr, n); }},
                   parent),
      m_api(api),
      m_users(model) {
}

http::Handle UsersPage::startLoad() {
    return m_api.list(
        this, [this](std::vector<User> rows) { m_users.append(std::move(rows)); },
        [this](const Result<api::ListSummary>& result) { finishLoad(result); });
}

} // namespace wallaroo
