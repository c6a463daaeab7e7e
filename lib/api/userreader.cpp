#include "api/userreader.h"

namespace wallaroo::api {
namespace {

enum Member {
    Username, // the texts first, in the order of m_texts
    Email,
    FirstName,
    LastName,
    Id,
    Enabled,
    EmailVerified,
    Created,
    LastLogin,
    RealmRoles,
    RequiredActions,
};

/// More required actions than Keycloak has are noise.
constexpr std::size_t actionLimit = 32;

std::string toStdString(QByteArrayView text) {
    return {text.data(), static_cast<std::size_t>(text.size())};
}

QByteArrayView view(const std::string& text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

int UserReader::member(QByteArrayView name) const {
    const auto either = [name](const char* wanted, int member) {
        return name == QByteArrayView(wanted) ? member : ignored;
    };
    switch (name.size()) {
    case 2:
        return either("id", Id);
    case 5:
        return either("email", Email);
    case 7:
        return either("enabled", Enabled);
    case 8:
        return name.front() == 'u' ? either("username", Username) : either("lastName", LastName);
    case 9:
        return name.front() == 'f' ? either("firstName", FirstName) : either("lastLogin", LastLogin);
    case 10:
        return either("realmRoles", RealmRoles);
    case 13:
        return either("emailVerified", EmailVerified);
    case 15:
        return either("requiredActions", RequiredActions);
    case 16:
        return either("createdTimestamp", Created);
    default:
        return ignored;
    }
}

void UserReader::begin(QByteArrayView key) {
    m_keyed = !key.isEmpty();
    m_id = UserId::fromUtf8(key);
    for (std::string& text : m_texts)
        text.clear();
    m_hasEnabled = m_enabled = m_emailVerified = m_verificationTold = m_actionsTold = false;
    m_type = UserType::NotTold;
    m_created = m_lastLogin = Moment();
    m_actions.clear();
}

void UserReader::setText(int member, const JsonValue& value) {
    std::string& text = m_texts[member];
    if (value.isText())
        text.assign(value.text.data(), static_cast<std::size_t>(value.text.size()));
    else
        text.clear();
}

void UserReader::value(int member, const JsonValue& value) {
    switch (member) {
    case Id:
        if (!m_keyed) // the key is what the platform goes by (reference §3: the same as the key)
            m_id = value.isText() ? UserId::fromUtf8(value.text) : UserId();
        break;
    case Enabled:
        m_hasEnabled = value.kind == JsonValue::Kind::Bool;
        m_enabled = value.isTrue();
        break;
    case EmailVerified:
        m_emailVerified = value.isTrue();
        m_verificationTold = value.kind == JsonValue::Kind::Bool;
        break;
    case Created:
        m_created = momentFromMs(value);
        break;
    case LastLogin:
        m_lastLogin = value.kind == JsonValue::Kind::Null ? Moment::never() : momentFromMs(value);
        if (m_lastLogin == Moment::at(0)) // nobody signed in here in 1970
            m_lastLogin = Moment::never();
        break;
    case RealmRoles:
        m_type = value.kind == JsonValue::Kind::Array ? UserType::User : UserType::NotTold;
        m_typesTold = m_typesTold || m_type == UserType::User;
        break;
    case RequiredActions:
        m_actions.clear();
        m_actionsTold = value.kind == JsonValue::Kind::Array;
        break;
    default:
        setText(member, value);
        break;
    }
}

void UserReader::element(int member, const JsonValue& value) {
    if (!value.isText())
        return;
    if (member == RealmRoles && value.text == QByteArrayView("admin"))
        m_type = UserType::Administrator;
    else if (member == RequiredActions && m_actions.size() < actionLimit)
        m_actions.push_back(toStdString(value.text));
}

RecordReader::Outcome UserReader::end() {
    if (m_id.isEmpty())
        m_problem = "`id` is missing";
    else if (m_texts[Username].empty())
        m_problem = "`username` is missing";
    else if (!m_hasEnabled)
        m_problem = "`enabled` is missing";
    else
        m_problem = "";
    if (*m_problem)
        return Outcome::Unreadable;
    if (!m_ids.insert(m_id))
        return Outcome::Duplicate;

    if (m_rows.empty())
        m_rows.reserve(m_usualRows);
    User& user = m_rows.emplace_back(std::move(m_id), User::Texts{view(m_texts[Username]), view(m_texts[Email]),
                                                                  view(m_texts[FirstName]), view(m_texts[LastName])});
    user.status = m_enabled ? UserStatus::Active : UserStatus::Inactive;
    user.type = m_type;
    user.emailVerified = m_emailVerified;
    user.isVerificationTold = m_verificationTold;
    user.areActionsTold = m_actionsTold;
    user.created = m_created;
    user.lastLogin = m_lastLogin;
    if (!m_actions.empty())
        user.requiredActions = sharedActions();
    return Outcome::Row;
}

const QStringList& UserReader::sharedActions() {
    if (m_actions != m_lastActions) {
        m_lastActions = m_actions;
        m_lastActionsList.clear();
        for (const std::string& action : m_actions)
            m_lastActionsList += QString::fromUtf8(view(action));
    }
    return m_lastActionsList;
}

std::vector<User> UserReader::take() {
    m_usualRows = std::max(m_usualRows, m_rows.size());
    return std::exchange(m_rows, {});
}

void UserReader::reset() {
    m_rows.clear();
    m_ids = SeenIds();
    m_typesTold = false;
}

} // namespace wallaroo::api
