#pragma once

#include "base/secret.h"

#include <QDialog>
#include <QList>
#include <QString>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace wallaroo {

class Clipboard;

/// Temporary passwords that were just made, to be handed to people one by one: masked, in no file, gone when the dialog
/// closes. Closing while some were not copied asks first.
class HandOutDialog final : public QDialog {
    Q_OBJECT
public:
    struct Entry {
        QString id;
        QString name;
        QString username;
        Secret password;
        bool isCopied = false; ///< in an earlier dialog
    };

    /// address: where they sign in. The clipboard outlives the dialog.
    HandOutDialog(const QString& address, QList<Entry> entries, Clipboard& clipboard, QWidget* parent = nullptr);

    [[nodiscard]] int uncopied() const;
    void reject() override;

Q_SIGNALS:
    void copied(const QString& id);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void layOut();
    void copyCurrent();
    [[nodiscard]] Secret textFor(const Entry& entry) const;
    void showWarning();

    QString m_address;
    QList<Entry> m_entries;
    QList<bool> m_copied;
    Clipboard& m_clipboard;
    QTreeWidget* m_list;
    QLabel* m_warning;
    QPushButton* m_copy;
    QPushButton* m_close;
    bool m_isWarned = false; ///< the next close is meant
};

} // namespace wallaroo
