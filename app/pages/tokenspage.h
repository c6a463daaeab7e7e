#pragma once

#include "domain/token.h"
#include "session/session.h"

#include <QWidget>

namespace wallaroo {

class Clipboard;
class TokenCard;

/// The tokens of this account: masked, with their time left, one click from the clipboard.
class TokensPage final : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the page.
    TokensPage(session::Session& session, Clipboard& clipboard, QWidget* parent = nullptr);

    /// Once a second: time left.
    void tick();
    /// Copies the MLOps token, the inference token where there is no user.
    void copyToken();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showTokens();
    [[nodiscard]] bool hasUser() const;

    session::Session& m_session;
    Clipboard& m_clipboard;
    TokenCard* m_mlops;
    TokenCard* m_inference;
    bool m_inferenceAsked = false;
};

} // namespace wallaroo
