#pragma once

#include "dialogs/authorityfile.h"

#include <QDialog>

namespace wallaroo {

class FormScroll;

/// Asks whether the certificates of a chosen file are to be trusted for one instance, showing what can be compared:
/// subject, validity, SHA-256. Opened, not executed; the safe button has the focus. accepted(): trust the usable ones.
class TrustAuthorityDialog final : public QDialog {
    Q_OBJECT
public:
    /// place: the instance's host, for the sentence.
    TrustAuthorityDialog(const QList<Authority>& authorities, const QString& place, QWidget* parent);
    /// Whether the one certificate that the instance showed is to be trusted, and no other there (rule 56).
    TrustAuthorityDialog(const Authority& certificate, const QString& place, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build(const QList<Authority>& authorities, const QString& questionText, const QString& adviceText);
    [[nodiscard]] QWidget* buttons();

    FormScroll* m_scroll = nullptr;
};

} // namespace wallaroo
