#pragma once

#include <QScrollArea>

namespace wallaroo {

/// A form that is shown whole where the screen has room for it, and scrolls where it has not. Its window grows when the
/// form does, and shrinks with it unless somebody chose another size.
class FormScroll final : public QScrollArea {
    Q_OBJECT
public:
    /// Takes the form.
    FormScroll(QWidget* form, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] int formHeight(int width) const;
    void fitWindow();

    int m_fittedHeight = 0; ///< what fitWindow() made the window
};

} // namespace wallaroo
