#pragma once

#include "session/profile.h"

#include <QStringList>

#include <optional>

namespace wallaroo::session {

/// A mistake in an organisation's file. What it is about is left out; everything else counts.
struct OrganisationProblem {
    QString file; ///< its path
    int line = 0; ///< from 1; 0: the file as a whole
    QString reason;

    /// "/etc/xdg/wallaroo-admin/10-site.json:4: …"
    [[nodiscard]] QString text() const;
};

/// What an organisation sets for its desktops (wallaroo-admin(5)): profiles and settings, in files that only an
/// administrator of the machine can write. Settings that are there are locked.
struct Organisation {
    QList<Profile> profiles; ///< marked as the organisation's
    std::optional<QList<Way>> waysIn;
    std::optional<int> clipboardSeconds; ///< 10–600
    std::optional<int> idleMinutes;      ///< 1–480
    std::optional<bool> sandboxOffered;
    std::optional<bool> deletionOffered;
    QList<OrganisationProblem> problems;

    [[nodiscard]] bool isEmpty() const;

    /// Whether a session may begin, or go on, in this way.
    [[nodiscard]] bool allows(Way way) const { return !waysIn || waysIn->contains(way); }
};

/// Adds what one file says; a later file's settings replace an earlier one's, an id that is known already is a problem.
void readOrganisationFile(const QString& path, Organisation& organisation);

/// All *.json of the folders, the least important folder first, each folder's by name. What a later folder says of a
/// setting or of a profile's id counts. A folder that is not there says nothing, one that cannot be read is a problem.
[[nodiscard]] Organisation readOrganisation(const QStringList& folders);

/// Where they lie: `wallaroo-admin` below each of XDG_CONFIG_DIRS, the least important first, and below `machine` as
/// the last. The environment is the person's to set: it may add to what the machine says and take nothing away.
[[nodiscard]] QStringList organisationFolders(const QString& machine = QStringLiteral("/etc/xdg"));

} // namespace wallaroo::session
