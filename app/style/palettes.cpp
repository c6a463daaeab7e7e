#include "style/palettes.h"

#include <array>
#include <cmath>

namespace wallaroo {
namespace {

struct Scheme {
    QRgb text, secondary, disabled;
    QRgb accent, onAccent, accentHover, accentPressed, link, linkVisited;
    QRgb line, rowLine, fieldLine, markLine;
    QRgb surface, ground, hover, pressed, header;
    QRgb navigation, navigationCurrent, selectedRow;
    QRgb groove, scrollHandle, match;
    QRgb good, warning, danger;
    QRgb infoGround, warningGround, dangerGround;
};

// clang-format off
constexpr Scheme light {
    0xff1a1d21, 0xff59626d, 0xff8b949e,
    0xff1f6feb, 0xffffffff, 0xff1a63d6, 0xff1557be, 0xff1860cf, 0xff6639ba,
    0xffe2e6eb, 0xfff0f2f5, 0xffcfd6de, 0xff7d8793,
    0xffffffff, 0xfff6f7f9, 0xfff3f5f8, 0xffe8ebf0, 0xfffafbfc,
    0xffeef3fb, 0xffd0e1f9, 0xffe2ecfd,
    0xffe2e6eb, 0xff868f9a, 0xfff2dfb0,
    0xff1a7f37, 0xff8f5f00, 0xffc0202b,
    0xffe9f1fd, 0xfffdf4dc, 0xfffdecec,
};
constexpr Scheme dark {
    0xffe6eaef, 0xff9aa4b0, 0xff69727d,
    0xff4c8dff, 0xff0b1220, 0xff6aa0ff, 0xff3c7df0, 0xff6ea6ff, 0xffb694f6,
    0xff2d333b, 0xff252a31, 0xff3b434d, 0xff7f8a96,
    0xff1d2126, 0xff16191d, 0xff262b32, 0xff2f363e, 0xff1a1e22,
    0xff252b33, 0xff2b3950, 0xff232f42,
    0xff2d333b, 0xff666f7b, 0xff40371c,
    0xff46c266, 0xffd9a430, 0xffff7b72,
    0xff1c2a40, 0xff33290f, 0xff3a1d1f,
};

// clang-format on

QPalette made(const Scheme& scheme) {
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb color, QRgb disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::WindowText, scheme.text, scheme.disabled);
    set(QPalette::Text, scheme.text, scheme.disabled);
    set(QPalette::ButtonText, scheme.text, scheme.disabled);
    set(QPalette::PlaceholderText, scheme.secondary, scheme.disabled);
    set(QPalette::BrightText, scheme.danger, scheme.danger);
    set(QPalette::Window, scheme.ground, scheme.ground);
    set(QPalette::Base, scheme.surface, scheme.ground);
    set(QPalette::AlternateBase, scheme.header, scheme.header);
    set(QPalette::Button, scheme.surface, scheme.ground);
    set(QPalette::ToolTipBase, scheme.surface, scheme.surface);
    set(QPalette::ToolTipText, scheme.text, scheme.text);
    set(QPalette::Highlight, scheme.accent, scheme.groove);
    set(QPalette::HighlightedText, scheme.onAccent, scheme.disabled);
    set(QPalette::Link, scheme.link, scheme.disabled);
    set(QPalette::LinkVisited, scheme.linkVisited, scheme.disabled);
    set(QPalette::Light, scheme.surface, scheme.surface);
    set(QPalette::Midlight, scheme.rowLine, scheme.rowLine);
    set(QPalette::Mid, scheme.line, scheme.line);
    set(QPalette::Dark, scheme.markLine, scheme.fieldLine);
    set(QPalette::Shadow, 0xff000000, 0xff000000);
    return palette;
}

QRgb ofScheme(const Scheme& scheme, Tint tint) {
    const std::array<QRgb, 29> table{
        scheme.text,          scheme.secondary,    scheme.accent,
        scheme.onAccent,      scheme.accentHover,  scheme.accentPressed,
        scheme.link,          scheme.line,         scheme.rowLine,
        scheme.fieldLine,     scheme.markLine,     scheme.surface,
        scheme.ground,        scheme.hover,        scheme.pressed,
        scheme.header,        scheme.navigation,   scheme.navigationCurrent,
        scheme.selectedRow,   scheme.text,         scheme.groove,
        scheme.scrollHandle,  scheme.match,        scheme.good,
        scheme.warning,       scheme.danger,       scheme.infoGround,
        scheme.warningGround, scheme.dangerGround,
    };
    return table[static_cast<std::size_t>(tint)];
}

QPalette::ColorRole nearestRole(Tint tint) {
    switch (tint) {
    case Tint::Accent:
    case Tint::AccentHover:
    case Tint::AccentPressed:
    case Tint::NavigationCurrent:
    case Tint::SelectedRow:
    case Tint::Match:
        return QPalette::Highlight;
    case Tint::OnAccent:
    case Tint::SelectedText:
        return QPalette::HighlightedText;
    case Tint::Link:
        return QPalette::Link;
    case Tint::Surface:
    case Tint::HeaderGround:
        return QPalette::Base;
    case Tint::Ground:
    case Tint::Navigation:
    case Tint::Groove:
    case Tint::InfoGround:
    case Tint::WarningGround:
    case Tint::DangerGround:
        return QPalette::Window;
    case Tint::Hover:
    case Tint::Pressed:
        return QPalette::Button;
    default: // every text, line and mark: as strong as it can be
        return QPalette::WindowText;
    }
}

bool isOf(const QPalette& palette, const Scheme& scheme) {
    // By two roles that no widget sets for itself, so that a label with a red text is still one of ours.
    return palette.color(QPalette::Active, QPalette::Midlight).rgb() == scheme.rowLine
           && palette.color(QPalette::Active, QPalette::Mid).rgb() == scheme.line;
}

double luminance(const QColor& color) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QPalette lightPalette() {
    return made(light);
}

QPalette darkPalette() {
    return made(dark);
}

QPalette contrastPalette(bool isDarkWanted) {
    const QRgb ground = isDarkWanted ? 0xff000000 : 0xffffffff;
    const QRgb text = isDarkWanted ? 0xffffffff : 0xff000000;
    Scheme scheme = isDarkWanted ? dark : light;
    scheme.text = scheme.secondary = scheme.line = scheme.fieldLine = scheme.markLine = text;
    scheme.ground = scheme.surface = scheme.hover = scheme.header = scheme.groove = ground;
    scheme.rowLine = 0xff767676;
    scheme.accent = isDarkWanted ? 0xff8ab8ff : 0xff003d99;
    scheme.onAccent = ground;
    scheme.link = isDarkWanted ? 0xff9cc4ff : 0xff003d99;
    scheme.linkVisited = isDarkWanted ? 0xffd3bbff : 0xff4b1f99;
    scheme.disabled = isDarkWanted ? 0xffa6a6a6 : 0xff595959;
    return made(scheme);
}

QColor tint(const QPalette& palette, Tint tint) {
    if (isOf(palette, light))
        return QColor::fromRgb(ofScheme(light, tint));
    if (isOf(palette, dark))
        return QColor::fromRgb(ofScheme(dark, tint));
    return palette.color(nearestRole(tint));
}

bool isDark(const QPalette& palette) {
    return luminance(palette.color(QPalette::Active, QPalette::Window))
           < luminance(palette.color(QPalette::Active, QPalette::WindowText));
}

bool isHighContrast(const QPalette& palette) {
    constexpr double nearlyAll = 20;
    const auto pair = [&palette](QPalette::ColorRole ground, QPalette::ColorRole text) {
        return contrast(palette.color(QPalette::Active, ground), palette.color(QPalette::Active, text));
    };
    return pair(QPalette::Window, QPalette::WindowText) >= nearlyAll
           && pair(QPalette::Base, QPalette::Text) >= nearlyAll
           && pair(QPalette::Button, QPalette::ButtonText) >= nearlyAll;
}

double contrast(const QColor& one, const QColor& other) {
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace wallaroo
