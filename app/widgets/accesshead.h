#pragma once

#include <QHeaderView>

namespace wallaroo {

/// A head of the access matrix: names of people beside the rows, names of workspaces upright above the columns. The
/// head of the current cell is strong.
class AccessHead final : public QHeaderView {
    Q_OBJECT
public:
    explicit AccessHead(Qt::Orientation orientation, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    [[nodiscard]] bool isCurrent(int section) const;
};

} // namespace wallaroo
