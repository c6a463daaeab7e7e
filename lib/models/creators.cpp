#include "models/creators.h"

#include "models/usersmodel.h"

namespace wallaroo::models {

const User* Creators::find(const QString& createdBy) const {
    if (createdBy.isEmpty())
        return nullptr;
    if (const User* user = m_people->userById(createdBy))
        return user;
    readNames();
    const UserId id = m_names.value(createdBy.trimmed().toLower().toUtf8());
    return id.isEmpty() ? nullptr : m_people->userById(id.toString());
}

void Creators::forget() {
    m_names.clear();
    m_areNamesRead = false;
}

void Creators::readNames() const {
    if (m_areNamesRead)
        return;
    m_areNamesRead = true;
    const auto add = [this](const QString& name, const UserId& id) {
        if (name.isEmpty())
            return;
        const QByteArray key = name.toLower().toUtf8();
        const auto known = m_names.find(key);
        if (known == m_names.end())
            m_names.insert(key, id);
        else if (*known != id)
            *known = UserId(); // two people's
    };
    m_people->forEach([&add](const User& user) {
        add(user.email(), user.id());
        add(user.username(), user.id());
    });
}

} // namespace wallaroo::models
