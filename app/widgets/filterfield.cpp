#include "widgets/filterfield.h"

#include "style/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

namespace wallaroo {

FilterField::FilterField(const QString& name, QWidget* parent) : QLineEdit(parent) {
    setAccessibleName(name);
    setPlaceholderText(name);
    auto* sign =
        new QAction(icon(QStringLiteral("search"), Tint::SecondaryText), QString(), this); // a picture, no action
    addAction(sign, LeadingPosition);
    setClearButtonEnabled(true);
    // Both are buttons to a screen reader, and Qt gives them no name.
    for (auto* button : findChildren<QToolButton*>())
        button->setAccessibleName(button->defaultAction() == sign ? name : tr("Clear filter"));
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            break;
        clear();
        Q_EMIT textEdited(QString());
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT rowsRequested();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

bool FilterField::event(QEvent* event) {
    // Else a dialog's or page's Escape comes first and leaves the filter as it is.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && !text().isEmpty()) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

} // namespace wallaroo
