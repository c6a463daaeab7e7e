#include "sandbox/lockouts.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

constexpr const char* kSetting = "brute-force";

void take(const json::object& from, const char* member, bool& into) {
    if (const json::value* value = from.if_contains(member); value != nullptr && value->is_bool())
        into = value->get_bool();
}

void take(const json::object& from, const char* member, std::int64_t& into) {
    if (const json::value* value = from.if_contains(member); value != nullptr && value->is_int64())
        into = value->get_int64();
}

void takeAll(const json::object& from, BruteForceRules& rules) {
    take(from, "bruteForceProtected", rules.bruteForceProtected);
    take(from, "permanentLockout", rules.permanentLockout);
    take(from, "failureFactor", rules.failureFactor);
    take(from, "waitIncrementSeconds", rules.waitIncrementSeconds);
    take(from, "maxFailureWaitSeconds", rules.maxFailureWaitSeconds);
}

} // namespace

BruteForceRules Lockouts::rules() {
    BruteForceRules rules;
    if (const auto stored = m_database.setting(kSetting))
        takeAll(json::parse(*stored).as_object(), rules);
    return rules;
}

void Lockouts::setRules(const json::object& realm) {
    const auto held = m_database.lock();
    BruteForceRules now = rules();
    takeAll(realm, now);
    const json::object kept{{"bruteForceProtected", now.bruteForceProtected},
                            {"permanentLockout", now.permanentLockout},
                            {"failureFactor", now.failureFactor},
                            {"waitIncrementSeconds", now.waitIncrementSeconds},
                            {"maxFailureWaitSeconds", now.maxFailureWaitSeconds}};
    m_database.setSetting(kSetting, json::serialize(kept));
}

LockState Lockouts::stored(const std::string& userId) {
    SQLite::Statement query(
        m_database.sql(),
        "SELECT failures, lockouts, lastfailure, lastaddress, lockedtill FROM attempts WHERE userid = ?");
    query.bind(1, userId);
    if (!query.executeStep())
        return {};
    return {query.getColumn(0).getInt64(), query.getColumn(1).getInt64(), query.getColumn(2).getInt64(),
            query.getColumn(3).getString(), query.getColumn(4).getInt64()};
}

void Lockouts::store(const std::string& userId, const LockState& state) {
    SQLite::Statement insert(m_database.sql(),
                             "INSERT OR REPLACE INTO attempts (userid, failures, lockouts, lastfailure, lastaddress, "
                             "lockedtill) VALUES (?,?,?,?,?,?)");
    insert.bind(1, userId);
    insert.bind(2, state.failures);
    insert.bind(3, state.lockouts);
    insert.bind(4, state.lastFailure);
    insert.bind(5, state.lastAddress);
    insert.bind(6, state.lockedTill);
    insert.exec();
}

LockState Lockouts::state(const std::string& userId) {
    const auto held = m_database.lock();
    const LockState state = stored(userId);
    return state.failures > 0 && rules().bruteForceProtected ? state : LockState();
}

void Lockouts::failed(const std::string& userId, const std::string& address, std::int64_t now) {
    const auto held = m_database.lock();
    const BruteForceRules rules = this->rules();
    LockState state = stored(userId);
    if (!rules.bruteForceProtected || state.isLocked(now))
        return; // a guess at a locked door is not counted
    ++state.failures;
    state.lastFailure = now * 1000;
    state.lastAddress = address;
    const std::int64_t factor = std::max<std::int64_t>(1, rules.failureFactor);
    if (state.failures >= factor) {
        const std::int64_t wait = rules.waitIncrementSeconds * (state.failures / factor);
        state.lockedTill =
            rules.permanentLockout ? LockState::kForever : now + std::min(wait, rules.maxFailureWaitSeconds);
        ++state.lockouts;
    }
    store(userId, state);
}

void Lockouts::lockForever(const std::string& userId, const std::string& address, std::int64_t now) {
    const auto held = m_database.lock();
    store(userId, {rules().failureFactor, 1, now * 1000, address, LockState::kForever});
}

void Lockouts::clear(const std::string& userId) {
    const auto held = m_database.lock();
    SQLite::Statement remove(m_database.sql(), "DELETE FROM attempts WHERE userid = ?");
    remove.bind(1, userId);
    remove.exec();
}

void Lockouts::clearAll() {
    const auto held = m_database.lock();
    m_database.sql().exec("DELETE FROM attempts");
}

} // namespace wallaroo::sandbox
