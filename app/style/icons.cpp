#include "style/icons.h"

#include "style/theme.h"

#include <QDir>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

// Outside any namespace, as the macro asks.
static void registerResources() {
    Q_INIT_RESOURCE(resources);
}

namespace wallaroo {
namespace {

QString pathOf(const QString& name) {
    return QStringLiteral(":/wallaroo/icons/%1.svg").arg(name);
}

/// The drawing's shape filled with one colour, `side` device pixels wide.
QPixmap drawn(const QString& name, const QColor& color, int side) {
    const QString key = QStringLiteral("wallaroo:%1:%2:%3").arg(name).arg(color.rgba(), 0, 16).arg(side);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    initResources();
    QSvgRenderer renderer(pathOf(name));
    if (!renderer.isValid())
        return {};
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), color);
    painter.end();
    pixmap = QPixmap::fromImage(std::move(image));
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class Engine final : public QIconEngine {
public:
    explicit Engine(QString name, std::optional<Tint> role = std::nullopt) : m_name(std::move(name)), m_tint(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintIcon(painter, rect, m_name, colorFor(mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        // The size is in device pixels here; QIcon tells the pixmap its ratio afterwards.
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintIcon(&painter, pixmap.rect(), m_name, colorFor(mode));
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new Engine(*this); }

    [[nodiscard]] QString key() const override { return QStringLiteral("wallaroo"); }

    QString iconName() override { return m_name; }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        return m_tint ? tint(palette, *m_tint) : palette.color(QPalette::Active, QPalette::ButtonText);
    }

    QString m_name;
    std::optional<Tint> m_tint;
};

} // namespace

void initResources() {
    registerResources();
}

QIcon icon(const QString& name) {
    return QIcon(new Engine(name)); // QIcon owns its engine
}

QIcon icon(const QString& name, Tint tint) {
    return QIcon(new Engine(name, tint));
}

void paintIcon(QPainter* painter, const QRectF& place, const QString& name, const QColor& color) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    const qreal side = qMin(place.width(), place.height());
    QPixmap pixmap = drawn(name, color, qMax(1, qRound(side * ratio)));
    if (pixmap.isNull())
        return;
    pixmap.setDevicePixelRatio(ratio);
    const QPointF topLeft = place.center() - QPointF(side, side) / 2;
    // On whole device pixels, or every line of it is smeared over two.
    painter->drawPixmap(QPointF(qRound(topLeft.x() * ratio) / ratio, qRound(topLeft.y() * ratio) / ratio), pixmap);
}

QStringList iconNames() {
    initResources();
    QStringList names;
    const QStringList files = QDir(QStringLiteral(":/wallaroo/icons")).entryList();
    for (const QString& file : files)
        names << file.chopped(4);
    return names;
}

QIcon applicationIcon() {
    initResources();
    QIcon icon;
    for (const int side : {16, 32, 48, 128})
        icon.addFile(QStringLiteral(":/wallaroo/app/%1.png").arg(side), {side, side});
    return icon;
}

} // namespace wallaroo
