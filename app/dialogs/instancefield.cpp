#include "dialogs/instancefield.h"

#include "dialogs/addressfold.h"
#include "dialogs/authorityfile.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/foldbutton.h"
#include "dialogs/instancewords.h"
#include "dialogs/signinerrors.h"
#include "dialogs/trustauthoritydialog.h"
#include "http/tlscheck.h"
#include "style/metrics.h"
#include "support/instanceprobe.h"
#include "support/prompts.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace wallaroo {
namespace {

using Tone = FieldMessage::Tone;

/// The proxy wants a user name and a password: whoever was asked for them has said no.
constexpr int proxySignInStatus = 407;

/// Failures after which another place of Keycloak is worth a thought; a wrong certificate or a stopped network is none.
bool mayBeElsewhere(ErrorKind kind) {
    return kind == ErrorKind::NotOffered || kind == ErrorKind::WebPage || kind == ErrorKind::UnexpectedShape
           || kind == ErrorKind::Redirected;
}

} // namespace

InstanceField::InstanceField(InstanceProbe& probe, const Desktop& desktop, QWidget* parent)
    : QObject(parent),
      m_probe(probe),
      m_desktop(desktop) {
    build(parent);
    m_pause.setParent(this);
    m_pause.setObjectName(QStringLiteral("typingPause"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &InstanceField::lookNow);
    connect(m_edit, &QLineEdit::textEdited, this, &InstanceField::typedOther);
    connect(m_foldButton, &QAbstractButton::toggled, this, [this](bool open) {
        setFoldOpen(open);
        foldedOther();
    });
    connect(&m_probe, &InstanceProbe::reached, this, &InstanceField::showReached);
    connect(&m_probe, &InstanceProbe::failed, this, &InstanceField::showUnreached);
    showWhatIsCalled();
}

void InstanceField::build(QWidget* parent) {
    const Metrics metrics(parent);
    m_edit = new QLineEdit(parent);
    m_edit->setObjectName(QStringLiteral("instance"));
    m_edit->setAccessibleName(tr("Instance"));
    m_edit->setPlaceholderText(QStringLiteral("wallaroo.example.com"));
    m_below = new QWidget(parent);
    m_column = new QVBoxLayout(m_below);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metrics.px(6));
    m_message = new FieldMessage(m_edit, QStringLiteral("instanceMessage"), m_below);
    m_column->addWidget(m_message);
    m_foldButton = new FoldButton(tr("&API and sign-in at different addresses"), m_below);
    m_foldButton->setObjectName(QStringLiteral("addressesFold"));
    m_column->addWidget(m_foldButton, 0, Qt::AlignLeft);
}

void InstanceField::setFoldOpen(bool open) {
    {
        const QSignalBlocker quiet(m_foldButton);
        m_foldButton->setChecked(open);
    }
    if (open && !m_fold) {
        m_fold = new AddressFold(m_below);
        m_column->addWidget(m_fold);
        m_fold->takeTabAfter(m_foldButton);
        m_fold->setEnabled(!m_fixed);
        connect(m_fold, &AddressFold::edited, this, &InstanceField::foldedOther);
    }
    if (open && m_fold->isEmpty()) {
        if (const auto typed = Instance::fromTyped(m_edit->text()))
            m_fold->setInstance(*typed);
    }
    if (m_fold)
        m_fold->setVisible(open);
}

void InstanceField::setInstance(const QString& typed, const Instance& instance, const QByteArray& authoritiesPem) {
    m_edit->setText(typed.isEmpty() ? instance.apiBase.toString(QUrl::FullyEncoded) : typed);
    const auto byTyping = Instance::fromTyped(m_edit->text());
    const bool needsBoth = instance.isValid() && (!byTyping || *byTyping != instance);
    if (needsBoth || m_fold) {
        setFoldOpen(needsBoth);
        m_fold->setInstance(instance);
    }
    m_authoritiesPem = authoritiesPem;
    m_authoritiesFor.reset();
    if (instance.isValid())
        m_authoritiesFor = instance;
    scheduleLook();
}

void InstanceField::setFixed(bool fixed) {
    m_edit->setReadOnly(fixed);
    m_edit->setToolTip(fixed ? tr("Set by your organisation.") : QString());
    m_edit->setAccessibleDescription(m_edit->toolTip());
    m_fixed = fixed;
    if (m_fold)
        m_fold->setEnabled(!fixed);
}

