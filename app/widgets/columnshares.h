#pragma once

#include <QList>
#include <QObject>

class QTreeView;

namespace wallaroo {

/// Keeps the columns of a list within its width: each as wide as it wants to be, the last one with the rest, and where
/// there is less room all shrink alike, but for one. What each row came to is read without scrolling to it.
class ColumnShares final : public QObject {
    Q_OBJECT
public:
    /// The list owns this. whole: the column that does not shrink; -1: none.
    ColumnShares(QTreeView& list, int whole);

    /// In pixels, one per column, the last one's least.
    void setWidths(const QList<int>& widths);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void share();

    QTreeView& m_list;
    QList<int> m_widths;
    int m_whole;
    int m_room = -1;
};

} // namespace wallaroo
