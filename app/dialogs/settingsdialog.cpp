#include "dialogs/settingsdialog.h"

#include "dialogs/fieldmessage.h"
#include "dialogs/formscroll.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QSystemTrayIcon>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QString withoutMnemonic(QString text) {
    return text.remove(u'&');
}

QString setByOrganisation() {
    return SettingsDialog::tr("Set by your organisation.");
}

} // namespace

SettingsDialog::SettingsDialog(Settings& settings, QWidget* parent) : QDialog(parent), m_settings(settings) {
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    const Metrics metrics(this);
    auto* body = new QWidget(this);
    auto* form = new QFormLayout(body);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(metrics.px(6));
    form->setHorizontalSpacing(metrics.px(14));
    form->setLabelAlignment(Qt::AlignRight);
    addNumber(form,
              {Setting::ClipboardSeconds, QStringLiteral("clipboardSeconds"), tr("Secrets leave the &clipboard after"),
               tr(" s", "seconds"), tr("Only if nothing else was copied meanwhile.")});
    addNumber(form, {Setting::IdleMinutes, QStringLiteral("idleMinutes"), tr("Stop &renewing when idle for"),
                     tr(" min", "minutes"),
                     tr("Without anybody at the program for so long, the session may end by the server's own rule.")});
    const bool hasTray = QSystemTrayIcon::isSystemTrayAvailable();
    addSwitch(form,
              {Setting::TrayIcon,
               QStringLiteral("trayIcon"),
               tr("&Icon in the desktop's tray"),
               {},
               hasTray ? tr("Copies a token without going to the window.") : tr("This desktop has no tray.")},
              hasTray);

    auto* more = moreButtons(); // made first: Tab goes by it
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(16));
    auto* scroll = new FormScroll(body, 460, this);
    column->addWidget(scroll, 1);
    column->addWidget(problemLine());
    column->addLayout(more);
    column->addWidget(box);
    scroll->fitFirst();
}

QHBoxLayout* SettingsDialog::moreButtons() {
    auto* stored = new QPushButton(tr("&What is stored where…"), this);
    stored->setObjectName(QStringLiteral("whatIsStored"));
    auto* profiles = new QPushButton(tr("&Profiles…"), this);
    profiles->setObjectName(QStringLiteral("openProfiles"));
    for (auto* button : {stored, profiles})
        button->setAutoDefault(false);
    connect(stored, &QPushButton::clicked, this, &SettingsDialog::storedRequested);
    connect(profiles, &QPushButton::clicked, this, &SettingsDialog::profilesRequested);
    auto* more = new QHBoxLayout;
    more->setSpacing(Metrics(this).px(8));
    more->addWidget(stored);
    more->addWidget(profiles);
    more->addStretch(1);
    return more;
}

QWidget* SettingsDialog::problemLine() {
    auto* line = new FieldMessage(nullptr, QStringLiteral("settingsProblem"), this);
    const auto show = [this, line] {
        if (const auto& problem = m_settings.problem())
            line->say(*problem);
        else
            line->clear();
    };
    show();
    connect(&m_settings, &Settings::problemFound, line, show);
    return line;
}

void SettingsDialog::addNumber(QFormLayout* form, const Line& line) {
    const auto bounds = Settings::boundsOf(line.setting);
    const bool locked = m_settings.isLocked(line.setting);
    auto* box = new QSpinBox(this);
    box->setObjectName(line.objectName);
    box->setAccessibleName(withoutMnemonic(line.label));
    box->setRange(bounds.least, bounds.most);
    box->setSuffix(line.suffix);
    box->setValue(m_settings.number(line.setting));
    box->setEnabled(!locked);
    form->addRow(line.label, box);
    box->setAccessibleDescription(addNote(form, line, locked ? setByOrganisation() : line.explanation)->text());
    connect(box, &QSpinBox::valueChanged, this,
            [this, setting = line.setting](int value) { m_settings.set(setting, value); });
    connect(&m_settings, &Settings::changed, box, [this, box, setting = line.setting](Setting changed) {
        if (changed == setting)
            box->setValue(m_settings.number(setting));
    });
}

void SettingsDialog::addSwitch(QFormLayout* form, const Line& line, bool hasEffect) {
    const bool locked = m_settings.isLocked(line.setting);
    auto* box = new QCheckBox(line.label, this);
    box->setObjectName(line.objectName);
    box->setChecked(m_settings.isOn(line.setting));
    box->setEnabled(hasEffect && !locked);
    form->addRow(QString(), box);
    box->setAccessibleDescription(addNote(form, line, locked ? setByOrganisation() : line.explanation)->text());
    connect(box, &QCheckBox::toggled, this,
            [this, setting = line.setting](bool on) { m_settings.set(setting, on ? 1 : 0); });
    connect(&m_settings, &Settings::changed, box, [this, box, setting = line.setting](Setting changed) {
        if (changed == setting)
            box->setChecked(m_settings.isOn(setting));
    });
}

QLabel* SettingsDialog::addNote(QFormLayout* form, const Line& line, const QString& text) {
    auto* note = new QLabel(text, this);
    note->setObjectName(line.objectName + QStringLiteral("Note"));
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    setTextStyle(note, TextStyle::Small);
    setTextTint(note, Tint::SecondaryText);
    form->addRow(QString(), note);
    return note;
}

} // namespace wallaroo
