#pragma once

#include "api/tokenapi.h"
#include "domain/instance.h"
#include "session/profile.h"
#include "support/desktop.h"

#include <QObject>
#include <QSslCertificate>
#include <QTimer>

#include <optional>

class QLineEdit;
class QVBoxLayout;

namespace wallaroo {

class AddressFold;
class FieldMessage;
class FoldButton;
class InstanceProbe;

/// The Instance field, what is known of the address under it, the two addresses of the older layout under a fold, and
/// the profile's own CA. Looks whether the instance answers when typing stops.
class InstanceField final : public QObject {
    Q_OBJECT
public:
    static constexpr int typingPauseMs = 400;

    /// Both outlive this. parent: the form, which places edit() and below() and owns them.
    InstanceField(InstanceProbe& probe, const Desktop& desktop, QWidget* parent);

    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

    [[nodiscard]] QWidget* below() const { return m_below; }

    /// typed: what the person typed for it; the fold opens where that alone does not give `instance`.
    void setInstance(const QString& typed, const Instance& instance, const QByteArray& authoritiesPem);
    /// The addresses are an organisation's: they can be read and not changed.
    void setFixed(bool fixed);
    /// By the fold where it is open, else by the field. BadInput says why not.
    [[nodiscard]] Result<Instance> instance() const;
    [[nodiscard]] QString typed() const;
    /// The CAs trusted for what instance() is now; empty after another address was typed.
    [[nodiscard]] QByteArray authoritiesPem() const;

    /// The chosen way, which the instance may not offer.
    void setWay(session::Way way);

    /// What the instance offers; unset: not known for what instance() is now.
    [[nodiscard]] const std::optional<api::Discovery>& discovery() const { return m_found; }

    /// A foreign name of Keycloak that was confirmed for this instance (rule 53).
    void setAcceptedIssuer(const QString& issuer) { m_acceptedIssuer = issuer; }

    [[nodiscard]] QString acceptedIssuer() const;

    /// The one certificate that was compared and is trusted for this instance (rule 56).
    void setPinned(const QByteArray& pem) { m_pinnedPem = pem; }

    [[nodiscard]] QByteArray pinnedPem() const;
    /// Nothing is looked at before this: the form calls it when it has been painted.
    void startLooking();
    /// After the field was shown again: hidden, it does not look.
    void lookIfNeeded();

    /// Says beside the field what keeps instance() from being one, and gives the focus there.
    bool check();
    /// A failure of signing in that is about the address.
    void showFailure(const Error& error);
    /// It was an earlier try's: what is known of the address is told again.
    void clearFailure();

Q_SIGNALS:
    /// Another address, maybe none.
    void changed();
    /// discovery() is another.
    void discoveryChanged();

private:
    void build(QWidget* parent);
    void setFoldOpen(bool open);
    void typedOther();
    void foldedOther();
    void scheduleLook();
    void lookNow();
    void showReached(const Instance& instance, const api::Discovery& discovery);
    void showUnreached(const Instance& instance, const Error& error);
    void showWhatIsCalled();
    void offerWaysOut(const Instance& instance, const Error& error);
    void chooseAuthority();
    void takeAuthorityFile(const QString& path);
    void askForPin(const Instance& instance);
    void keepTrustFor(const Instance& instance);

    InstanceProbe& m_probe;
    Desktop m_desktop;
    QLineEdit* m_edit = nullptr;
    QWidget* m_below = nullptr;
    QVBoxLayout* m_column = nullptr;
    FieldMessage* m_message = nullptr;
    FoldButton* m_foldButton = nullptr;
    AddressFold* m_fold = nullptr; ///< made when it is first opened
    QTimer m_pause;
    bool m_fixed = false; ///< what is written there is an organisation's
    bool m_mayLook = false;
    bool m_showsFailure = false; ///< of signing in, not what looking there found
    session::Way m_way = session::Way::Password;
    std::optional<Instance> m_looked;
    std::optional<api::Discovery> m_found;
    QString m_acceptedIssuer;
    QByteArray m_authoritiesPem;
    QByteArray m_pinnedPem;
    std::optional<Instance> m_authoritiesFor; ///< the only instance that the three above may speak for
    QSslCertificate m_unknown;                ///< what m_looked showed, signed by nobody who is known
};

} // namespace wallaroo
