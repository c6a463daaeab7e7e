#pragma once

#include <QDialog>

class QCheckBox;

namespace wallaroo {

/// Says what signing out does, and asks whether the client secret goes too. Opened, never executed; accepted() acts.
class SignOutDialog final : public QDialog {
    Q_OBJECT
public:
    /// At the server.
    enum class Ends {
        ThisSession,
        EverySession, ///< by revocation: of this user with this client
        Nothing       ///< inference alone: there is no session
    };

    struct Subject {
        Ends ends = Ends::ThisSession;
        QString host;
        QString client;
        QString keychain;
        bool secretKept = false; ///< in the keychain
    };

    SignOutDialog(const Subject& subject, QWidget* parent);

    [[nodiscard]] bool forgetsClientSecret() const;

private:
    QCheckBox* m_forget;
};

} // namespace wallaroo
