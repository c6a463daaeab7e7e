#pragma once

#include "support/claimrows.h"

#include <QTableWidget>

namespace wallaroo {

/// Facts about one thing, a name and a value a line, as high as what it shows. Read row by row by a screen reader and
/// by the arrow keys; nothing in it can be changed, and no text of it is ever selected. A value can be copied from the
/// context menu.
class FactTable final : public QTableWidget {
    Q_OBJECT
public:
    explicit FactTable(QWidget* parent = nullptr);

    /// Only what changed is touched: somebody may be reading.
    void setRows(const QList<ClaimRow>& rows);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Somebody wants a value on the clipboard.
    void copyRequested(const QString& name, const QString& value);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintTints();
    void fit();
    void fitSoon();

    QList<ClaimRow> m_rows;
    bool m_fitsSoon = false;
};

} // namespace wallaroo
