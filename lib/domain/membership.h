#pragma once

#include "domain/ids.h"

#include <QMetaType>
#include <QString>

namespace wallaroo {

/// What a member may do in a workspace (reference §3, guide 2). The schema lets an answer leave it out: then it is not
/// told, and no guess is made.
enum class MemberRole : quint8 { NotTold, Collaborator, Owner };

/// One entry of `workspaces/list_users`. The answer names nobody: names come from `users/query`.
struct Member {
    UserId user;
    MemberRole role = MemberRole::NotTold;
    QString otherRole{}; ///< the server's word for one that is not known here, to be shown as it came: then NotTold

    friend bool operator==(const Member&, const Member&) = default;
};

} // namespace wallaroo

Q_DECLARE_METATYPE(wallaroo::MemberRole)
