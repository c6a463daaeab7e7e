#pragma once

#include "domain/user.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace wallaroo::models {

class UsersModel;

/// Who a workspace's `created_by` is, whichever form the answer gave it: an id, an e-mail, or a user name (reference
/// §10.2). Case does not count in the latter two. An address that two people have is nobody's.
class Creators {
public:
    /// The people outlive this.
    explicit Creators(const UsersModel& people) : m_people(&people) {}

    /// Null when not known. Good until the people change.
    [[nodiscard]] const User* find(const QString& createdBy) const;
    /// The people were loaded anew.
    void forget();

private:
    void readNames() const;

    const UsersModel* m_people;
    mutable QHash<QByteArray, UserId> m_names; ///< made when the first is looked up that is no id
    mutable bool m_areNamesRead = false;
};

} // namespace wallaroo::models
