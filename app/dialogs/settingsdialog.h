#pragma once

#include "support/settings.h"

#include <QDialog>

class QFormLayout;
class QHBoxLayout;
class QLabel;

namespace wallaroo {

/// The program's settings; what is changed holds at once. Shows only what has an effect.
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    /// settings outlives the dialog.
    SettingsDialog(Settings& settings, QWidget* parent);

Q_SIGNALS:
    void storedRequested(); ///< "What is stored where"
    void profilesRequested();

private:
    struct Line {
        Setting setting;
        QString objectName;
        QString label;  ///< with its mnemonic
        QString suffix; ///< " s"
        QString explanation;
    };

    [[nodiscard]] QHBoxLayout* moreButtons();
    [[nodiscard]] QWidget* problemLine();
    void addNumber(QFormLayout* form, const Line& line);
    void addSwitch(QFormLayout* form, const Line& line, bool hasEffect);
    QLabel* addNote(QFormLayout* form, const Line& line, const QString& text);

    Settings& m_settings;
};

} // namespace wallaroo
