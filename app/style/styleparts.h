#pragma once

#include <QStyle>
#include <QStyleOption>

class QPainter;
class QWidget;

/// The parts WallarooStyle is put together from. Each draws or measures one kind of control and keeps nothing.
namespace wallaroo::parts {

// Buttons
void pushButton(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget);
void buttonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QSize pushButtonSize(const QStyleOptionButton* option, const QSize& contents, const QWidget* widget);
void toolButton(const QStyle* style, const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QSize toolButtonSize(const QStyleOptionToolButton* option, const QSize& contents, const QWidget* widget);
void checkIndicator(const QStyleOption* option, QPainter* painter);
void radioIndicator(const QStyleOption* option, QPainter* painter);

// Fields
void linePanel(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void comboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QRect comboBoxRect(const QStyleOptionComboBox* option, QStyle::SubControl part, const QWidget* widget);
void spinBox(const QStyle* style, const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget);

// Views and frames
void header(const QStyle* style, const QStyleOptionHeader* option, QPainter* painter, const QWidget* widget);
void headerSection(const QStyleOption* option, QPainter* painter);
void headerLabel(const QStyle* style, const QStyleOptionHeader* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QSize headerSize(const QStyleOptionHeader* option, const QSize& contents, const QWidget* widget);
void itemPanel(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget);
void frame(const QStyleOption* option, QPainter* painter, const QWidget* widget);

// Bars and menus
void scrollBar(const QStyle* style, const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QRect scrollBarRect(const QStyle* style, const QStyleOptionSlider* option, QStyle::SubControl part,
                                  const QWidget* widget);
void scrollCorner(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void progressGroove(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void progressContents(const QStyleOptionProgressBar* option, QPainter* painter, const QWidget* widget);
void splitter(const QStyleOption* option, QPainter* painter);
void menuItem(const QStyle* style, const QStyleOptionMenuItem* option, QPainter* painter, const QWidget* widget);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem* option, const QSize& contents, const QWidget* widget);

/// Names of the dynamic properties set through style/look.h.
inline constexpr char mainProperty[] = "wallarooMain";
inline constexpr char invalidProperty[] = "wallarooInvalid";
inline constexpr char cardProperty[] = "wallarooCard";

} // namespace wallaroo::parts
