#pragma once

#include <QAbstractButton>

namespace wallaroo {

/// A button that reads like a link: for the lesser ways out of a dialog ("New", "Where is the secret?"). In the tab
/// order.
class LinkButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString& text, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace wallaroo
