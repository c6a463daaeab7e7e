#include "domain/user.h"

#include <algorithm>
#include <iterator>

namespace wallaroo {

User::User(UserId id, const Texts& texts) : m_id(std::move(id)) {
    const QByteArrayView parts[] = {texts.username, texts.email, texts.firstName, texts.lastName};
    quint32 end = 0;
    for (std::size_t i = 0; i < std::size(parts); ++i) {
        end += static_cast<quint32>(parts[i].size());
        m_ends[i] = end;
    }
    m_texts = QByteArray(static_cast<qsizetype>(end), Qt::Uninitialized);
    char* to = m_texts.data();
    for (const QByteArrayView part : parts)
        to = std::copy(part.begin(), part.end(), to);
}

QByteArrayView User::part(int index) const {
    const quint32 begin = index == 0 ? 0 : m_ends[index - 1];
    return QByteArrayView(m_texts).sliced(begin, m_ends[index] - begin);
}

QString User::displayName() const {
    if (firstNameUtf8().isEmpty() && lastNameUtf8().isEmpty())
        return username();
    if (firstNameUtf8().isEmpty())
        return lastName();
    if (lastNameUtf8().isEmpty())
        return firstName();
    return firstName() + u' ' + lastName();
}

bool operator==(const User& a, const User& b) {
    return a.m_id == b.m_id && a.m_texts == b.m_texts && std::equal(a.m_ends, a.m_ends + 4, b.m_ends)
           && a.status == b.status && a.type == b.type && a.emailVerified == b.emailVerified
           && a.lastLogin == b.lastLogin && a.created == b.created && a.requiredActions == b.requiredActions;
}

} // namespace wallaroo
