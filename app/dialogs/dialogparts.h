#pragma once

#include <QString>
#include <QStringList>

class QLabel;
class QPushButton;
class QTreeWidget;
class QWidget;

namespace wallaroo {

/// Plain text over as many lines as it needs.
[[nodiscard]] QLabel* paragraph(const QString& text, QWidget* parent);
/// A list of rows with several columns; name: on the accessibility bus. Tab leaves it.
[[nodiscard]] QTreeWidget* rowList(const QString& name, const QStringList& head, QWidget* parent);
/// One that Enter presses only when it has the focus.
[[nodiscard]] QPushButton* quietButton(const QString& text, const char* objectName, QWidget* parent);

} // namespace wallaroo
