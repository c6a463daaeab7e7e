#include "widgets/cellcolors.h"

#include "style/palettes.h"

#include <algorithm>

namespace wallaroo {
namespace {

constexpr double textContrast = 4.5; // WCAG 2.2, 1.4.3
constexpr double markContrast = 3;   // 1.4.11
constexpr double quietContrast = 2;  // a ground behind letters that is louder looks like a selection

QColor readable(const QColor& wanted, const QColor& ground, double enough, const QColor& otherwise) {
    return contrast(wanted, ground) >= enough ? wanted : otherwise;
}

QColor blended(const QColor& one, const QColor& other, double part) {
    const auto mix = [part](int a, int b) { return static_cast<int>(a + (b - a) * part); };
    return {mix(one.red(), other.red()), mix(one.green(), other.green()), mix(one.blue(), other.blue())};
}

/// As near to the ground as text may be, on it and on a match.
QColor faintest(const QColor& text, const QColor& ground, const QColor& match) {
    QColor faint = text;
    for (double part = 0.05; part < 1; part += 0.05) {
        const QColor next = blended(text, ground, part);
        if (std::min(contrast(next, ground), contrast(next, match)) < textContrast)
            break;
        faint = next;
    }
    return faint;
}

QColor groundOf(const QPalette& palette, CellColors::Ground ground) {
    switch (ground) {
    case CellColors::Ground::Plain:
        return tint(palette, Tint::Surface);
    case CellColors::Ground::Hovered:
        return tint(palette, Tint::Hover);
    case CellColors::Ground::Selected:
        return tint(palette, Tint::SelectedRow);
    case CellColors::Ground::Changed:
        return tint(palette, Tint::InfoGround);
    }
    return {};
}

} // namespace

CellColors::CellColors(const QPalette& palette, Ground kind)
    : ground(groundOf(palette, kind)),
      line(tint(palette, Tint::RowLine)),
      match(tint(palette, Tint::Match)) {
    const QColor plain = tint(palette, Tint::Text);
    const QColor strong = tint(palette, kind == Ground::Selected ? Tint::SelectedText : Tint::Text);
    m_normal = readable(strong, ground, textContrast, plain);
    // A ground that wants its own text, as a desktop's highlight does, takes nothing weaker
    const bool isLoud = m_normal != plain || isHighContrast(palette);
    m_secondary = isLoud ? m_normal : readable(tint(palette, Tint::SecondaryText), ground, textContrast, m_normal);
    m_good = isLoud ? m_normal : readable(tint(palette, Tint::Good), ground, markContrast, m_normal);
    m_warning = isLoud ? m_normal : readable(tint(palette, Tint::Warning), ground, markContrast, m_normal);
    accent = readable(tint(palette, Tint::Accent), ground, markContrast, m_normal);
    matchesAreUnderlined = isLoud || contrast(m_secondary, match) < textContrast
                           || contrast(match, tint(palette, Tint::Surface)) > quietContrast;
    m_faint = isLoud ? m_normal : faintest(m_secondary, ground, matchesAreUnderlined ? ground : match);
    if (matchesAreUnderlined)
        match = m_normal;
}

QColor CellColors::text(models::TableModel::Tone tone) const {
    switch (tone) {
    case models::TableModel::Tone::Normal:
        return m_normal;
    case models::TableModel::Tone::Secondary:
        return m_secondary;
    case models::TableModel::Tone::Faint:
        return m_faint;
    }
    return m_normal;
}

QColor CellColors::mark(models::TableModel::Mark mark) const {
    switch (mark) {
    case models::TableModel::Mark::Active:
        return m_good;
    case models::TableModel::Mark::Locked:
    case models::TableModel::Mark::SeveralScripts:
        return m_warning;
    case models::TableModel::Mark::None:
    case models::TableModel::Mark::Inactive:
    case models::TableModel::Mark::Archived:
        return m_secondary;
    }
    return m_secondary;
}

} // namespace wallaroo
