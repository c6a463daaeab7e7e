#pragma once

#include "api/keycloakadminapi.h"
#include "models/usersmodel.h"

#include <QObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace wallaroo {

/// Whether people are locked for wrong passwords. No list tells it, and Keycloak answers person by person, so it is
/// asked when somebody wants to know: of at most `most` people, `atOnce` at a time. What is found goes into the table.
class LockLookup final : public QObject {
    Q_OBJECT
public:
    static constexpr int most = 1000; ///< people
    static constexpr int atOnce = 12;

    /// Both outlive the lookup.
    LockLookup(api::KeycloakAdminApi& api, models::UsersModel& users, QObject* parent = nullptr);
    ~LockLookup() override;

    /// Anew, in this order; an earlier one is dropped.
    void start(const QStringList& ids);
    /// What was found until now stays.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    [[nodiscard]] int asked() const { return m_told + m_failed; }

    [[nodiscard]] int wanted() const { return static_cast<int>(m_ids.size()); }

    /// People beyond `most`, who are not asked.
    [[nodiscard]] int beyond() const { return m_beyond; }

    /// People of whom Keycloak did not tell it.
    [[nodiscard]] int failed() const { return m_failed; }

    /// Why it cannot be told of anybody: this account may not read it.
    [[nodiscard]] const std::optional<Error>& denial() const { return m_denial; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void next();
    void take(const QString& id, const Result<LockState>& told);
    void end();

    api::KeycloakAdminApi& m_api;
    models::UsersModel& m_users;
    QStringList m_ids;
    std::vector<http::Handle> m_calls;
    std::optional<Error> m_denial;
    int m_next = 0;
    int m_told = 0;
    int m_failed = 0;
    int m_beyond = 0;
    bool m_isRunning = false;
};

} // namespace wallaroo
