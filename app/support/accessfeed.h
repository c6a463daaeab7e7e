#pragma once

#include "api/memberloader.h"
#include "models/accessmatrix.h"
#include "models/usersmodel.h"
#include "models/workspacesmodel.h"

#include <QObject>
#include <QTimer>

namespace wallaroo {

/// Fills the access matrix: the sides from the two lists as they are loaded, the cells by asking for members. Up to
/// `mostByItself` workspaces are asked for as soon as they are listed, those in sight first; of more than that only
/// those in sight, until wantAll(). People are taken over as soon as there are workspaces to set them beside: who looks
/// at users alone pays nothing for it (100,000 people: 60 MB).
class AccessFeed final : public QObject {
    Q_OBJECT
public:
    static constexpr int mostByItself = 1500;

    /// All outlive the feed. `userName`: who is signed in.
    AccessFeed(api::WorkspacesApi& api, models::UsersModel& users, models::WorkspacesModel& workspaces,
               models::AccessMatrix& matrix, QString userName, QObject* parent = nullptr);

    /// These are looked at: asked first, and at all.
    void lookAt(const std::vector<WorkspaceId>& workspaces);

    // How many records of a list could not be read; said before the list is loaded
    void setUnreadablePeople(int count) { m_unreadablePeople = count; }

    void setUnreadableWorkspaces(int count) { m_unreadableWorkspaces = count; }

    /// Everything that is not known, but for default workspaces, which no finding looks at.
    void wantAll();
    void wantDefaults();
    /// What is known becomes stale and is asked again.
    void refresh();
    /// A change was sent for this workspace: it is stale, and asked again.
    void changed(WorkspaceId workspace);
    /// After halted(): again what failed.
    void tryAgain();
    void stop();

    [[nodiscard]] const models::AccessMatrix& matrix() const { return m_matrix; }

    [[nodiscard]] bool isRunning() const { return m_loader.isRunning(); }

    [[nodiscard]] bool isHalted() const { return m_loader.isHalted(); }

    [[nodiscard]] int left() const { return m_loader.left(); }

    /// Who is signed in, in the list of users; empty before that, and where they are not in it.
    [[nodiscard]] const UserId& me() const { return m_me; }

Q_SIGNALS:
    void progressed(); ///< more, or less, is known; at most ten times a second
    void finished();
    void halted(const wallaroo::Error& error);

private:
    void peopleLoaded();
    void takePeople();
    void takeWorkspaces();
    void findMe();
    void noteProgress();
    [[nodiscard]] std::vector<WorkspaceId> missing(bool defaults) const;

    models::UsersModel& m_users;
    models::WorkspacesModel& m_workspaces;
    models::AccessMatrix& m_matrix;
    api::MemberLoader m_loader;
    QString m_userName;
    UserId m_me;
    QTimer m_peopleSoon;
    QTimer m_progress;
    int m_unreadablePeople = 0;
    int m_unreadableWorkspaces = 0;
    bool m_arePeopleLoaded = false; ///< once at least; they may be loading again
    bool m_isAllWanted = false;
    bool m_areDefaultsWanted = false;
};

} // namespace wallaroo
