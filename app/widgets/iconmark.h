#pragma once

#include "style/palettes.h"

#include <QWidget>

namespace wallaroo {

/// One of our icons as a mark beside words. Says nothing by itself, so it is no object on the accessibility bus with a
/// name.
class IconMark final : public QWidget {
    Q_OBJECT
public:
    /// side: at the sketches' font, in pixels.
    explicit IconMark(int side, QWidget* parent = nullptr);

    void setIcon(const QString& name, Tint tint);

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side;
    QString m_name;
    Tint m_tint = Tint::Text;
};

} // namespace wallaroo
