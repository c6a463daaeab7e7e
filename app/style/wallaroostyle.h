#pragma once

#include <QProxyStyle>

class QStyleOptionViewItem;

namespace wallaroo {

/// Fusion with calm surfaces: rounded quiet buttons and fields, one accent, rings where the keyboard is. Everything is
/// painted from the palette and measured from the font; no style sheet, so that focus, high contrast and the desktop's
/// font keep working.
class WallarooStyle final : public QProxyStyle {
    Q_OBJECT
public:
    WallarooStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                       const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                       const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* returned) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption* option,
                                     const QWidget* widget) const override;

private:
    void drawViewItem(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget) const;
};

} // namespace wallaroo
