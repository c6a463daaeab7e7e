#pragma once

#include "session/profile.h"
#include "session/storedsecrets.h"
#include "support/desktop.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace wallaroo {

class FieldMessage;
class ProfileDetails;

/// All profiles: name, colour, read-only mark and CA of each; duplicate, rename, delete with its secrets, import and
/// export for a team. What is changed is saved at once.
class ProfilesDialog final : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        session::ProfileStore& profiles;
        session::StoredSecrets& stored;
        Desktop desktop;
        QString keychainName;
    };

    /// The parts outlive the dialog. inUse: whose account is behind the window; it cannot be deleted.
    ProfilesDialog(const Parts& parts, const QUuid& inUse, QWidget* parent);

    void select(const QUuid& id);

Q_SIGNALS:
    /// One or more were added, changed or removed.
    void profilesChanged();
    /// A person wants to sign in with it.
    void profileChosen(const wallaroo::session::Profile& profile);

private:
    void build();
    [[nodiscard]] QWidget* buildActions();
    void fill();
    void showCurrent();
    void changed(const session::Profile& profile);
    void duplicate();
    void askToDelete();
    void deleteWithSecrets(const session::Profile& profile);
    void remove(const QUuid& id);
    void importFile(const QString& path);
    void exportFile(const QString& path);
    [[nodiscard]] std::optional<session::Profile> current() const;
    void report(const Result<void>& outcome);

    Parts m_parts;
    QUuid m_inUse;
    QListWidget* m_list;
    ProfileDetails* m_details;
    FieldMessage* m_message;
    QPushButton* m_signIn = nullptr;
    QPushButton* m_duplicate = nullptr;
    QPushButton* m_rename = nullptr;
    QPushButton* m_delete = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace wallaroo
