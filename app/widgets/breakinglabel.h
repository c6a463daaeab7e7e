#pragma once

#include <QLabel>

namespace wallaroo {

/// Plain text in as many lines as it needs: between words where that fits, within a word (an address, an id) that is
/// wider than the label. QLabel would cut such a word off.
class BreakingLabel : public QLabel {
    Q_OBJECT

public:
    explicit BreakingLabel(QWidget* parent = nullptr);

    bool hasHeightForWidth() const override;
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int flagsFor(int width) const;
};

} // namespace wallaroo
