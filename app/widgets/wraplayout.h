#pragma once

#include <QLayout>

namespace wallaroo {

/// Widgets beside each other, as wide as they want to be, on as many lines as it takes: rows of filters must not decide
/// how narrow a window can be. Hidden ones take no room.
class WrapLayout final : public QLayout {
    Q_OBJECT
public:
    /// Space between them, across and down.
    explicit WrapLayout(int spacing, QWidget* parent = nullptr);
    ~WrapLayout() override;

    /// At the far end of the last line, behind all others: a count.
    void addTail(QWidget* widget);
    /// Where `next` stands, which goes behind it.
    void addBefore(QWidget* next, QWidget* widget);

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Line {
        QList<QLayoutItem*> items;
        int width = 0;
        int height = 0;
    };

    [[nodiscard]] QList<QLayoutItem*> shown() const;
    [[nodiscard]] QList<Line> lines(int width) const;
    [[nodiscard]] int heightOf(const QList<Line>& lines) const;
    void place(const Line& line, const QRect& room) const;

    QList<QLayoutItem*> m_items; ///< owned
    QWidget* m_tail = nullptr;
};

} // namespace wallaroo
