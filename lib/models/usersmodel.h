#pragma once

#include "domain/user.h"
#include "domain/userfacets.h"
#include "models/idorder.h"
#include "models/indexedmodel.h"

namespace wallaroo::models {

/// People as `users/query` lists them.
///
/// Types: an answer tells them by `realmRoles`, which people without a role of their own lack. So a row without roles
/// is a plain user as soon as another row of the same answer had some; where none had, types are not told.
class UsersModel final : public IndexedModel {
    Q_OBJECT
public:
    enum ColumnIndex { Name, Email, Username, Status, Type, LastSignIn, Created, Id, RequiredActions, ColumnCount };

    /// The clock tells what "3 min ago" is; it outlives the model.
    explicit UsersModel(const Clock& clock, QObject* parent = nullptr);

    /// Rows of the running load. Merged by id; a row that did not change stays as it is.
    void append(std::vector<User> users);

    /// People read again after a change, in answers by id: they tell neither last sign-in nor roles, so these stay as
    /// they were, and so does what an answer leaves out. Somebody Locked is so by the word of the list beside the
    /// answer by id. Whom the table does not have yet is added. Not to be mixed into a running load.
    void takeAnswers(const std::vector<User>& people);
    /// Keycloak was asked about the brute-force lock. While it is on, `enabled` reads false by id whatever it is; the
    /// list tells it as it is, so whom the list calls inactive stays that. Kept through refreshes.
    void setLocked(const QString& id, bool locked);

    /// A deactivation was answered and read back: inactive, whatever lock there is beside.
    void setInactive(const QString& id);

    /// Narrows the table beside the filter's words.
    void setFacets(const UserFacets& facets);

    [[nodiscard]] const UserFacets& facets() const { return m_facets; }

    /// Whom the filter's words and these facets leave, in the table's order, whatever facets are set.
    [[nodiscard]] QStringList idsUnder(const UserFacets& facets) const;
    /// Who is known to be locked.
    [[nodiscard]] QStringList lockedIds() const;

    /// As shown: whoever has no role, where roles are told, is a user.
    [[nodiscard]] UserType shownType(const User& person) const { return typeOf(person.type); }

    /// Whether this list tells who is an administrator.
    [[nodiscard]] bool areTypesTold() const { return m_areTypesTold; }

    /// Each person, shown or not, in no order.
    template <typename Visit>
    void forEach(const Visit& visit) const {
        for (SourceRow row = 0; row < m_users.size(); ++row)
            visit(m_users.at(row));
    }

    /// The person in a row of the table. Good until the model changes.
    [[nodiscard]] const User& userAt(int row) const { return m_users.at(sourceRow(row)); }

    /// Null when nobody shown or hidden has this id.
    [[nodiscard]] const User* userById(const QString& id) const;

    /// Everybody, shown or not; copies that share their texts.
    [[nodiscard]] std::vector<User> all() const;

    void beginLoad() override;
    void endLoad() override;
    void clear() override;

protected:
    [[nodiscard]] SourceRow recordCount() const override { return m_users.size(); }

    [[nodiscard]] QString idText(SourceRow row) const override { return m_users.at(row).id().toString(); }

    [[nodiscard]] std::optional<SourceRow> recordOfId(const QString& id) const override;
    [[nodiscard]] QString cellText(SourceRow row, int column) const override;
    [[nodiscard]] QString copyText(SourceRow row, int column) const override;
    [[nodiscard]] QString detailText(SourceRow row, int column) const override;
    [[nodiscard]] Tone tone(SourceRow row, int column) const override;
    [[nodiscard]] Mark mark(SourceRow row, int column) const override;
    [[nodiscard]] bool showsWhatIsSearched(SourceRow row, int column) const override;
    [[nodiscard]] bool isSievedOut(SourceRow row) const override;
    void writeKeys(SourceRow row, SearchKeys::Entry& entry) const override;
    [[nodiscard]] QString kindWord(int column, int kind) const override;

    void renumberRecords(const Renumbering& numbers) override { m_users.renumber(numbers); }

    void clearRecords() override;

    [[nodiscard]] bool isText(int column) const override;
    [[nodiscard]] std::optional<qint64> numberAt(SourceRow row, int column) const override;
    [[nodiscard]] QByteArrayView textAt(SourceRow row, int column, QByteArray& room) const override;

    [[nodiscard]] bool isTieBefore(SourceRow a, SourceRow b) const override {
        return isBefore(m_users.at(a).id(), m_users.at(b).id());
    }

    [[nodiscard]] quint64 tieHead(SourceRow row) const override { return headOf(m_users.at(row).id()); }

private:
    static constexpr int typeCount = 3; ///< of UserType

    [[nodiscard]] UserType typeOf(UserType told) const;
    [[nodiscard]] QString typeWord(UserType told) const;
    void setTypesTold(bool told);

    RowStore<User, &User::id> m_users;
    MomentText m_moments;
    const Clock& m_clock;
    UserFacets m_facets;
    QSet<UserId> m_locked;
    QSet<UserId> m_inactiveById; ///< not by a list: it may be a lock
    bool m_areTypesTold = false; ///< by the rows that are shown
    bool m_toldInThisLoad = false;
    QTimer m_minute; ///< "3 min ago" becomes "4 min ago"
};

} // namespace wallaroo::models
