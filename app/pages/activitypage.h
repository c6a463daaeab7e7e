#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace wallaroo {

struct Account;
struct WindowParts;
class ActivityModel;
class Banner;
class FilterField;
class PageHead;
class StatePanel;

/// What this account did from here: who, what, to whom, with which outcome, when. Read from the journal whenever the
/// page is shown; filtered, exported.
class ActivityPage final : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the page.
    ActivityPage(Account& account, const WindowParts& parts, QWidget* parent = nullptr);

    void refresh();
    void focusFilter();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void updateScreen();
    void exportShown();

    Account& m_account;
    const WindowParts& m_parts;
    ActivityModel* m_model;
    PageHead* m_head;
    Banner* m_banner;
    FilterField* m_filter;
    QLabel* m_count;
    QStackedLayout* m_screens;
    QTreeView* m_view;
    StatePanel* m_panel;
    QPushButton* m_export;
    bool m_hasMore = false;
    bool m_failed = false;
};

} // namespace wallaroo
