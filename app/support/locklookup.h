#pragma once

#include "api/keycloakadminapi.h"
#include "models/usersmodel.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <optional>

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

    /// About these, in this order; whoever was asked about since forget() is not asked about again. What earlier calls
    /// wanted and nobody has asked yet is dropped.
    void ask(const QStringList& ids);
    /// What was found until now stays.
    void stop();
    /// Stops, and the next ask() is about everybody.
    void forget();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// Of those who are wanted.
    [[nodiscard]] int asked() const { return m_asked; }

    [[nodiscard]] int wanted() const { return static_cast<int>(m_wanted.size()); }

    /// People beyond `most`, who are not asked.
    [[nodiscard]] int beyond() const { return m_beyond; }

    /// People of whom Keycloak did not tell it.
    [[nodiscard]] int failed() const { return m_failed; }

    /// Of those who are wanted, and beyond: not asked yet, refused or without an answer.
    [[nodiscard]] int notKnown() const;

    /// Why it cannot be told of anybody: this account may not read it.
    [[nodiscard]] const std::optional<Error>& denial() const { return m_denial; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void next();
    void count(const QString& id);
    void take(const QString& id, const Result<LockState>& told);
    void end();

    api::KeycloakAdminApi& m_api;
    models::UsersModel& m_users;
    QStringList m_waiting;
    QSet<QString> m_wanted;
    QHash<QString, bool> m_answered; ///< whether Keycloak told it
    QHash<QString, http::Handle> m_calls;
    std::optional<Error> m_denial;
    int m_asked = 0;
    int m_failed = 0;
    int m_beyond = 0;
    bool m_isRunning = false;
};

} // namespace wallaroo
