#pragma once

#include "exchange/commandtexts.h"

#include <QPushButton>

#include <functional>

namespace wallaroo {

class Clipboard;

/// [Copy calls] beside an acting button: what that would send, as curl or Python, for a shell or a notebook. The same
/// calls, with secrets as variables.
class CallsButton final : public QPushButton {
    Q_OBJECT
public:
    using Text = std::function<QString(exchange::Tool)>;

    /// text: made when it is asked for. The clipboard outlives the button.
    CallsButton(Clipboard& clipboard, Text text, QWidget* parent = nullptr);

    /// Says aloud what was copied.
    static void announceCopied(QWidget* from, exchange::Tool tool);
};

} // namespace wallaroo
