#pragma once

#include "style/look.h"

#include <QList>
#include <QString>
#include <QStringList>

class QBoxLayout;
class QDialog;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;
class QWidget;

namespace wallaroo {

/// The column of a dialog: margins, title, and below it, quietly, what it is about; empty: nothing. The labels are
/// "dialogTitle" and "dialogAbout", for those whose words change.
[[nodiscard]] QVBoxLayout* dialogColumn(QDialog& dialog, const QString& title, const QString& about = {},
                                        TextStyle style = TextStyle::Title);
/// The last row of a dialog: [Cancel], which rejects, and at its right the main button, which accepts; `left` stands
/// at the other end. The caller's layout owns it. Neither is the default by Enter: a dialog that loses nothing says so.
[[nodiscard]] QHBoxLayout* actingRow(QDialog& dialog, QPushButton* act, const QList<QWidget*>& left = {});
/// What stands between a dialog's title and its buttons, for the caller to fill: on a screen that is too low for it, it
/// scrolls, and both stay in reach.
[[nodiscard]] QVBoxLayout* scrolledBody(QBoxLayout& column, QWidget* parent);
/// Puts a list or a text there, which has the room that is left, and this much where there is none.
void addFilling(QBoxLayout& body, QWidget* widget, int minimumHeight, int stretch);
/// Ctrl+Enter presses `act`, from wherever the focus is in the dialog, while it is seen.
void actOnCtrlEnter(QDialog& dialog, QPushButton* act);
/// As large as this, in the sketches' pixels, where the screen has that much.
void resizeWithinScreen(QDialog& dialog, int width, int height);
/// As wide as this, and as high as what is in it wants.
void resizeToContent(QDialog& dialog, int width);
/// As high as what is in it wants at its width, where the screen has that much.
void fitHeight(QDialog& dialog);
/// Plain text over as many lines as it needs.
[[nodiscard]] QLabel* paragraph(const QString& text, QWidget* parent);
/// A list of rows with several columns; name: on the accessibility bus. Tab leaves it.
[[nodiscard]] QTreeWidget* rowList(const QString& name, const QStringList& head, QWidget* parent);
/// Columns as wide as so many letters, the last one with the rest. Where there is less room all shrink alike, but for
/// `whole`, which stays as it is: what each row came to is read without scrolling to it. Cut short, a text is in the
/// tooltip.
void shareColumns(QTreeWidget& list, const QList<int>& letters, int whole = -1);
/// A name in a list of rows, with what it may be taken for where its letters come from several scripts.
void setName(QTreeWidgetItem& item, int column, const QString& name);
/// One that Enter presses only when it has the focus.
[[nodiscard]] QPushButton* quietButton(const QString& text, const char* objectName, QWidget* parent);

} // namespace wallaroo
