#pragma once

#include "session/session.h"
#include "session/storedsecrets.h"

#include <QDialog>

class QGridLayout;
class QLabel;

namespace wallaroo {

class FieldMessage;
class FormScroll;

/// "What is stored where": each item that the keychain holds for this program, by kind and profile, with [Forget]. The
/// secrets themselves are never read for it.
class StoredDialog final : public QDialog {
    Q_OBJECT
public:
    /// Both outlive the dialog. inUse: the session behind the window, null where there is none: of its own profile it
    /// knows best what is being written.
    StoredDialog(session::StoredSecrets& stored, session::Session* inUse, const QString& keychainName, QWidget* parent);

private:
    void build(const QString& keychainName);
    void fill();
    void addItem(int row, const session::StoredItem& item);
    void forget(const session::StoredItem& item);

    session::StoredSecrets& m_stored;
    session::Session* m_inUse;
    FormScroll* m_items = nullptr;
    QWidget* m_list = nullptr; ///< made anew by each fill()
    QWidget* m_place;
    QLabel* m_empty;
    FieldMessage* m_message;
};

} // namespace wallaroo
