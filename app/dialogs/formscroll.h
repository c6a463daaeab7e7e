#pragma once

#include <QScrollArea>

namespace wallaroo {

/// A form that is shown whole where the screen has room for it, and scrolls where it has not. Its window grows when the
/// form does, and shrinks with it unless somebody chose another size.
class FormScroll final : public QScrollArea {
    Q_OBJECT
public:
    /// Takes the form. The width is what is given to it where the screen has it.
    FormScroll(QWidget* form, int widthAtSketchFont, QWidget* parent);

    /// For the window's first showing, since Qt would give it two thirds of the screen at most.
    void fitFirst();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] int formHeight(int width) const;
    void fitWindow();
    void updateFocusPolicy();
    void dropNeedlessBar();

    int m_widthAtSketchFont;
    bool m_isDropping = false; ///< a bar: switching it off and on resizes what is inside, and so comes here again
    int m_fittedHeight = 0;    ///< what fitWindow() made the window
};

} // namespace wallaroo
