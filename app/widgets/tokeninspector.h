#pragma once

#include "base/clock.h"
#include "jose/jwt.h"
#include "support/realmkeys.h"

#include <QFrame>

#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wallaroo {

class FactTable;
class FoldButton;
class SecretField;

/// What is in a token: its claims as a table, the JSON as it was sent, and whether the realm signed it. One of the
/// account's own tokens, or any other that is pasted; that one stays in memory, and goes with the choice or the page.
class TokenInspector final : public QFrame {
    Q_OBJECT
public:
    /// Both outlive this. issuer: of the instance, so that a token of another one is remarked on.
    TokenInspector(RealmKeys& keys, const Clock& clock, const QString& issuer, QWidget* parent = nullptr);

    /// What can be looked into, in this order; an empty secret is left out. Keeps the choice.
    struct Own {
        QString name;
        Secret token;
    };

    void setOwn(const QList<Own>& own);
    /// The server's clock minus this computer's.
    void setClockDifference(std::optional<qint64> differenceMs);

    /// Says again how long it lasts.
    void refresh() { showClaims(); }

    /// Forgets what was pasted.
    void forgetPasted();

Q_SIGNALS:
    /// A claim, never the token.
    void copyRequested(const QString& name, const QString& value);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void choose();
    void inspect(const Secret& token);
    void showClaims();
    void showFlaw(const QString& sentence);
    [[nodiscard]] bool isForeign() const;

    RealmKeys& m_keys;
    const Clock& m_clock;
    QString m_issuer;
    QList<Own> m_own;
    bool m_foreignChosen = false; ///< by a person, not for want of tokens of one's own
    std::optional<qint64> m_differenceMs;
    std::optional<jose::Jwt> m_jwt;
    QLabel* m_title;
    QComboBox* m_which;
    SecretField* m_field;
    QLabel* m_message;
    FactTable* m_table;
    FoldButton* m_fold;
    QPlainTextEdit* m_raw;
};

} // namespace wallaroo
