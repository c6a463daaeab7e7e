#pragma once

#include "base/error.h"
#include "domain/table.h"
#include "exchange/commandtexts.h"

#include <QObject>

#include <functional>

class QMenu;
class QPushButton;

namespace wallaroo {

struct Account;
struct WindowParts;
class ResourceTable;

/// What of a page's table leaves the program: files, and texts on the clipboard. The columns go as they are shown, and
/// the id with them, by which two of one name are told apart.
class TableExport final : public QObject {
    Q_OBJECT
public:
    /// What only the page knows of so many rows: where they come from, what narrowed them, how complete they are.
    using Describe = std::function<Provenance(int rows)>;

    /// All but the page outlive this. name: of files, "users".
    TableExport(ResourceTable& table, const Account& account, const WindowParts& parts, QString name, Describe describe,
                QWidget* page);

    /// [Export], whose menu `more` may go on with. The parent owns it.
    [[nodiscard]] QPushButton* button(QWidget* parent, const std::function<void(QMenu&)>& more = {});
    /// For the menu of a row: it as JSON, and the call that reads it, under this title.
    void addCopies(QMenu& menu, const QString& title, const exchange::ApiCall& call);

    /// What is shown; what is selected, else the row with the keyboard.
    [[nodiscard]] Table made(bool onlySelected) const;
    /// "37 of 1,204, visible to this account", in the words of `counted`; more where the list is not whole.
    [[nodiscard]] QString completeness(const QString& counted) const;

Q_SIGNALS:
    void saved(const QString& text); ///< to be said
    void failed(const wallaroo::Error& error);

private:
    void fill(QMenu& menu);
    void save(bool onlySelected);
    void copy(bool onlySelected);
    void copyJson();
    void copyCall(exchange::Tool tool, const exchange::ApiCall& call);

    ResourceTable& m_table;
    const Account& m_account;
    const WindowParts& m_parts;
    QString m_name;
    Describe m_describe;
    QWidget* m_page;
    qint64 m_listedAtMs = 0; ///< UTC, when the list was last whole
};

} // namespace wallaroo
