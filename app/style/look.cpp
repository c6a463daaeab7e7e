#include "style/look.h"

#include "style/styleparts.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVariant>

#include <optional>

namespace wallaroo {
namespace {

/// Keeps one widget's colours and font as they were asked for when the palette or the font of the desktop changes. A
/// child of that widget.
class LookKeeper final : public QObject {
public:
    static LookKeeper* of(QWidget* widget) {
        const QString name = QStringLiteral("wallarooLook");
        if (auto* kept = widget->findChild<QObject*>(name, Qt::FindDirectChildrenOnly))
            return static_cast<LookKeeper*>(kept);
        auto* keeper = new LookKeeper(widget); // owned by the widget
        keeper->setObjectName(name);
        return keeper;
    }

    void setText(Tint tint) {
        m_text = tint;
        applyColors();
    }

    void setGround(Tint tint) {
        m_ground = tint;
        applyColors();
    }

    void setStyle(TextStyle style) {
        m_style = style;
        applyFont();
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::PaletteChange && (m_text || m_ground))
            applyColors();
        else if (event->type() == QEvent::ApplicationFontChange && m_style)
            applyFont();
        return false;
    }

private:
    explicit LookKeeper(QWidget* widget) : QObject(widget), m_widget(widget) { widget->installEventFilter(this); }

    void applyColors() {
        // Only what was asked for: with more in it, the widget would no longer follow the application's palette.
        const QPalette around = QApplication::palette(m_widget);
        const QPalette now = m_widget->palette();
        QPalette own;
        bool differs = false;
        const auto set = [&](QPalette::ColorRole role, Tint wanted) {
            const QColor color = tint(around, wanted);
            differs = differs || now.color(QPalette::Active, role) != color;
            own.setColor(QPalette::Active, role, color);
            own.setColor(QPalette::Inactive, role, color);
        };
        if (m_text)
            set(m_widget->foregroundRole(), *m_text);
        if (m_ground)
            set(m_widget->backgroundRole(), *m_ground);
        if (differs)
            m_widget->setPalette(own); // tells us again, and finds nothing more to change
    }

    void applyFont() {
        QFont font = QApplication::font(m_widget);
        const auto scale = [&font](qreal factor) {
            if (font.pointSizeF() > 0)
                font.setPointSizeF(font.pointSizeF() * factor);
            else
                font.setPixelSize(qRound(font.pixelSize() * factor));
        };
        switch (*m_style) {
        case TextStyle::Title:
            scale(1.5);
            font.setWeight(QFont::Bold);
            break;
        case TextStyle::Heading:
            scale(1.12);
            font.setWeight(QFont::Bold);
            break;
        case TextStyle::Body:
            break;
        case TextStyle::Strong:
            font.setWeight(QFont::Bold);
            break;
        case TextStyle::Small:
            scale(0.9);
            break;
        }
        m_widget->setFont(font);
    }

    QWidget* m_widget;
    std::optional<Tint> m_text;
    std::optional<Tint> m_ground;
    std::optional<TextStyle> m_style;
};

void setProperty(QWidget* widget, const char* name, bool on) {
    if (widget->property(name) == QVariant(on))
        return;
    widget->setProperty(name, on);
    // Buttons and combo boxes remember their size until something of them changes.
    QEvent change(QEvent::StyleChange);
    QCoreApplication::sendEvent(widget, &change);
}

} // namespace

void setMain(QAbstractButton* button, bool on) {
    setProperty(button, parts::mainProperty, on);
}

void setInvalid(QWidget* field, bool on) {
    setProperty(field, parts::invalidProperty, on);
}

void setCard(QFrame* frame) {
    frame->setFrameShape(QFrame::StyledPanel);
    setProperty(frame, parts::cardProperty, true);
}

void setTextTint(QWidget* widget, Tint tint) {
    LookKeeper::of(widget)->setText(tint);
}

void setGroundTint(QWidget* widget, Tint tint) {
    widget->setAutoFillBackground(true);
    LookKeeper::of(widget)->setGround(tint);
}

void setTextStyle(QWidget* widget, TextStyle style) {
    LookKeeper::of(widget)->setStyle(style);
}

QString escapedAmpersands(QString text) {
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace wallaroo
