#include "dialogs/callsbutton.h"

#include "support/clipboard.h"
#include "widgets/announce.h"

#include <QMenu>

namespace wallaroo {

CallsButton::CallsButton(Clipboard& clipboard, Text text, QWidget* parent) : QPushButton(tr("Copy calls"), parent) {
    setObjectName(QStringLiteral("copyCalls"));
    setAutoDefault(false);
    auto* forms = new QMenu(this);
    const auto add = [&](const QString& title, exchange::Tool tool) {
        forms->addAction(title, this, [this, &clipboard, text, tool] {
            clipboard.copyText(text(tool));
            announceCopied(this, tool);
        });
    };
    add(tr("As curl"), exchange::Tool::Curl);
    add(tr("As Python"), exchange::Tool::Python);
    setMenu(forms);
}

void CallsButton::announceCopied(QWidget* from, exchange::Tool tool) {
    announce(from, tool == exchange::Tool::Curl ? tr("Copied as curl. No secret is in it.")
                                                : tr("Copied as Python. No secret is in it."));
}

} // namespace wallaroo
