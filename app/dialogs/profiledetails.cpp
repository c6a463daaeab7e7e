#include "dialogs/profiledetails.h"

#include "base/displaytext.h"
#include "dialogs/authorityfile.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/instancewords.h"
#include "dialogs/signinways.h"
#include "dialogs/trustauthoritydialog.h"
#include "style/look.h"
#include "style/metrics.h"
#include "style/profilecolours.h"
#include "support/prompts.h"
#include "widgets/linkbutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSslCertificate>

namespace wallaroo {
namespace {

QLabel* valueLabel(const QString& objectName, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ProfileDetails::ProfileDetails(const Desktop& desktop, QWidget* parent)
    : QWidget(parent),
      m_desktop(desktop),
      m_name(new QLineEdit(this)),
      m_nameMessage(new FieldMessage(m_name, QStringLiteral("profileNameMessage"), this)),
      m_colour(new QComboBox(this)),
      m_readOnly(new QCheckBox(tr("Read &only: offer nothing that changes it"), this)),
      m_instance(valueLabel(QStringLiteral("profileInstance"), this)),
      m_way(valueLabel(QStringLiteral("profileWay"), this)),
      m_authorities(valueLabel(QStringLiteral("profileAuthorities"), this)),
      m_authorityMessage(new FieldMessage(nullptr, QStringLiteral("profileAuthorityMessage"), this)),
      m_trust(new LinkButton(tr("&Trust a CA file…"), this)),
      m_distrust(new LinkButton(tr("Sto&p trusting it"), this)) {
    setObjectName(QStringLiteral("profileDetails"));
    build();
    connectFields();
}

void ProfileDetails::build() {
    const Metrics metrics(this);
    m_name->setObjectName(QStringLiteral("profileName"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(64);
    m_colour->setObjectName(QStringLiteral("profileColour"));
    m_colour->setAccessibleName(tr("Colour"));
    for (const auto& colour : profileColours())
        m_colour->addItem(colourMark(colour.value), colour.name, colour.value);
    m_offeredColours = m_colour->count();
    m_readOnly->setObjectName(QStringLiteral("profileReadOnly"));
    m_trust->setObjectName(QStringLiteral("trustAuthority"));
    m_distrust->setObjectName(QStringLiteral("distrustAuthority"));
    setTextStyle(m_authorities, TextStyle::Small);

    auto* links = new QHBoxLayout;
    links->setSpacing(metrics.px(12));
    links->addWidget(m_trust);
    links->addWidget(m_distrust);
    links->addStretch(1);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(metrics.px(8));
    form->setHorizontalSpacing(metrics.px(12));
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("N&ame"), m_name);
    form->addRow(QString(), m_nameMessage);
    form->addRow(tr("&Colour"), m_colour);
    form->addRow(tr("Instance"), m_instance);
    form->addRow(tr("Sign in", "before the way of signing in"), m_way);
    form->addRow(QString(), m_readOnly);
    form->addRow(tr("CA"), m_authorities);
    form->addRow(QString(), links);
    form->addRow(QString(), m_authorityMessage);
}

void ProfileDetails::connectFields() {
    connect(m_name, &QLineEdit::editingFinished, this, &ProfileDetails::takeName);
    connect(m_colour, &QComboBox::activated, this, [this] {
        auto profile = *m_profile;
        profile.colour = m_colour->currentData().toString();
        tell(profile);
    });
    connect(m_readOnly, &QCheckBox::clicked, this, [this](bool on) {
        auto profile = *m_profile;
        profile.readOnly = on;
        tell(profile);
    });
    connect(m_trust, &QAbstractButton::clicked, this, &ProfileDetails::chooseAuthority);
    connect(m_distrust, &QAbstractButton::clicked, this, [this] {
        auto profile = *m_profile;
        if (!profile.organisation) // whose CA is not ours to drop; what a person trusts is the person's
            profile.authoritiesPem.clear();
        profile.pinnedPem.clear();
        tell(profile);
    });
}

void ProfileDetails::setProfile(const std::optional<session::Profile>& profile) {
    m_profile = profile;
    m_nameMessage->clear();
    m_authorityMessage->clear();
    const bool isOwn = profile && !profile->organisation;
    for (QWidget* field : std::initializer_list<QWidget*>{m_name, m_colour, m_readOnly, m_trust, m_distrust})
        field->setEnabled(isOwn);
    if (profile && !profile->pinnedPem.isEmpty())
        m_distrust->setEnabled(true);
    m_name->setText(profile ? profile->name : QString());
    m_name->setPlaceholderText(profile ? profile->title() : QString());
    showColour(profile ? profile->colour : QString());
    m_readOnly->setChecked(profile && profile->readOnly);
    m_instance->setText(profile && profile->instance.isValid() ? addressWords(profile->instance) : tr("none yet"));
    QString way = profile ? nameOf(profile->way) : QString();
    if (profile && !profile->username.isEmpty())
        //: %1 is a way of signing in, %2 a user name
        way = tr("%1, as %2").arg(way, isolatedText(profile->username, 96));
    m_way->setText(way);
    if (profile && profile->organisation)
        m_nameMessage->say(FieldMessage::Tone::Quiet, tr("Set by your organisation."));
    showAuthorities();
}

/// One that is not offered here came from a file: it is the last entry while it is shown.
void ProfileDetails::showColour(const QString& value) {
    if (m_colour->count() > m_offeredColours)
        m_colour->removeItem(m_offeredColours);
    if (m_colour->findData(value) < 0)
        m_colour->addItem(colourMark(value), tr("Own colour (%1)", "#b3261e").arg(value), value);
    m_colour->setCurrentIndex(m_colour->findData(value));
}

void ProfileDetails::showAuthorities() {
    const QString words = m_profile ? trustWords(m_profile->authoritiesPem, m_profile->pinnedPem) : QString();
    m_authorities->setText(words.isEmpty() ? tr("those of this computer alone") : words);
    m_distrust->setVisible(!words.isEmpty());
}

void ProfileDetails::editName() {
    m_name->setFocus();
    m_name->selectAll();
}

void ProfileDetails::takeName() {
    const QString name = m_name->text().trimmed();
    if (!m_profile || name == m_profile->name)
        return;
    if (name.isEmpty()) {
        m_nameMessage->say(FieldMessage::Tone::Error, tr("A profile needs a name."));
        return;
    }
    auto profile = *m_profile;
    profile.name = name;
    tell(profile);
}

void ProfileDetails::chooseAuthority() {
    m_desktop.prompts.chooseFile(window(), tr("Trust a CA file"),
                                 tr("Certificates (*.pem *.crt *.cer *.der)") + QStringLiteral(";;")
                                     + tr("All files (*)"),
                                 this, [this](const QString& path) { takeAuthorityFile(path); });
}

void ProfileDetails::takeAuthorityFile(const QString& path) {
    if (!m_profile)
        return;
    const auto authorities = readAuthorities(path, QDateTime::fromMSecsSinceEpoch(m_desktop.clock.wallMs()).toUTC());
    if (!authorities) {
        m_authorityMessage->say(authorities.error());
        return;
    }
    auto profile = *m_profile;
    profile.authoritiesPem = pemOf(*authorities);
    auto* dialog = new TrustAuthorityDialog(*authorities, profile.instance.authBase.host(QUrl::FullyEncoded), window());
    connect(dialog, &QDialog::accepted, this, [this, profile] { tell(profile); });
    dialog->open();
}

/// By value: whoever hears of it may set another one.
void ProfileDetails::tell(session::Profile profile) {
    m_profile = profile;
    Q_EMIT edited(profile);
}

} // namespace wallaroo
