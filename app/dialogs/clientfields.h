#pragma once

#include "base/secret.h"
#include "domain/instance.h"
#include "support/desktop.h"

#include <QObject>

#include <optional>

class QLineEdit;
class QVBoxLayout;

namespace wallaroo {

class FieldMessage;
class LinkButton;
class SecretField;
class WhereSecretPanel;

/// The client's id and secret, and the answer to "Where is the secret?".
class ClientFields final : public QObject {
    Q_OBJECT
public:
    enum class Kind { SignIn, Inference };
    enum class SecretNeed {
        Needed,
        NotKnown, ///< whether the client has one: an empty field is let through, Keycloak decides
        None      ///< known to be a public client
    };

    /// prompts outlives this. parent: the form, which places row() and below() and owns them.
    ClientFields(const Desktop& desktop, Kind kind, QWidget* parent);

    [[nodiscard]] QLineEdit* idEdit() const { return m_id; }

    [[nodiscard]] SecretField* secretField() const { return m_secret; }

    [[nodiscard]] QWidget* row() const { return m_row; }

    [[nodiscard]] QWidget* below() const { return m_below; }

    /// Made late: its place in the tab order.
    void takeTabAfter(QWidget* before);

    [[nodiscard]] QString id() const;
    void setId(const QString& id);
    /// To be read and copied only: where a secret of just this client is asked for.
    void setIdFixed(bool fixed);
    /// Where the secret lies already, "GNOME Keyring": the field may stay empty then. Empty: it has to be typed.
    void setKeptIn(const QString& place);
    void setSecretNeed(SecretNeed need);
    /// For the way there and the question.
    void setInstance(const std::optional<Instance>& instance);

    /// Says beside the field what is missing; gives it the focus if told to.
    bool check(bool secretNeeded, bool focus);
    /// A refused client: the secret is marked, and where to find it is told.
    void showFailure(const Error& error);
    void clearMessages();
    void showWhere(bool open);

Q_SIGNALS:
    /// Another client: a secret kept for the old one does not hold.
    void idChanged();
    void secretChanged();

private:
    void buildRow(Kind kind, QWidget* parent);
    void buildBelow(Kind kind, QWidget* parent);
    void showStanding();
    void updateWhere();

    Desktop m_desktop;
    QWidget* m_row = nullptr;
    QWidget* m_below = nullptr;
    QVBoxLayout* m_column = nullptr;
    QLineEdit* m_id = nullptr;
    SecretField* m_secret = nullptr;
    FieldMessage* m_idMessage = nullptr;
    FieldMessage* m_secretMessage = nullptr;
    LinkButton* m_where = nullptr;
    WhereSecretPanel* m_panel = nullptr; ///< made when it is first opened
    std::optional<Instance> m_instance;
    QString m_keptIn;
    SecretNeed m_need = SecretNeed::Needed;
};

} // namespace wallaroo
