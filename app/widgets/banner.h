#pragma once

#include "base/error.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace wallaroo {

class DetailsBox;
class IconMark;

/// A line across the page that says what happened and offers what to do; "Message" on the accessibility bus. Hidden
/// until something is shown, and said aloud when it is seen. Texts are plain, whatever they hold.
class Banner final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Warning, Error };

    explicit Banner(QWidget* parent = nullptr);

    using QWidget::show;
    /// The sentence, the advice under it and [Details…] with what is known; kind Error. Keeps the actions.
    void show(const Error& error);
    void showMessage(Kind kind, const QString& text, const QString& advice = {}, const QString& details = {});
    /// Up to two buttons; an empty text: none.
    void setActions(const QString& first, const QString& second = {});
    /// Hides it and forgets texts, details and actions.
    void clear();

    [[nodiscard]] Kind kind() const { return m_kind; }

    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered(int index); ///< 0 or 1
    void closed();                   ///< by the person
    void focusLeft();                ///< it goes, and had the focus: whoever shows it knows who is to have it

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void updateKind();
    void say();
    [[nodiscard]] bool isSaidElsewhere() const;

    Kind m_kind = Kind::Info;
    bool m_isUnsaid = false; ///< it stands on a page that is not shown
    IconMark* m_icon;
    QLabel* m_text;
    QLabel* m_advice;
    QPushButton* m_first;
    QPushButton* m_second;
    DetailsBox* m_details;
    QToolButton* m_close;
};

} // namespace wallaroo
