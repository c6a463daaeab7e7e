#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace wallaroo {

/// What is known of a failure, for whoever has to find the cause: read-only, selectable, with a button that copies all
/// of it. Opened and closed in place by a button that somebody else lays out.
class DetailsBox final : public QWidget {
    Q_OBJECT
public:
    explicit DetailsBox(QWidget* parent = nullptr);

    /// [Details…] / [Hide details]; hidden while there are none. Its owner is its later parent.
    [[nodiscard]] QPushButton* toggle() const { return m_toggle; }

    /// Redacted already. Closes the box.
    void setDetails(const QString& details);
    [[nodiscard]] QString details() const;

    /// As [Hide details] and Escape within do; false: it was closed already.
    bool fold();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setOpen(bool open);

    QPushButton* m_toggle;
    QPlainTextEdit* m_text;
};

} // namespace wallaroo
