#pragma once

#include "dialogs/clientfields.h"
#include "session/profile.h"
#include "support/desktop.h"

namespace wallaroo {

class FoldButton;

/// The two clients that a profile knows: the one to sign in by and, under a fold, the one for inference tokens where it
/// is another. Follows the way: by a browser one signs in with a public client, which cannot get inference tokens.
class SignInClients final : public QObject {
    Q_OBJECT
public:
    /// prompts outlives this. parent: the form, which places the fields and owns them.
    SignInClients(const Desktop& desktop, QWidget* parent);

    [[nodiscard]] ClientFields& main() { return *m_main; }

    /// Null until the fold was opened.
    [[nodiscard]] ClientFields* inference() const { return m_inference; }

    [[nodiscard]] FoldButton* fold() const { return m_fold; }

    /// Whether the fields of the inference client are to be shown.
    [[nodiscard]] bool isFoldOpen() const;

    /// secretKept: the keychain has the secret of the profile's client to sign in by.
    void setProfile(const session::Profile& profile, bool secretKept);
    /// The keychain holds something else for that profile by now; nothing that was typed changes.
    void setKept(const session::Profile& profile, bool secretKept);
    /// Over a lock: what the keychain keeps gets no inference token by itself.
    void setGuardsLock(bool guards);
    /// Another way: another client is usual.
    void setWay(session::Way way);
    /// keychain: its name. Of another instance nothing is kept.
    void setInstance(const std::optional<Instance>& instance, const QString& keychain);
    /// The secret that was kept has been refused.
    void forgetKept();
    /// It is another profile now: nothing is kept for it.
    void forgetAllKept();

    /// Says beside the fields what is missing; gives the first of them the focus if told to.
    bool check(bool focus);
    [[nodiscard]] bool isMainSecretKept() const;
    /// Whether there is a secret to remember: typed, kept, or still to be typed.
    [[nodiscard]] bool hasSecret() const;
    /// Into a profile; what is stored for other clients does not hold for these.
    void applyTo(session::Profile& profile) const;
    [[nodiscard]] Secret mainSecret() const;
    [[nodiscard]] Secret inferenceSecret() const;

    void clearMessages();
    void forgetSecrets();

Q_SIGNALS:
    void changed();
    /// For the form to place.
    void inferenceMade(wallaroo::ClientFields* inference);

private:
    [[nodiscard]] bool isKept(const QString& client) const;
    [[nodiscard]] bool isMainSecretNeeded() const;
    [[nodiscard]] bool isMainPublic() const;
    void moveSecret(ClientFields& from, ClientFields& to);
    void showKept();
    void makeInference();
    void setInferenceId(const QString& id);

    /// Whether the person named a client for inference tokens besides, or typed its secret.
    [[nodiscard]] bool hasOwnInference() const;

    Desktop m_desktop;
    session::Profile m_base;
    bool m_baseSecretKept = false;
    bool m_guardsLock = false;
    session::Way m_way = session::Way::Password;
    std::optional<Instance> m_instance;
    QString m_keychain;
    ClientFields* m_main;
    ClientFields* m_inference = nullptr; ///< made when the fold is first opened
    QString m_inferenceId;               ///< empty: the same client
    Secret m_parked;                     ///< typed for the usual client, while a way is chosen that needs no secret
    bool m_isParked = false;
    FoldButton* m_fold;
};

} // namespace wallaroo
