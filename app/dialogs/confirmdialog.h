#pragma once

#include <QDialog>

namespace wallaroo {

/// One question before something that cannot be taken back: what follows in words, the safe button focused and by
/// Enter, the acting one by Ctrl+Enter or a click. accepted() means: do it.
class ConfirmDialog final : public QDialog {
    Q_OBJECT
public:
    struct Words {
        QString title;
        QString question; ///< one line
        QString effect;   ///< what follows; paragraphs by line breaks
        QString verb;     ///< of the acting button: "Delete"
    };

    ConfirmDialog(const Words& words, QWidget* parent);
};

} // namespace wallaroo
