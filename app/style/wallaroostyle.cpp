#include "style/wallaroostyle.h"

#include "style/icons.h"
#include "style/metrics.h"
#include "style/painting.h"
#include "style/palettes.h"
#include "style/styleparts.h"

namespace wallaroo {
namespace {

Qt::ArrowType arrowOf(QStyle::PrimitiveElement element) {
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
        return Qt::UpArrow;
    case QStyle::PE_IndicatorArrowLeft:
        return Qt::LeftArrow;
    case QStyle::PE_IndicatorArrowRight:
        return Qt::RightArrow;
    default:
        return Qt::DownArrow;
    }
}

void branch(const QStyleOption* option, QPainter* painter) {
    if (!option->state.testFlag(QStyle::State_Children))
        return;
    const bool open = option->state.testFlag(QStyle::State_Open);
    const int side = qMin(option->rect.width(), qMin(option->rect.height(), 14));
    QRect place(0, 0, side, side);
    place.moveCenter(option->rect.center());
    paint::chevron(painter, place,
                   open                                   ? Qt::DownArrow
                   : option->direction == Qt::LeftToRight ? Qt::RightArrow
                                                          : Qt::LeftArrow,
                   tint(option->palette, Tint::SecondaryText));
}

QColor arrowColor(const QStyleOption* option) {
    return option->state.testFlag(QStyle::State_Enabled)
               ? tint(option->palette, Tint::SecondaryText)
               : option->palette.color(QPalette::Disabled, QPalette::ButtonText);
}

} // namespace

WallarooStyle::WallarooStyle() : QProxyStyle(QStringLiteral("fusion")) {
    setObjectName(QStringLiteral("wallaroo"));
}

void WallarooStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        return parts::buttonPanel(option, painter, widget);
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        return paint::focusRing(painter, option->rect, Metrics(option, widget).px(4), option->palette);
    case PE_PanelLineEdit:
        return parts::linePanel(option, painter, widget);
    case PE_FrameLineEdit:
        return; // drawn with its panel
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return parts::checkIndicator(option, painter);
    case PE_IndicatorRadioButton:
        return parts::radioIndicator(option, painter);
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
        return paint::chevron(painter, option->rect, arrowOf(element), arrowColor(option));
    case PE_IndicatorBranch:
        return branch(option, painter);
    case PE_Frame:
    case PE_FrameGroupBox:
        return parts::frame(option, painter, widget);
    case PE_FrameMenu:
        return paint::box(painter, option->rect, 0, Qt::transparent, tint(option->palette, Tint::FieldLine));
    case PE_PanelMenu:
        return painter->fillRect(option->rect, tint(option->palette, Tint::Surface));
    case PE_PanelScrollAreaCorner:
        return parts::scrollCorner(option, painter, widget);
    case PE_PanelTipLabel:
        return paint::box(painter, option->rect, 0, option->palette.color(QPalette::ToolTipBase),
                          tint(option->palette, Tint::FieldLine));
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
            return parts::itemPanel(item, painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void WallarooStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    switch (element) {
    case CE_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return parts::pushButton(button, painter, widget);
        break;
    case CE_Header:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return parts::header(proxy(), head, painter, widget);
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return parts::headerSection(option, painter);
    case CE_HeaderLabel:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return parts::headerLabel(proxy(), head, painter, widget);
        break;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
            return drawViewItem(item, painter, widget);
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return parts::menuItem(proxy(), item, painter, widget);
        break;
    case CE_MenuEmptyArea:
        return painter->fillRect(option->rect, tint(option->palette, Tint::Surface));
    case CE_ProgressBarGroove:
        return parts::progressGroove(option, painter, widget);
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            return parts::progressContents(bar, painter, widget);
        break;
    case CE_Splitter:
        return parts::splitter(option, painter);
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void WallarooStyle::drawViewItem(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget) const {
    proxy()->drawPrimitive(PE_PanelItemViewItem, option, painter, widget);
    // The rest is Qt's, told that nothing is selected: text and icons keep their colours on our pale selection.
    QStyleOptionViewItem rest(*option);
    const bool foreign = tint(option->palette, Tint::SelectedRow) == option->palette.color(QPalette::Highlight);
    if (option->state.testFlag(State_Selected) && foreign)
        rest.palette.setColor(QPalette::Text, option->palette.color(QPalette::HighlightedText));
    rest.state &= ~(State_Selected | State_MouseOver);
    if (widget && widget->window()->windowType() == Qt::Popup)
        rest.state &= ~State_HasFocus; // the keyboard is nowhere else: the selection says enough
    rest.backgroundBrush = Qt::NoBrush;
    QProxyStyle::drawControl(CE_ItemViewItem, &rest, painter, widget);
}

void WallarooStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                       const QWidget* widget) const {
    switch (control) {
    case CC_ComboBox:
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return parts::comboBox(box, painter, widget);
        break;
    case CC_SpinBox:
        if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return parts::spinBox(proxy(), box, painter, widget);
        break;
    case CC_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            return parts::toolButton(proxy(), button, painter, widget);
        break;
    case CC_ScrollBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return parts::scrollBar(proxy(), bar, painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon WallarooStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    switch (which) {
    case SP_LineEditClearButton:
    case SP_DialogCloseButton:
    case SP_TitleBarCloseButton:
        return icon(QStringLiteral("clear"), Tint::SecondaryText);
    case SP_MessageBoxInformation:
        return icon(QStringLiteral("info"), Tint::Accent);
    case SP_MessageBoxQuestion:
        return icon(QStringLiteral("info"), Tint::Accent);
    case SP_MessageBoxWarning:
        return icon(QStringLiteral("warning"), Tint::Warning);
    case SP_MessageBoxCritical:
        return icon(QStringLiteral("error"), Tint::Danger);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace wallaroo
