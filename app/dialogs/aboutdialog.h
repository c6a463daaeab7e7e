#pragma once

#include <QDialog>

namespace wallaroo {

/// Version, commit, libraries and licences, with one button that copies them for a report. Opened, never executed.
class AboutDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);

    /// What is shown, as lines of text.
    [[nodiscard]] static QString text();

Q_SIGNALS:
    void copyRequested(const QString& text);
};

} // namespace wallaroo
