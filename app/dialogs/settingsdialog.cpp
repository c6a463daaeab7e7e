#include "dialogs/settingsdialog.h"

#include "style/look.h"
#include "style/metrics.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QString withoutMnemonic(QString text) {
    return text.remove(u'&');
}

} // namespace

SettingsDialog::SettingsDialog(Settings& settings, QWidget* parent) : QDialog(parent), m_settings(settings) {
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    const Metrics metrics(this);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(metrics.px(6));
    form->setHorizontalSpacing(metrics.px(14));
    form->setLabelAlignment(Qt::AlignRight);
    addNumber(form,
              {Setting::ClipboardSeconds, QStringLiteral("clipboardSeconds"), tr("Secrets leave the &clipboard after"),
               tr(" s", "seconds"), tr("Only if nothing else was copied meanwhile.")});
    addNumber(form, {Setting::IdleMinutes, QStringLiteral("idleMinutes"), tr("Nothing is &renewed after"),
                     tr(" min", "minutes"),
                     tr("Without anybody at the program for so long, the session may end by the server's own rule.")});

    auto* stored = new QPushButton(tr("&What is stored where…"), this);
    stored->setObjectName(QStringLiteral("whatIsStored"));
    auto* profiles = new QPushButton(tr("&Profiles…"), this);
    profiles->setObjectName(QStringLiteral("openProfiles"));
    for (auto* button : {stored, profiles})
        button->setAutoDefault(false);
    connect(stored, &QPushButton::clicked, this, &SettingsDialog::storedRequested);
    connect(profiles, &QPushButton::clicked, this, &SettingsDialog::profilesRequested);
    auto* more = new QHBoxLayout;
    more->setSpacing(metrics.px(8));
    more->addWidget(stored);
    more->addWidget(profiles);
    more->addStretch(1);
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(20);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(16));
    column->addLayout(form);
    column->addLayout(more);
    column->addStretch(1);
    column->addWidget(box);
    setMinimumWidth(metrics.px(500));
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
    auto* note = new QLabel(locked ? tr("Set by your organisation.") : line.explanation, this);
    note->setObjectName(line.objectName + QStringLiteral("Note"));
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    setTextStyle(note, TextStyle::Small);
    setTextTint(note, Tint::SecondaryText);
    box->setAccessibleDescription(note->text());
    form->addRow(line.label, box);
    form->addRow(QString(), note);
    connect(box, &QSpinBox::valueChanged, this,
            [this, setting = line.setting](int value) { m_settings.set(setting, value); });
    connect(&m_settings, &Settings::changed, box, [this, box, setting = line.setting](Setting changed) {
        if (changed == setting)
            box->setValue(m_settings.number(setting));
    });
}

} // namespace wallaroo
