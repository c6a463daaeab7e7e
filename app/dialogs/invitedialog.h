#pragma once

#include "exchange/invitations.h"

#include <QDialog>

#include <functional>
#include <vector>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace wallaroo {

class Prompts;

/// Whom to invite: one address, many pasted ones, or a file, with what each row will do shown before anything is sent.
/// It is its own consequence sheet. Opened; accepted() invites(). Begun in Keycloak's way it offers the other one, too:
/// what was refused once may have changed.
class InviteDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Way { Invitation, Keycloak };

    /// Whether somebody has an address already.
    using Known = std::function<exchange::Known(const QString& email)>;

    /// prompts outlive the dialog. instance: for the title.
    InviteDialog(Way way, const QString& instance, Known known, Prompts& prompts, QWidget* parent = nullptr);

    /// Whether this account may give the role of administrator at Keycloak; without a word it may.
    void setGivesRoles(bool gives);
    void setText(const QString& text);
    /// The same of rows from elsewhere, with all that they hold.
    void setRows(const std::vector<exchange::InviteRow>& rows);
    /// [Copy calls], enabled as the acting button is; the dialog owns it.
    void setCallsButton(QPushButton* button);

    /// Who will be invited: rows without a problem that nobody has yet.
    [[nodiscard]] std::vector<exchange::InviteRow> invitees() const;

    [[nodiscard]] Way way() const { return m_way; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void layOutPreview();
    void goWay(Way way);
    [[nodiscard]] QString titleText() const;

    [[nodiscard]] bool mayBeAdmins() const { return m_way == Way::Invitation || m_givesRoles; }

    [[nodiscard]] QString aboutText() const;
    [[nodiscard]] QString whatHappens(const exchange::InviteRow& row) const;
    void showError(const Error& error);
    void showNotRead(const QString& path, Error error);
    void look();
    void judge();
    void openFile();
    void showRows();

    Way m_way;
    QString m_instance;
    Known m_known;
    Prompts& m_prompts;
    bool m_givesRoles = true;
    std::vector<exchange::InviteRow> m_rows;
    QPlainTextEdit* m_text;
    QTreeWidget* m_preview;
    QLabel* m_summary;
    QLabel* m_error;
    QCheckBox* m_admin;
    QPushButton* m_file;
    QPushButton* m_other; ///< the other way
    QPushButton* m_calls = nullptr;
    QPushButton* m_act;
    QHBoxLayout* m_buttons = nullptr;
};

} // namespace wallaroo