Result<Instance> InstanceField::instance() const {
    return m_foldButton->isChecked() ? m_fold->instance() : Instance::fromTyped(m_edit->text());
}

QString InstanceField::typed() const {
    return m_edit->text().trimmed();
}

QByteArray InstanceField::authoritiesPem() const {
    const auto now = instance();
    return now && m_authoritiesFor == *now ? m_authoritiesPem : QByteArray();
}

QString InstanceField::acceptedIssuer() const {
    const auto now = instance();
    return now && m_authoritiesFor == *now ? m_acceptedIssuer : QString();
}

QByteArray InstanceField::pinnedPem() const {
    const auto now = instance();
    return now && m_authoritiesFor == *now ? m_pinnedPem : QByteArray();
}

/// What was trusted for another instance is not trusted for this one.
void InstanceField::keepTrustFor(const Instance& instance) {
    if (m_authoritiesFor == instance)
        return;
    m_authoritiesPem.clear();
    m_pinnedPem.clear();
    m_acceptedIssuer.clear();
    m_authoritiesFor = instance;
}

void InstanceField::setWay(session::Way way) {
    if (m_way == way)
        return;
    m_way = way;
    if (m_looked && m_found)
        showReached(*m_looked, *m_found);
}

void InstanceField::startLooking() {
    m_mayLook = true;
    lookIfNeeded();
}

void InstanceField::lookIfNeeded() {
    if (m_mayLook && !m_looked && !m_edit->isHidden())
        scheduleLook();
}

void InstanceField::typedOther() {
    // The last word wins: what is typed here also stands under the fold.
    if (m_foldButton->isChecked()) {
        if (const auto typed = Instance::fromTyped(m_edit->text()))
            m_fold->setInstance(*typed);
    }
    foldedOther();
}

void InstanceField::foldedOther() {
    scheduleLook();
    Q_EMIT changed();
}

void InstanceField::scheduleLook() {
    m_probe.cancel();
    m_looked.reset();
    m_found.reset();
    m_unknown.clear();
    m_showsFailure = false;
    Q_EMIT discoveryChanged();
    showWhatIsCalled();
    if (m_mayLook)
        m_pause.start();
}

void InstanceField::showWhatIsCalled() {
    if (m_edit->text().trimmed().isEmpty() && !m_foldButton->isChecked())
        m_message->say(Tone::Quiet, tr("A host, an address, or the address of any page of the instance"));
    else if (const auto now = instance())
        m_message->say(Tone::Quiet, addressWords(*now));
    else
        m_message->clear();
}

void InstanceField::lookNow() {
    if (m_edit->isHidden())
        return; // only the password is asked for
    const auto now = instance();
    if (!now) {
        if (!m_edit->text().trimmed().isEmpty() && !m_foldButton->isChecked())
            m_message->say(now.error());
        return;
    }
    m_looked = *now;
    m_message->say(Tone::Quiet, tr("%1 · looking…").arg(addressWords(*now)));
    m_probe.look(*now, QSslCertificate::fromData(authoritiesPem(), QSsl::Pem), QSslCertificate(pinnedPem(), QSsl::Pem));
}

void InstanceField::showReached(const Instance& instance, const api::Discovery& discovery) {
    if (m_looked != instance)
        return;
    m_found = discovery;
    Q_EMIT discoveryChanged();
    const QString doubts = doubtWords(discovery, m_way, acceptedIssuer());
    const QString words = reachedWords(instance, discovery, http::Transport::proxyFor(instance.authBase));
    if (doubts.isEmpty())
        m_message->say(Tone::Good, words);
    else
        m_message->say(Tone::Warning, words + u'\n' + doubts);
    if (!discovery.issuerMatches && discovery.issuer != acceptedIssuer())
        m_message->offer(QStringLiteral("acceptIssuer"), tr("It is the right one"), [this, instance, discovery] {
            keepTrustFor(instance);
            m_acceptedIssuer = discovery.issuer;
            showReached(instance, discovery);
        });
}

