#pragma once

#include "style/palettes.h"

class QAbstractButton;
class QFrame;
class QLabel;
class QWidget;

namespace wallaroo {

// What pages and dialogs say about their widgets, so that the style knows how to draw them. Everything follows later
// changes of palette and font by itself.

/// The page's or dialog's one main action: filled with the accent, bold. A default button looks the same.
void setMain(QAbstractButton* button, bool on = true);
/// A field whose content was refused: red edge. Say why in words beside it.
void setInvalid(QWidget* field, bool on);
/// A surface with a quiet rounded edge.
void setCard(QFrame* frame);
/// A label's or widget's text in one of our colours, such as Tint::Danger, Tint::SecondaryText.
void setTextTint(QWidget* widget, Tint tint);
/// The background of a widget that fills itself, in one of our colours.
void setGroundTint(QWidget* widget, Tint tint);

enum class TextStyle {
    Title,   ///< of a page or dialog
    Heading, ///< of a card
    Body,
    Strong,
    Small, ///< notes under fields, group headings
};
/// Relative to the application's font, which it keeps following.
void setTextStyle(QWidget* widget, TextStyle style);

/// Text for buttons, menus and tabs that came from elsewhere: its ampersands are no mnemonics (`R&D` would become
/// Alt+D).
[[nodiscard]] QString escapedAmpersands(QString text);

} // namespace wallaroo
