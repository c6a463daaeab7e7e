#pragma once

#include <QFontMetrics>
#include <QStyleOption>
#include <QWidget>

namespace wallaroo {

/// Sizes that follow the font. They are written as they are at the sketches' font (Cantarell 10 at 96 dpi, lines of 16
/// px); the scale of the screen comes on top by itself.
class Metrics {
public:
    explicit Metrics(const QFontMetrics& font) : m_lineHeight(font.height()) {}

    explicit Metrics(const QWidget* widget) : Metrics(widget->fontMetrics()) {}

    Metrics(const QStyleOption* option, const QWidget* widget);

    [[nodiscard]] int px(qreal atSketchFont) const { return qMax(1, qRound(atSketchFont * m_lineHeight / sketchLine)); }

    [[nodiscard]] int line() const { return m_lineHeight; }

    [[nodiscard]] int icon() const { return px(16); }

    [[nodiscard]] int radius() const { return px(5); }

    [[nodiscard]] int cardRadius() const { return px(8); }

    [[nodiscard]] int buttonHeight() const { return px(28); }

    [[nodiscard]] int fieldHeight() const { return px(30); }

    [[nodiscard]] int rowHeight() const { return px(31); }

private:
    static constexpr qreal sketchLine = 16;
    int m_lineHeight;
};

} // namespace wallaroo
