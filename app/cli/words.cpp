#include "cli/words.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {

QString isoDate(qint64 msSinceEpoch) {
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch).toUTC().toString(Qt::ISODate);
}

QString isoDate(Moment moment) {
    if (moment.isNever())
        return u"never"_s;
    return moment.isKnown() ? isoDate(moment.ms()) : QString();
}

QString word(UserStatus status) {
    switch (status) {
    case UserStatus::Active:
        return u"active"_s;
    case UserStatus::Inactive:
        return u"inactive"_s;
    case UserStatus::Locked:
        break;
    }
    return u"locked"_s;
}

QString word(UserType type) {
    switch (type) {
    case UserType::Administrator:
        return u"administrator"_s;
    case UserType::User:
        return u"user"_s;
    case UserType::NotTold:
        break;
    }
    return {};
}

QString word(MemberRole role) {
    switch (role) {
    case MemberRole::Owner:
        return u"owner"_s;
    case MemberRole::Collaborator:
        return u"collaborator"_s;
    case MemberRole::NotTold:
        break;
    }
    return {};
}

} // namespace wallaroo::cli
