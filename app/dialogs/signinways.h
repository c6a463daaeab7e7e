#pragma once

#include "base/error.h"
#include "session/profile.h"

#include <QWidget>

class QButtonGroup;

namespace wallaroo {

class FieldMessage;

/// What a way to sign in asks of a person.
struct WayNeeds {
    bool user = false;
    bool password = false; ///< and, where the account has one, the code
};

[[nodiscard]] WayNeeds needsOf(session::Way way);

/// The ways to sign in, as radio buttons.
class SignInWays final : public QWidget {
    Q_OBJECT
public:
    explicit SignInWays(QWidget* parent);

    [[nodiscard]] session::Way way() const;
    void setWay(session::Way way);
    /// The chosen way is switched off at the server.
    void showFailure(const Error& error);

    /// For the form to place.
    [[nodiscard]] FieldMessage* message() const { return m_message; }

Q_SIGNALS:
    void chosen();

private:
    QButtonGroup* m_group;
    FieldMessage* m_message;
};

} // namespace wallaroo
