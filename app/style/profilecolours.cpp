#include "style/profilecolours.h"

#include "style/palettes.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::ProfileColours)
};

constexpr double readableContrast = 4.5;
constexpr double markContrast = 3.0;

QColor oneStep(const QColor& colour, bool darker) {
    const float lightness = qBound(0.0F, colour.lightnessF() + (darker ? -0.04F : 0.04F), 1.0F);
    return QColor::fromHslF(qMax(0.0F, colour.hslHueF()), colour.hslSaturationF(), lightness);
}

QColor withContrast(const QColor& colour, const QColor& ground, double least) {
    const bool darker = ground.lightnessF() > 0.5F;
    QColor seen = colour;
    for (int step = 0; step < 25 && contrast(seen, ground) < least; ++step)
        seen = oneStep(seen, darker);
    return seen;
}

/// Drawn at the size and scale that is asked for, for the ground of lists as the theme has it then.
class DotEngine final : public QIconEngine {
public:
    explicit DotEngine(const QColor& colour) : m_colour(colour) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
        if (m_colour.alpha() == 0)
            return; // room alone
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(markColour(m_colour, QGuiApplication::palette().color(QPalette::Base)));
        const qreal edge = rect.width() * 0.2;
        painter->drawEllipse(QRectF(rect).adjusted(edge, edge, -edge, -edge));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new DotEngine(m_colour); } // owned by the icon

private:
    QColor m_colour;
};

} // namespace

QList<ProfileColour> profileColours() {
    return {{QString(), Say::tr("None", "no colour")},      {QStringLiteral("#c62828"), Say::tr("Red")},
            {QStringLiteral("#d9730d"), Say::tr("Orange")}, {QStringLiteral("#b8860b"), Say::tr("Yellow")},
            {QStringLiteral("#2e7d32"), Say::tr("Green")},  {QStringLiteral("#00838f"), Say::tr("Turquoise")},
            {QStringLiteral("#1565c0"), Say::tr("Blue")},   {QStringLiteral("#7b1fa2"), Say::tr("Violet")},
            {QStringLiteral("#6d4c41"), Say::tr("Brown")}};
}

QColor profileColour(const QString& value) {
    return value.size() == 7 && value.startsWith(u'#') ? QColor(value) : QColor();
}

QColor readableColour(const QColor& colour, const QColor& ground) {
    return withContrast(colour, ground, readableContrast);
}

QColor markColour(const QColor& colour, const QColor& ground) {
    return withContrast(colour, ground, markContrast);
}

QIcon colourMark(const QString& value) {
    const QColor colour = profileColour(value);
    return colour.isValid() ? QIcon(new DotEngine(colour)) : QIcon(); // owned by the icon
}

QIcon colourMarkOrRoom(const QString& value) {
    const QColor colour = profileColour(value);
    return QIcon(new DotEngine(colour.isValid() ? colour : QColor(Qt::transparent))); // owned by the icon
}

} // namespace wallaroo
