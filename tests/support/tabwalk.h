#pragma once

#include <QApplication>
#include <QTest>

#include <algorithm>

namespace wallaroo::test {

/// Whether one stands above the other, or beside it at the left.
inline bool isSeenBefore(const QWidget* one, const QWidget* other) {
    const QRect first(one->mapTo(one->window(), QPoint()), one->size());
    const QRect second(other->mapTo(other->window(), QPoint()), other->size());
    const bool isBeside = first.top() <= second.bottom() && second.top() <= first.bottom();
    return isBeside ? first.right() < second.left() : first.bottom() < second.top();
}

/// What gets the focus, Tab after Tab, until it would begin anew; what is seen first at the beginning. What has it now
/// need not be among it.
inline QList<QWidget*> tabWalk() {
    constexpr int mostTabs = 80;
    QList<QWidget*> walk;
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    while (QApplication::focusWidget() && !walk.contains(QApplication::focusWidget()) && walk.size() < mostTabs) {
        walk << QApplication::focusWidget();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    const auto first = std::find_if(walk.begin(), walk.end(), [&walk](const QWidget* widget) {
        return std::none_of(walk.begin(), walk.end(),
                            [=](const QWidget* other) { return isSeenBefore(other, widget); });
    });
    std::rotate(walk.begin(), first, walk.end());
    return walk;
}

/// What is wrong with the way of Tab through the window in front: where it goes up, or back to the left, or what of
/// `expected` (names of objects) it does not reach, or not as the last; empty: nothing.
inline QString tabFault(const QStringList& expected) {
    const auto walk = tabWalk();
    QStringList names;
    QStringList faults;
    for (const auto* widget : walk) {
        const QString name = widget->objectName().isEmpty() ? widget->accessibleName() : widget->objectName();
        if (!names.isEmpty() && isSeenBefore(widget, walk[names.size() - 1]))
            faults << QStringLiteral("back to ") + name;
        names << name;
    }
    for (const QString& name : expected) {
        if (!names.contains(name))
            faults << QStringLiteral("never at ") + name;
    }
    if (names.isEmpty() || names.last() != expected.last())
        faults << QStringLiteral("not last: ") + expected.last();
    return faults.isEmpty() ? QString()
                            : faults.join(u'\n') + QStringLiteral(" in ") + names.join(QStringLiteral(", "));
}

} // namespace wallaroo::test