void InstanceField::showUnreached(const Instance& instance, const Error& error) {
    if (m_looked != instance || error.kind == ErrorKind::Canceled)
        return;
    Error shown = error;
    shown.sentence = failedWords(instance, error, m_probe.tlsRefusal(), http::Transport::proxyFor(instance.authBase));
    shown.advice.clear();
    m_message->say(shown);
    const QSslCertificate certificate = m_probe.tlsRefusal().certificate;
    if (error.kind == ErrorKind::UnknownAuthority && http::namesHost(certificate, instance.authBase.host()))
        m_unknown = certificate; // another name would be refused with a pin, too
    offerWaysOut(instance, error);
}

void InstanceField::showFailure(const Error& error) {
    m_pause.stop();
    m_message->say(error);
    m_showsFailure = true;
    if (const auto now = instance())
        offerWaysOut(*now, error);
    m_edit->setFocus();
}

void InstanceField::clearFailure() {
    if (!std::exchange(m_showsFailure, false))
        return;
    if (m_looked && m_found)
        showReached(*m_looked, *m_found);
    else
        showWhatIsCalled();
}

void InstanceField::offerWaysOut(const Instance& instance, const Error& error) {
    if (error.kind == ErrorKind::UnknownAuthority)
        m_message->offer(QStringLiteral("trustAuthority"), tr("&Trust a CA file…"), [this] { chooseAuthority(); });
    if (error.kind == ErrorKind::UnknownAuthority && !m_unknown.isNull() && m_looked == instance)
        m_message->offer(QStringLiteral("trustCertificate"), tr("Trust this certificate…"),
                         [this, instance] { askForPin(instance); });
    if (error.kind == ErrorKind::ProxyFailed && error.httpStatus == proxySignInStatus)
        m_message->offer(QStringLiteral("askAgain"), tr("Try again"), [this] {
            m_probe.allowAsking();
            m_edit->setFocus();
            scheduleLook();
        });
    const auto older = instance.olderLayout();
    if (older && mayBeElsewhere(error.kind)) {
        m_message->offer(QStringLiteral("useOlderLayout"),
                         tr("Sign in at %1", "%1 is an address").arg(older->authBase.toString(QUrl::FullyEncoded)),
                         [this, older] {
                             setFoldOpen(true);
                             m_fold->setInstance(*older);
                             foldedOther();
                         });
    }
}

bool InstanceField::check() {
    const auto now = instance();
    if (now)
        return true;
    m_pause.stop();
    if (m_foldButton->isChecked())
        return m_fold->check();
    if (m_edit->text().trimmed().isEmpty())
        m_message->say(Tone::Error, tr("Enter the instance: its host name or address."));
    else
        m_message->say(now.error());
    m_edit->setFocus();
    return false;
}

void InstanceField::chooseAuthority() {
    m_desktop.prompts.chooseFile(m_edit->window(), tr("Trust a CA file"),
                                 tr("Certificates (*.pem *.crt *.cer *.der)") + QStringLiteral(";;")
                                     + tr("All files (*)"),
                                 this, [this](const QString& path) { takeAuthorityFile(path); });
}

void InstanceField::askForPin(const Instance& instance) {
    auto* dialog = new TrustAuthorityDialog(shownCertificate(m_unknown), instance.authBase.host(QUrl::FullyEncoded),
                                            m_edit->window());
    connect(dialog, &QDialog::accepted, this, [this, pem = m_unknown.toPem(), instance] {
        keepTrustFor(instance);
        m_pinnedPem = pem;
        scheduleLook();
        Q_EMIT changed();
    });
    dialog->open();
}

void InstanceField::takeAuthorityFile(const QString& path) {
    const auto now = instance();
    if (!now)
        return;
    const auto authorities = readAuthorities(path, QDateTime::fromMSecsSinceEpoch(m_desktop.clock.wallMs()).toUTC());
    if (!authorities) {
        m_message->say(authorities.error());
        m_message->offer(QStringLiteral("trustAuthority"), tr("&Trust a CA file…"), [this] { chooseAuthority(); });
        return;
    }
    auto* dialog = new TrustAuthorityDialog(*authorities, now->authBase.host(QUrl::FullyEncoded), m_edit->window());
    connect(dialog, &QDialog::accepted, this, [this, pem = pemOf(*authorities), trusted = *now] {
        keepTrustFor(trusted);
        m_authoritiesPem = pem;
        scheduleLook();
        Q_EMIT changed();
    });
    dialog->open();
}

} // namespace wallaroo
