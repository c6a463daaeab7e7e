#include "models/usersmodel.h"

#include "base/displaytext.h"
#include "models/celltext.h"

namespace wallaroo::models {
namespace {

constexpr int refreshAgesMs = 30'000;
constexpr int types = 3;

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

int kindOf(const User& user) {
    return static_cast<int>(user.status) * types + static_cast<int>(user.type);
}

QString statusWord(UserStatus status) {
    switch (status) {
    case UserStatus::Active:
        return UsersModel::tr("Active");
    case UserStatus::Inactive:
        return UsersModel::tr("Inactive");
    case UserStatus::Locked:
        return UsersModel::tr("Locked");
    }
    return {};
}

QString actionsOf(const User& user) {
    QStringList actions;
    for (const QString& action : user.requiredActions)
        actions.append(actionWords(action));
    return actions.join(QLatin1String(", "));
}

/// displayName() in UTF-8, without an allocation per row.
QByteArrayView nameOf(const User& user, QByteArray& room) {
    const QByteArrayView first = user.firstNameUtf8();
    const QByteArrayView last = user.lastNameUtf8();
    if (first.isEmpty() || last.isEmpty())
        return first.isEmpty() ? (last.isEmpty() ? user.usernameUtf8() : last) : first;
    room.resize(0);
    room.append(first).append(' ').append(last);
    return room;
}

} // namespace

UsersModel::UsersModel(const Clock& clock, QObject* parent)
    : IndexedModel({userColumns(), userPlaces(), types * types, Name}, MomentText(clock), parent),
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
            if (person.status == UserStatus::Active) {
                m_locked.remove(person.id());
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

QString UsersModel::typeWord(UserType told) const {
    switch (typeOf(told)) {
    case UserType::NotTold:
        return MomentText::notToldWord();
    case UserType::User:
        return tr("User");
    case UserType::Administrator:
        return tr("Administrator");
    }
    return {};
}

QString UsersModel::kindWord(int column, int kind) const {
    return column == Status ? statusWord(static_cast<UserStatus>(kind / types))
                            : typeWord(static_cast<UserType>(kind % types));
}

QString UsersModel::cellText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
        return displayText(user.displayName());
    case Email:
        return displayText(user.email());
    case Username:
        return displayText(user.username());
    case Status:
        return statusWord(user.status);
    case Type:
        return typeWord(user.type);
    case LastSignIn:
        return m_moments.relative(user.lastLogin);
    case Created:
        return m_moments.date(user.created);
    case Id:
        return displayText(user.id().toString());
    case RequiredActions:
        return actionsOf(user);
    default:
        return {};
    }
}

QString UsersModel::copyText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case LastSignIn:
        return MomentText::iso(user.lastLogin);
    case Created:
        return MomentText::iso(user.created);
    case RequiredActions:
        return displayText(user.requiredActions.join(QLatin1String(", ")));
    default:
        return cellText(row, column);
    }
}

QString UsersModel::detailText(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case LastSignIn:
        return user.lastLogin.isKnown() ? m_moments.exact(user.lastLogin) : QString();
    case Created:
        return user.created.isKnown() ? m_moments.exact(user.created) : QString();
    default:
        return {};
    }
}

TableModel::Tone UsersModel::tone(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
    case Status:
        return Tone::Normal;
    case Type:
        return typeOf(user.type) == UserType::NotTold ? Tone::Faint : Tone::Secondary;
    case LastSignIn:
        return user.lastLogin.isTold() ? Tone::Secondary : Tone::Faint;
    case Created:
        return user.created.isTold() ? Tone::Secondary : Tone::Faint;
    default:
        return Tone::Secondary;
    }
}

TableModel::Mark UsersModel::mark(SourceRow row, int column) const {
    if (column != Status)
        return Mark::None;
    switch (m_users.at(row).status) {
    case UserStatus::Active:
        return Mark::Active;
    case UserStatus::Inactive:
        return Mark::Inactive;
    case UserStatus::Locked:
        return Mark::Locked;
    }
    return Mark::None;
}

bool UsersModel::showsWhatIsSearched(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    return column != LastSignIn || !user.lastLogin.isKnown() || m_moments.isDate(user.lastLogin);
}

void UsersModel::writeKeys(SourceRow row, SearchKeys::Entry& entry) const {
    const User& user = m_users.at(row);
    QByteArray room;
    entry.addText(nameOf(user, room));
    entry.addText(user.emailUtf8());
    entry.addText(user.usernameUtf8());
    entry.addText(user.requiredActions.isEmpty()
                      ? QByteArray()
                      : copyText(row, RequiredActions).toUtf8() + ' ' + actionsOf(user).toUtf8());
    entry.id = user.id().toUtf8().toLower();
    entry.kind = static_cast<quint8>(kindOf(user));
    entry.days = {dayOf(user.lastLogin), dayOf(user.created)};
}

bool UsersModel::isText(int column) const {
    return column == Name || column == Email || column == Username || column == Id || column == RequiredActions;
}

std::optional<qint64> UsersModel::numberAt(SourceRow row, int column) const {
    const User& user = m_users.at(row);
    // "Never" is older than any date; "not told" is no value
    const auto ms = [](Moment moment) { return moment.isTold() ? std::optional(moment.ms()) : std::nullopt; };
    switch (column) {
    case Status:
        return static_cast<qint64>(user.status);
    case Type: {
        const UserType type = typeOf(user.type);
        return type == UserType::NotTold ? std::nullopt
                                         : std::optional(type == UserType::Administrator ? qint64{0} : 1);
    }
    case LastSignIn:
        return ms(user.lastLogin);
    case Created:
        return ms(user.created);
    default:
        return std::nullopt;
    }
}

QByteArrayView UsersModel::textAt(SourceRow row, int column, QByteArray& room) const {
    const User& user = m_users.at(row);
    switch (column) {
    case Name:
        return nameOf(user, room);
    case Email:
        return user.emailUtf8();
    case Username:
        return user.usernameUtf8();
    case Id:
        room = user.id().toUtf8();
        return room;
    case RequiredActions:
        room = actionsOf(user).toUtf8();
        return room;
    default:
        return {};
    }
}

} // namespace wallaroo::models
