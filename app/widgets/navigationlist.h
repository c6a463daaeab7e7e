#pragma once

#include <QListView>

class QStandardItem;
class QStandardItemModel;

namespace wallaroo {

class NavigationDelegate;

/// The list at the left: headings that cannot be chosen, pages as rows with icon, name and, when known, a count.
/// "Pages" on the accessibility bus, where a row's name is the page's and its description the count.
class NavigationList final : public QListView {
    Q_OBJECT
public:
    explicit NavigationList(QWidget* parent = nullptr);

    void addGroup(const QString& title);
    void addPage(const QString& id, const QString& iconName, const QString& text);
    /// Empty: not known.
    void setCount(const QString& id, const QString& count);
    /// Icons only, names as tooltips.
    void setCompact(bool compact);

    [[nodiscard]] bool isCompact() const { return m_compact; }

    [[nodiscard]] QString currentPage() const;
    /// Tells pageChosen() when that changes something.
    void setCurrentPage(const QString& id);
    /// In their order, for Ctrl+1…9.
    [[nodiscard]] QStringList pages() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void pageChosen(const QString& id);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QStandardItem* itemOf(const QString& id) const;
    [[nodiscard]] QModelIndex nextPage(int from, int step) const;
    void updateWidth();

    QStandardItemModel* m_rows;
    NavigationDelegate* m_delegate;
    bool m_compact = false;
};

} // namespace wallaroo
