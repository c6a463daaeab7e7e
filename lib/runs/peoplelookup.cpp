#include "runs/peoplelookup.h"

#include <algorithm>

namespace wallaroo::runs {

const User* PeopleLookup::Found::byId(const QString& id) const {
    const UserId wanted = UserId::fromString(id);
    const auto found =
        std::lower_bound(people.begin(), people.end(), wanted.toUtf8(),
                         [](const User& person, const QByteArray& key) { return person.id().toUtf8() < key; });
    return found != people.end() && found->id() == wanted ? &*found : nullptr;
}

PeopleLookup::PeopleLookup(api::UsersApi& users, std::vector<UserId> ids, QObject* context, Done done)
    : QObject(context),
      m_users(&users),
      m_ids(std::move(ids)),
      m_done(std::move(done)) {
}

void PeopleLookup::start(api::UsersApi& users, std::vector<UserId> ids, QObject* context, Done done) {
    auto* lookup = new PeopleLookup(users, std::move(ids), context, std::move(done));
    QMetaObject::invokeMethod(lookup, &PeopleLookup::next, Qt::QueuedConnection);
}

void PeopleLookup::next() {
    if (m_asked >= m_ids.size() || m_found.error) {
        std::sort(m_found.people.begin(), m_found.people.end(),
                  [](const User& a, const User& b) { return a.id().toUtf8() < b.id().toUtf8(); });
        deleteLater();
        m_done(m_found);
        return;
    }
    const auto from = m_ids.begin() + static_cast<std::ptrdiff_t>(m_asked);
    const std::size_t count = std::min(batch, m_ids.size() - m_asked);
    m_asked += count;
    m_users->query({from, from + static_cast<std::ptrdiff_t>(count)}, api::Lane::Bulk, this,
                   [this](Result<std::vector<User>> people) {
                       if (people)
                           std::move(people->begin(), people->end(), std::back_inserter(m_found.people));
                       else
                           m_found.error = people.error();
                       next();
                   });
}

} // namespace wallaroo::runs
