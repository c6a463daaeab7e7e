#pragma once

#include <QLineEdit>

namespace wallaroo {

/// A line that filters what is below it. Escape empties it (a second Escape is for the page), Down and Enter go to the
/// rows. Listen to textEdited() for typing and textChanged() for any change.
class FilterField final : public QLineEdit {
    Q_OBJECT
public:
    /// name: on the accessibility bus, "Filter users".
    explicit FilterField(const QString& name, QWidget* parent = nullptr);

Q_SIGNALS:
    void rowsRequested(); ///< move the focus to the table

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace wallaroo
