#include "domain/dormant.h"

#include <algorithm>

namespace wallaroo {
namespace {

/// Since when the account was not used: the last sign-in, or its making where there was none.
std::optional<qint64> unusedSince(const User& person) {
    if (person.lastLogin.isKnown())
        return person.lastLogin.ms();
    if (person.lastLogin.isNever() && person.created.isKnown())
        return person.created.ms();
    return std::nullopt;
}

} // namespace

Dormant dormantPeople(const std::vector<User>& everybody, int days, qint64 nowMs, const UserId& own) {
    const qint64 since = nowMs - days * 24LL * 3600 * 1000;
    Dormant dormant;
    for (const User& person : everybody) {
        dormant.isTold = dormant.isTold || person.lastLogin.isKnown();
        if (person.status == UserStatus::Inactive || person.id() == own)
            continue;
        const auto unused = unusedSince(person);
        if (!unused)
            ++dormant.notTold;
        else if (*unused < since)
            dormant.people.push_back(person);
    }
    if (!dormant.isTold) // "never" for everybody is how an older server, or an answer by id, says nothing
        dormant.people.clear();
    std::sort(dormant.people.begin(), dormant.people.end(), [](const User& a, const User& b) {
        const qint64 left = unusedSince(a).value_or(0);
        const qint64 right = unusedSince(b).value_or(0);
        return left != right ? left < right : a.usernameUtf8() < b.usernameUtf8();
    });
    return dormant;
}

} // namespace wallaroo
