#include "dialogs/dialogparts.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace wallaroo {

QLabel* paragraph(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

QTreeWidget* rowList(const QString& name, const QStringList& head, QWidget* parent) {
    auto* tree = new QTreeWidget(parent);
    tree->setAccessibleName(name);
    tree->setHeaderLabels(head);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setTabKeyNavigation(false);
    return tree;
}

QPushButton* quietButton(const QString& text, const char* objectName, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setAutoDefault(false);
    return made;
}

} // namespace wallaroo
