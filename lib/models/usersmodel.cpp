#include "models/usersmodel.h"

namespace wallaroo::models {
namespace {

constexpr int refreshAgesMs = 30'000;

QList<TableModel::Column> userColumns() {
    using Column = TableModel::Column;
    const auto key = [](const char* text) { return QString::fromLatin1(text); };
    QList<Column> columns;
    columns.append({key("name"), UsersModel::tr("Name"), false, false, true, 24});
    columns.append({key("email"), UsersModel::tr("E-mail"), false, false, true, 32});
    columns.append({key("username"), UsersModel::tr("User name"), false, false, false, 20});
    columns.append({key("status"), UsersModel::tr("Status"), false, false, true, 12});
    columns.append({key("type"), UsersModel::tr("Type"), false, false, true, 15});
    columns.append({key("signed-in"), UsersModel::tr("Last sign-in"), true, false, true, 14, Qt::DescendingOrder});
    columns.append({key("created"), UsersModel::tr("Created"), true, false, true, 14, Qt::DescendingOrder});
    columns.append({key("id"), UsersModel::tr("ID"), false, true, false, 22});
    columns.append({key("actions"), UsersModel::tr("Required actions"), false, false, false, 22});
    return columns;
}

QList<SearchPlace> userPlaces() {
    return {{SearchPlace::Text, 0}, {SearchPlace::Text, 1}, {SearchPlace::Text, 2},
            {SearchPlace::Word, 0}, {SearchPlace::Word, 0}, {SearchPlace::Day, 0},
            {SearchPlace::Day, 1},  {SearchPlace::Id, 0},   {SearchPlace::Text, 3}};
}

} // namespace

UsersModel::UsersModel(const Clock& clock, QObject* parent)
    : IndexedModel({userColumns(), userPlaces(), typeCount * typeCount, Name}, MomentText(clock), parent),
      m_moments(clock),
      m_clock(clock) {
    m_minute.setInterval(refreshAgesMs);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, LastSignIn), index(rowCount() - 1, LastSignIn), {Qt::DisplayRole});
    });
    m_minute.start();
}

void UsersModel::append(std::vector<User> users) {
    bool told = false;
    for (User& user : users) {
        told = told || user.type != UserType::NotTold;
        m_inactiveById.remove(user.id());
        if (user.status == UserStatus::Active && m_locked.contains(user.id()))
            user.status = UserStatus::Locked;
        const auto [row, merged] = m_users.merge(std::move(user));
        noteMerged(row, merged);
    }
    if (told && !m_toldInThisLoad) {
        m_toldInThisLoad = true;
        setTypesTold(true);
    }
    noteBatch();
}

std::vector<User> UsersModel::all() const {
    std::vector<User> users;
    users.reserve(m_users.size());
    for (SourceRow row = 0; row < m_users.size(); ++row)
        users.push_back(m_users.at(row));
    return users;
}

void UsersModel::beginLoad() {
    m_toldInThisLoad = false;
    IndexedModel::beginLoad();
}

void UsersModel::endLoad() {
    if (phase() == Phase::Loading)
        setTypesTold(m_toldInThisLoad);
    IndexedModel::endLoad();
}

void UsersModel::takeAnswers(const std::vector<User>& people) {
    for (User person : people) {
        if (const auto row = m_users.find(person.id())) {
            const User& known = m_users.at(*row);
            if (!person.lastLogin.isTold())
                person.lastLogin = known.lastLogin;
            if (!person.created.isTold())
                person.created = known.created;
            if (person.type == UserType::NotTold)
                person.type = known.type;
            if (!person.isVerificationTold)
                person.emailVerified = known.emailVerified;
            if (!person.areActionsTold)
                person.requiredActions = known.requiredActions;
            if (person.status == UserStatus::Active) {
                m_locked.remove(person.id());
                m_inactiveById.remove(person.id());
            } else if (person.status == UserStatus::Locked) {
                m_locked.insert(person.id());
                m_inactiveById.remove(person.id());
            } else if (known.status == UserStatus::Locked) {
                person.status = UserStatus::Locked; // so a locked person reads by id (reference/keycloak.md §3)
            } else if (known.status == UserStatus::Active) {
                m_inactiveById.insert(person.id());
            }
        }
        const auto [row, merged] = m_users.merge(std::move(person));
        noteMerged(row, merged);
    }
    noteAnswers();
}

void UsersModel::setLocked(const QString& id, bool locked) {
    const auto row = recordOfId(id);
    if (!row)
        return;
    User person = m_users.at(*row);
    if (locked)
        m_locked.insert(person.id());
    else
        m_locked.remove(person.id());
    const bool isListedInactive = person.status == UserStatus::Inactive && !m_inactiveById.contains(person.id());
    if (locked && !isListedInactive)
        person.status = UserStatus::Locked;
    else if (person.status == UserStatus::Locked)
        person.status = UserStatus::Active;
    if (person.status == m_users.at(*row).status)
        return;
    const auto [place, merged] = m_users.merge(std::move(person));
    noteMerged(place, merged);
    noteAnswers();
}

void UsersModel::setInactive(const QString& id) {
    const auto row = recordOfId(id);
    if (!row)
        return;
    User person = m_users.at(*row);
    m_inactiveById.remove(person.id());
    if (person.status == UserStatus::Inactive)
        return;
    person.status = UserStatus::Inactive;
    const auto [place, merged] = m_users.merge(std::move(person));
    noteMerged(place, merged);
    noteAnswers();
}

void UsersModel::setFacets(const UserFacets& facets) {
    if (facets == m_facets)
        return;
    m_facets = facets;
    noteLeftOutChanged();
}

QStringList UsersModel::idsUnder(const UserFacets& facets) const {
    const qint64 now = m_clock.wallMs();
    const auto rows = rowsWhere([&](SourceRow row) {
        const User& person = m_users.at(row);
        return facets.matches(person, typeOf(person.type), now);
    });
    QStringList ids;
    ids.reserve(static_cast<qsizetype>(rows.size()));
    for (const SourceRow row : rows)
        ids << idText(row);
    return ids;
}

QStringList UsersModel::lockedIds() const {
    QStringList ids;
    for (const UserId& id : m_locked)
        ids << id.toString();
    return ids;
}

bool UsersModel::isSievedOut(SourceRow row) const {
    const User& person = m_users.at(row);
    return !m_facets.isEmpty() && !m_facets.matches(person, typeOf(person.type), m_clock.wallMs());
}

void UsersModel::clear() {
    m_locked.clear();
    m_inactiveById.clear();
    m_areTypesTold = false;
    m_toldInThisLoad = false;
    IndexedModel::clear();
}

void UsersModel::clearRecords() {
    m_users.clear();
}

void UsersModel::setTypesTold(bool told) {
    if (told == m_areTypesTold)
        return;
    m_areTypesTold = told;
    noteColumnChanged(Type, false);
    if (!m_facets.types.isEmpty())
        noteLeftOutChanged();
}

const User* UsersModel::userById(const QString& id) const {
    const auto row = recordOfId(id);
    return row ? &m_users.at(*row) : nullptr;
}

std::optional<SourceRow> UsersModel::recordOfId(const QString& id) const {
    return m_users.find(UserId::fromString(id));
}

UserType UsersModel::typeOf(UserType told) const {
    return told == UserType::NotTold && m_areTypesTold ? UserType::User : told;
}

} // namespace wallaroo::models
