// What WallarooStyle measures; what it draws is in wallaroostyle.cpp.
#include "style/metrics.h"
#include "style/styleparts.h"
#include "style/wallaroostyle.h"

#include <QDialogButtonBox>
#include <QFrame>

namespace wallaroo {
namespace {

constexpr int ringRoom = 3; // between a check box's words and the ring around them

} // namespace

QSize WallarooStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                      const QWidget* widget) const {
    const Metrics metrics(option, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return parts::pushButtonSize(button, size, widget);
        break;
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            return parts::toolButtonSize(button, size, widget);
        break;
    case CT_LineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth <= 0)
            break;
        return {size.width() + metrics.px(16), qMax(size.height() + metrics.px(6), metrics.fieldHeight())};
    }
    case CT_ComboBox:
        return {size.width() + metrics.px(8 + 26 + 4), qMax(size.height() + metrics.px(8), metrics.fieldHeight())};
    case CT_CheckBox:
    case CT_RadioButton:
        return QProxyStyle::sizeFromContents(type, option, size, widget) + QSize(2 * ringRoom, 0);
    case CT_SpinBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), metrics.fieldHeight())};
    }
    case CT_HeaderSection:
        if (const auto* head = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return parts::headerSize(head, size, widget);
        break;
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        const int lines = item ? static_cast<int>(item->text.count(QChar::LineSeparator)) : 0;
        const int room = metrics.buttonHeight() - option->fontMetrics.height(); // of one line; each has it
        return {base.width(), lines > 0 ? base.height() + room : qMax(base.height(), metrics.buttonHeight())};
    }
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return parts::menuItemSize(item, size, widget);
        break;
    case CT_ProgressBar:
        return {size.width(), qMax(metrics.px(6), size.height())};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect WallarooStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect base = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        const int margin = frame && frame->lineWidth > 0 ? Metrics(option, widget).px(7) : 0;
        return base.adjusted(margin, 0, -margin, 0);
    }
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return base.adjusted(-ringRoom, 0, ringRoom, 0).intersected(option->rect);
    case SE_ItemViewItemFocusRect:
        return option->rect; // of the whole item, as its selection: with an icon, too
    default:
        return base;
    }
}

QRect WallarooStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                    const QWidget* widget) const {
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        box && control == CC_ComboBox && part != SC_ComboBoxListBoxPopup)
        return parts::comboBoxRect(box, part, widget);
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar)
        return parts::scrollBarRect(proxy(), bar, part, widget);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

// A table, one line a metric. NOLINTNEXTLINE(readability-function-size)
int WallarooStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    const Metrics metrics(option, widget);
    switch (metric) {
    case PM_ButtonMargin:
        return metrics.px(10);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_LineEditIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return metrics.icon();
    case PM_LineEditIconMargin:
        return metrics.px(8);
    case PM_MessageBoxIconSize:
        return metrics.px(32);
    case PM_MenuButtonIndicator:
        return metrics.px(16);
    case PM_DefaultFrameWidth:
    case PM_ComboBoxFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return metrics.px(4);
    case PM_MenuHMargin:
        return 0;
    case PM_FocusFrameHMargin:
        return metrics.px(9); // puts the text of cells under that of their head
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return metrics.px(17);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return metrics.px(8);
    case PM_ScrollBarExtent:
        return metrics.px(12);
    case PM_ScrollBarSliderMin:
        return metrics.px(28);
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_SplitterWidth:
        return metrics.px(5);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics.px(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return metrics.px(12);
    case PM_ToolTipLabelFrameWidth:
        return metrics.px(5);
    case PM_HeaderMargin:
        return metrics.px(8);
    case PM_HeaderGripMargin:
        return metrics.px(5);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WallarooStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* returned) const {
    switch (hint) {
    case SH_ComboBox_Popup:
        return 0; // a list under the field, not a menu over it
    case SH_ComboBox_PopupFrameStyle:
        return QFrame::StyledPanel | QFrame::Plain;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout; // as sheets and sign-in: what acts stands at the right, whatever the
                                              // desktop
    case SH_EtchDisabledText:
        return 0;
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignRight;
    case SH_ItemView_ChangeHighlightOnFocus:
        return 0;
    case SH_ScrollBar_ContextMenu:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace wallaroo
