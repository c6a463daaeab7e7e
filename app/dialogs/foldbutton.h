#pragma once

#include <QAbstractButton>

namespace wallaroo {

/// Opens and closes what stands under it: a chevron and words, checked while open.
class FoldButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit FoldButton(const QString& text, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace wallaroo
