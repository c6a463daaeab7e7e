#include "sandbox/users.h"

#include "sandbox/encoding.h"

namespace wallaroo::sandbox {

namespace {

constexpr const char* kSelect =
    "SELECT position, id, username, email, firstname, lastname, enabled, emailverified, admin, created, lastlogintold, "
    "lastlogin, requiredactions, federated, password, rights, realmroles, notbefore FROM users ";

std::optional<std::string> textOrNothing(const SQLite::Column& column) {
    if (column.isNull())
        return std::nullopt;
    return column.getString();
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        words.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

User userOf(SQLite::Statement& row) {
    User user;
    user.position = row.getColumn(0).getInt64();
    user.id = row.getColumn(1).getString();
    user.username = row.getColumn(2).getString();
    user.email = textOrNothing(row.getColumn(3));
    user.firstName = textOrNothing(row.getColumn(4));
    user.lastName = textOrNothing(row.getColumn(5));
    user.enabled = row.getColumn(6).getInt() != 0;
    user.emailVerified = row.getColumn(7).getInt() != 0;
    user.admin = row.getColumn(8).getInt() != 0;
    user.created = row.getColumn(9).getInt64();
    user.lastLoginTold = row.getColumn(10).getInt() != 0;
    if (!row.getColumn(11).isNull())
        user.lastLogin = row.getColumn(11).getInt64();
    user.requiredActions = split(row.getColumn(12).getString());
    user.federated = textOrNothing(row.getColumn(13));
    user.passwordHash = textOrNothing(row.getColumn(14));
    user.rights = split(row.getColumn(15).getString());
    user.realmRoles = split(row.getColumn(16).getString());
    user.notBefore = row.getColumn(17).getInt64();
    return user;
}

void bindText(SQLite::Statement& statement, int index, const std::optional<std::string>& text) {
    if (text)
        statement.bind(index, *text);
    else
        statement.bind(index);
}

// What add() and update() have in common: parameters 1 to 14.
void bindChangeable(SQLite::Statement& statement, const User& user) {
    bindText(statement, 1, user.email);
    bindText(statement, 2, user.firstName);
    bindText(statement, 3, user.lastName);
    statement.bind(4, user.enabled ? 1 : 0);
    statement.bind(5, user.emailVerified ? 1 : 0);
    statement.bind(6, user.admin ? 1 : 0);
    statement.bind(7, user.lastLoginTold ? 1 : 0);
    if (user.lastLogin)
        statement.bind(8, *user.lastLogin);
    else
        statement.bind(8);
    statement.bind(9, joined(user.requiredActions));
    bindText(statement, 10, user.federated);
    bindText(statement, 11, user.passwordHash);
    statement.bind(12, joined(user.rights));
    statement.bind(13, joined(user.realmRoles));
    statement.bind(14, user.notBefore);
}

std::string conditionOf(const UserFilter& filter) {
    return filter.condition.empty() ? std::string() : " WHERE " + filter.condition;
}

void bindValues(SQLite::Statement& statement, const UserFilter& filter) {
    int index = 0;
    for (const std::string& value : filter.values)
        statement.bind(++index, value);
}

} // namespace

Users::Users(Database& database)
    : m_database(database),
      m_add(database.sql(),
            "INSERT INTO users (email, firstname, lastname, enabled, emailverified, admin, lastlogintold, lastlogin, "
            "requiredactions, federated, password, rights, realmroles, notbefore, id, username, created) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)") {
}

std::int64_t Users::count() {
    const auto held = m_database.lock();
    return m_database.sql().execAndGet("SELECT count(*) FROM users").getInt64();
}

std::int64_t Users::count(const UserFilter& filter) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), "SELECT count(*) FROM users" + conditionOf(filter));
    bindValues(query, filter);
    query.executeStep();
    return query.getColumn(0).getInt64();
}

void Users::list(const UserFilter& filter, std::int64_t skip, std::int64_t most,
                 const std::function<void(const User&)>& visit) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), std::string(kSelect) + conditionOf(filter) + " ORDER BY username LIMIT "
                                                  + std::to_string(most) + " OFFSET " + std::to_string(skip));
    bindValues(query, filter);
    while (query.executeStep())
        visit(userOf(query));
}

std::int64_t Users::lastPosition() {
    const auto held = m_database.lock();
    return m_database.sql().execAndGet("SELECT ifnull(max(position), 0) FROM users").getInt64();
}

std::int64_t Users::countEnabled() {
    const auto held = m_database.lock();
    return m_database.sql().execAndGet("SELECT count(*) FROM users WHERE enabled = 1").getInt64();
}

std::optional<User> Users::first(const char* condition, const std::string& value) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(), std::string(kSelect) + condition);
    query.bind(1, value);
    if (!query.executeStep())
        return std::nullopt;
    return userOf(query);
}

std::optional<User> Users::byId(const std::string& id) {
    return first("WHERE id = ?", lowerCase(id));
}

std::optional<User> Users::byEmail(const std::string& email) {
    return first("WHERE email = ?", lowerCase(email));
}

std::optional<User> Users::bySignInName(const std::string& name) {
    const std::string lower = lowerCase(name);
    auto user = first("WHERE username = ?", lower);
    return user ? user : first("WHERE email = ?", lower);
}

void Users::each(std::int64_t firstPosition, std::int64_t lastPosition, const std::function<void(const User&)>& visit) {
    const auto held = m_database.lock();
    SQLite::Statement query(m_database.sql(),
                            std::string(kSelect) + "WHERE position BETWEEN ? AND ? ORDER BY position");
    query.bind(1, firstPosition);
    query.bind(2, lastPosition);
    while (query.executeStep())
        visit(userOf(query));
}

void Users::add(const User& user) {
    const auto held = m_database.lock();
    m_add.tryReset(); // reset() would throw the error of the add before again
    bindChangeable(m_add, user);
    m_add.bind(15, user.id);
    m_add.bind(16, user.username);
    m_add.bind(17, user.created);
    m_add.exec();
    if (m_changed)
        m_changed(m_database.sql().getLastInsertRowid());
}

void Users::update(const User& user) {
    const auto held = m_database.lock();
    SQLite::Statement update(
        m_database.sql(),
        "UPDATE users SET email = ?, firstname = ?, lastname = ?, enabled = ?, emailverified = ?, admin = ?, "
        "lastlogintold = ?, lastlogin = ?, requiredactions = ?, federated = ?, password = ?, rights = ?, "
        "realmroles = ?, "
        "notbefore = ? WHERE position = ?");
    bindChangeable(update, user);
    update.bind(15, user.position);
    update.exec();
    if (m_changed)
        m_changed(user.position);
}

void Users::remove(const User& user) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM users WHERE position = ?");
    remove.bind(1, user.position);
    remove.exec();
    if (m_changed)
        m_changed(user.position);
}

} // namespace wallaroo::sandbox
