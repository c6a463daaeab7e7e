#pragma once

#include <QRect>
#include <QTextLayout>

class QLineEdit;
class QPainter;

namespace wallaroo {

/// The shown state's one line of real text, laid out for painting and pointing. Made anew each time, so that nothing of
/// it stays.
class SecretLine final {
public:
    /// text: raw data that outlives this. room: where it is seen; what does not fit scrolls with the cursor.
    SecretLine(const QString& text, const QLineEdit& field, const QRect& room);

    void paint(QPainter* painter) const;
    /// The place between two characters nearest to x, in the field's coordinates.
    [[nodiscard]] int positionAt(qreal x) const;

private:
    const QLineEdit& m_field;
    QRect m_room;
    QTextLayout m_layout;
    QPointF m_origin;
};

} // namespace wallaroo
