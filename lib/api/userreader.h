#pragma once

#include "api/recordreader.h"
#include "api/seenids.h"
#include "domain/user.h"

#include <string>
#include <vector>

namespace wallaroo::api {

/// Users of `users/query`. Required: an id (the key, else `id`), `username`, `enabled` (there is no status "not told",
/// and a wrong one could be acted upon). Anything else that is missing or of another type is absent (reference §3,
/// guide 1).
class UserReader : public RecordReader {
public:
    using Row = User;
    /// A map by the reference; an array of users with their ids costs nothing to take as well.
    static constexpr RecordPlace place{"users", true, true};

    void begin(QByteArrayView key) override;
    [[nodiscard]] int member(QByteArrayView name) const override;
    void value(int member, const JsonValue& value) override;
    void element(int member, const JsonValue& value) override;
    Outcome end() override;

    [[nodiscard]] const char* problem() const override { return m_problem; }

    /// The rows since the last call.
    [[nodiscard]] std::vector<User> take();
    void reset();

    /// Whether some record carried realmRoles: only then does their absence say something.
    [[nodiscard]] bool typesTold() const { return m_typesTold; }

private:
    void setText(int member, const JsonValue& value);
    [[nodiscard]] const QStringList& sharedActions();

    std::vector<User> m_rows;
    std::size_t m_usualRows = 0; ///< of a piece: reserved for the next
    SeenIds m_ids;
    bool m_typesTold = false;
    const char* m_problem = "";

    // the record at hand
    bool m_keyed = false;
    UserId m_id;
    std::string m_texts[4]; ///< in the order of User::Texts; cleared, never freed
    bool m_hasEnabled = false;
    bool m_enabled = false;
    bool m_emailVerified = false;
    bool m_verificationTold = false;
    bool m_actionsTold = false;
    UserType m_type = UserType::NotTold;
    Moment m_created;
    Moment m_lastLogin;
    std::vector<std::string> m_actions;

    std::vector<std::string> m_lastActions; ///< nearly all who have any have the same: one QStringList serves them
    QStringList m_lastActionsList;
};

/// Users of Keycloak's admin REST: a bare list of the same records, without roles and last sign-ins.
class KeycloakUserReader final : public UserReader {
public:
    static constexpr RecordPlace place{nullptr, false, true};
};

} // namespace wallaroo::api
