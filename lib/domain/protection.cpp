#include "domain/protection.h"

namespace wallaroo {
namespace {

/// Only by its name is it told from others (reference, users/deactivate). Keycloak stores names in lower case.
bool isBuiltIn(const User& person) {
    return person.usernameUtf8().compare(QByteArrayView("admin"), Qt::CaseInsensitive) == 0;
}

} // namespace

void AccessGuard::see(const User& person) {
    if (person.type != UserType::NotTold)
        m_typesTold = true;
    if (person.type != UserType::Administrator)
        return;
    m_types.insert(person.id(), person.type);
    if (person.status == UserStatus::Active)
        ++m_activeAdministrators;
}

/// An answer by id tells no role; the full list may have told it. Where it told some, who has none is no administrator.
UserType AccessGuard::typeOf(const User& person) const {
    if (person.type != UserType::NotTold)
        return person.type;
    if (!m_typesTold)
        return UserType::NotTold;
    return m_types.value(person.id(), UserType::User);
}

std::vector<Protection> AccessGuard::judge(const std::vector<User>& chosen) const {
    int going = 0;
    for (const User& person : chosen) {
        const bool counts = person.status == UserStatus::Active && !(person.id() == m_own) && !isBuiltIn(person);
        going += counts && typeOf(person) == UserType::Administrator ? 1 : 0;
    }
    std::vector<Protection> verdicts;
    verdicts.reserve(chosen.size());
    for (const User& person : chosen) {
        const UserType type = typeOf(person);
        if (!m_own.isEmpty() && person.id() == m_own)
            verdicts.push_back(Protection::OwnAccount);
        else if (isBuiltIn(person))
            verdicts.push_back(Protection::BuiltIn); // inactive, too: it could be deleted
        else if (person.status == UserStatus::Inactive)
            verdicts.push_back(Protection::None); // has no access to lose
        else if (type == UserType::NotTold)
            verdicts.push_back(Protection::CannotTell);
        else if (type == UserType::Administrator && going >= m_activeAdministrators)
            verdicts.push_back(Protection::LastAdministrator);
        else
            verdicts.push_back(Protection::None);
    }
    return verdicts;
}

Protection AccessGuard::judge(const User& person) const {
    return judge(std::vector<User>{person}).front();
}

} // namespace wallaroo
