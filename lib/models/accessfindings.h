#pragma once

#include "models/accessmatrix.h"

namespace wallaroo::models {

/// What can be said of a workspace's owners. An owner who is not in the list of users, or a member whose role is not
/// told, may be an active owner: then nothing is said.
enum class Ownership : quint8 { NotKnown, NoActiveOwner, OneActiveOwner, Several };

[[nodiscard]] Ownership ownershipOf(const AccessMatrix& matrix, AccessMatrix::Number workspace);

/// The numbers of those who are known to be owners and active.
[[nodiscard]] std::vector<AccessMatrix::Number> activeOwners(const AccessMatrix& matrix,
                                                             AccessMatrix::Number workspace);

/// What an auditor asks first. Default workspaces are left out throughout; archived ones count where somebody still has
/// access to them, and need no owner.
struct AccessFindings {
    struct Finding {
        std::vector<AccessMatrix::Number> who; ///< workspaces or people; complete only when nothing is not known
        int notKnown = 0;                      ///< how many workspaces an answer is missing for
    };

    Finding withoutActiveOwner; ///< workspaces
    Finding inactiveWithAccess; ///< people; a member who is not in the list of users may be one
    Finding withoutAccess;      ///< active people

    /// Before the list of users is there, nothing is known of anybody.
    bool isPeopleKnown = false;
    /// The same of the list of workspaces; without it nobody is told to have access to nothing.
    bool areWorkspacesKnown = false;
    /// False: some records of the list could not be read, so nothing is said of all.
    bool arePeopleWhole = true;
    bool areWorkspacesWhole = true;

    /// Whether `withoutAccess` is an answer.
    [[nodiscard]] bool isAccessKnown() const {
        return isPeopleKnown && areWorkspacesKnown && arePeopleWhole && areWorkspacesWhole
               && withoutAccess.notKnown == 0;
    }
};

[[nodiscard]] AccessFindings findingsOf(const AccessMatrix& matrix);

} // namespace wallaroo::models
