#include "dialogs/signindialog.h"

#include "dialogs/devicepanel.h"
#include "dialogs/formscroll.h"
#include "dialogs/signinerrors.h"
#include "dialogs/signinform.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/progressline.h"

#include <QCloseEvent>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

/// Rule 21: with its guard against guessing on, Keycloak locks an account for a minute when two failures come within a
/// second.
constexpr int pauseAfterRefusalMs = 1000;
/// The sandbox goes on by itself after this, should the dialog never be painted (a minimised window).
constexpr int paintPatienceMs = 1000;

} // namespace

class SignInDialog::Private {
public:
    Private(SignInDialog& dialog, const Desktop& given) : q(dialog), desktop(given) {}

    void build(InstanceProbe& probe);
    [[nodiscard]] QHBoxLayout* header(const Metrics& metrics);
    [[nodiscard]] QHBoxLayout* footer(const Metrics& metrics);
    Banner& banner();
    void submit();
    void request();
    void cancel();
    void setTitle(bool again);
    void focusField();

    SignInDialog& q;
    Desktop desktop;
    QVBoxLayout* column = nullptr;
    QLabel* title = nullptr;
    QPushButton* sandbox = nullptr;
    ProgressLine* progress = nullptr;
    Banner* note = nullptr; ///< made when there is something to say
    FormScroll* scroll = nullptr;
    SignInForm* form = nullptr;
    DevicePanel* device = nullptr; ///< made for the first code
    QLabel* hint = nullptr;
    QPushButton* cancelButton = nullptr;
    QPushButton* signIn = nullptr;
    QPointer<QWidget> focusBefore;
    QTimer pause;           ///< before the next attempt
    QTimer sandboxPatience; ///< runs from filled in to painted
    QElapsedTimer sinceRequest;
    bool offersSandbox = true;
    bool oneThingOnly = false;
    bool busy = false;
    bool passwordRefused = false;
};

void SignInDialog::Private::build(InstanceProbe& probe) {
    const Metrics metrics(&q);
    column = new QVBoxLayout(&q);
    const int edge = metrics.px(24);
    column->setContentsMargins(edge, metrics.px(20), edge, metrics.px(20));
    column->setSpacing(metrics.px(8));
    column->addLayout(header(metrics));
    progress = new ProgressLine(&q);
    column->addWidget(progress);
    form = new SignInForm(probe, desktop, &q);
    scroll = new FormScroll(form, 552, &q);
    column->addWidget(scroll, 1);
    column->addSpacing(metrics.px(6));
    column->addLayout(footer(metrics));
}

QHBoxLayout* SignInDialog::Private::header(const Metrics& metrics) {
    title = new QLabel(&q);
    title->setObjectName(QStringLiteral("title"));
    title->setTextFormat(Qt::PlainText);
    setTextStyle(title, TextStyle::Title);
    sandbox = new QPushButton(tr("Try it with a sandbo&x"), &q);
    sandbox->setObjectName(QStringLiteral("trySandbox"));
    sandbox->setAccessibleDescription(tr("Starts an instance on this computer with made-up data and signs in to it"));
    sandbox->setToolTip(sandbox->accessibleDescription());
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics.px(12));
    row->addWidget(title, 1);
    row->addWidget(sandbox);
    return row;
}

QHBoxLayout* SignInDialog::Private::footer(const Metrics& metrics) {
    hint = new QLabel(&q);
    hint->setObjectName(QStringLiteral("busyHint"));
    hint->setTextFormat(Qt::PlainText);
    hint->setWordWrap(true); // a host may stand in it
    setTextTint(hint, Tint::SecondaryText);
    cancelButton = new QPushButton(tr("Cancel"), &q);
    cancelButton->setObjectName(QStringLiteral("cancel"));
    signIn = new QPushButton(tr("Sig&n in"), &q);
    signIn->setObjectName(QStringLiteral("signIn"));
    signIn->setDefault(true);
    setMain(signIn);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics.px(12));
    row->addWidget(hint, 1);
    row->addWidget(cancelButton);
    row->addWidget(signIn);
    return row;
}

Banner& SignInDialog::Private::banner() {
    if (!note) {
        note = new Banner(&q);
        column->insertWidget(column->indexOf(scroll), note);
        QWidget::setTabOrder(sandbox, note);
    }
    return *note;
}

void SignInDialog::Private::setTitle(bool again) {
    oneThingOnly = again;
    title->setText(again ? tr("Sign in again") : tr("Sign in to Wallaroo"));
    q.setWindowTitle(title->text());
    sandbox->setVisible(offersSandbox && !again);
}

void SignInDialog::Private::submit() {
    if (busy)
        return; // the second of two Enters
    if (note)
        note->clear();
    if (!form->check())
        return;
    q.setBusy(true);
    const qint64 since = sinceRequest.isValid() ? sinceRequest.elapsed() : pauseAfterRefusalMs;
    if (passwordRefused && since < pauseAfterRefusalMs)
        pause.start(static_cast<int>(pauseAfterRefusalMs - since));
    else
        request();
}

void SignInDialog::Private::request() {
    passwordRefused = false;
    sinceRequest.start();
    const session::Profile profile = form->profile();
    const session::Credentials credentials = form->credentials();
    if (form->asksSecretOnly())
        Q_EMIT q.clientSecretGiven(credentials.clientSecret);
    else if (session::isDeviceWay(profile.way))
        Q_EMIT q.deviceSignInRequested(profile, form->deviceCredentials());
    else if (profile.way == session::Way::InferenceOnly)
        Q_EMIT q.inferenceTokenRequested(profile, credentials.clientSecret, profile.remember);
    else
        Q_EMIT q.signInRequested(profile, credentials);
}

void SignInDialog::Private::cancel() {
    if (!busy) {
        q.QDialog::reject();
        return;
    }
    sandboxPatience.stop();
    const bool sent = !pause.isActive();
    q.setBusy(false);
    if (sent)
        Q_EMIT q.signInCanceled();
}

void SignInDialog::Private::focusField() {
    if (focusBefore && focusBefore->isEnabled())
        focusBefore->setFocus();
    else
        form->focusFirstEmpty();
}

SignInDialog::SignInDialog(InstanceProbe& probe, const Desktop& desktop, QWidget* parent)
    : QDialog(parent),
      d(std::make_unique<Private>(*this, desktop)) {
    setObjectName(QStringLiteral("signInDialog"));
    setSizeGripEnabled(false);
    d->build(probe);
    d->setTitle(false);
    d->pause.setParent(this);
    d->pause.setObjectName(QStringLiteral("pauseBeforeNextAttempt"));
    d->pause.setSingleShot(true);
    connect(&d->pause, &QTimer::timeout, this, [this] { d->request(); });
    d->sandboxPatience.setParent(this);
    d->sandboxPatience.setObjectName(QStringLiteral("sandboxPatience"));
    d->sandboxPatience.setSingleShot(true);
    d->sandboxPatience.setInterval(paintPatienceMs);
    connect(&d->sandboxPatience, &QTimer::timeout, this, [this] { d->submit(); });
    connect(d->form, &SignInForm::oneThingOnlyChanged, this, [this](bool only) { d->setTitle(only); });
    connect(d->form, &SignInForm::manageProfilesRequested, this, &SignInDialog::manageProfilesRequested);
    connect(d->signIn, &QPushButton::clicked, this, [this] { d->submit(); });
    connect(d->cancelButton, &QPushButton::clicked, this, &SignInDialog::reject);
    connect(d->sandbox, &QPushButton::clicked, this, [this] {
        if (d->note)
            d->note->clear();
        Q_EMIT sandboxRequested();
    });
    d->form->focusFirstEmpty();
}

SignInDialog::~SignInDialog() {
    d->form->forgetSecrets();
}

void SignInDialog::setProfile(const session::Profile& profile, bool clientSecretKept) {
    d->form->setProfile(profile, clientSecretKept);
    d->form->focusFirstEmpty();
}

void SignInDialog::setKept(const session::Profile& profile, bool clientSecretKept) {
    d->form->setKept(profile, clientSecretKept);
}

void SignInDialog::setProfiles(const QList<session::Profile>& profiles) {
    d->form->setProfiles(profiles);
}

void SignInDialog::setKeychainName(const QString& name) {
    d->form->setKeychainName(name);
}

void SignInDialog::setAllowedWays(const std::optional<QList<session::Way>>& ways) {
    d->form->setAllowedWays(ways);
}

void SignInDialog::setGuardsLock(bool guards) {
    d->form->setGuardsLock(guards);
}

void SignInDialog::setSandboxOffered(bool offered) {
    d->offersSandbox = offered;
    d->setTitle(d->oneThingOnly);
}

void SignInDialog::askForPassword(const session::Profile& profile, const Error& why) {
    setBusy(false);
    d->form->askForPassword(profile);
    if (!why.sentence.isEmpty())
        d->banner().showMessage(Banner::Kind::Info, why.sentence, why.advice, why.details);
}

void SignInDialog::askForSecret(const session::Profile& profile, const Error& why) {
    setBusy(false);
    d->form->askForSecret(profile);
    d->banner().showMessage(Banner::Kind::Info, why.sentence, why.advice, why.details);
}

void SignInDialog::fillForSandbox(const session::Profile& profile, const QString& password,
                                  const Secret& clientSecret) {
    setBusy(false);
    auto shown = profile;
    shown.remember = false;
    d->form->setAllowedWays({}); // a sandbox has no organisation
    d->form->setProfile(shown, false);
    d->form->fillSecrets(Secret(password.toUtf8()), clientSecret);
    d->sandboxPatience.start();
    d->form->afterNextPaint([this] {
        if (!d->sandboxPatience.isActive())
            return; // canceled, or it has gone on
        d->sandboxPatience.stop();
        d->submit();
    });
}

void SignInDialog::setBusy(bool busy, const QString& what) {
    const QString hint = !busy ? QString() : what.isEmpty() ? tr("Signing in…") : what;
    if (!hint.isEmpty() && hint != d->hint->text())
        announce(this, hint);
    d->hint->setText(hint);
    if (busy == d->busy)
        return;
    d->busy = busy;
    d->pause.stop();
    d->progress->setRunning(busy);
    // The second of two Enters must not press what the focus goes to.
    d->cancelButton->setAutoDefault(!busy);
    if (busy) {
        d->focusBefore = focusWidget();
        d->cancelButton->setFocus();
    }
    for (QWidget* part :
         {static_cast<QWidget*>(d->form), static_cast<QWidget*>(d->sandbox), static_cast<QWidget*>(d->signIn)})
        part->setEnabled(!busy);
    if (!busy) {
        if (d->device)
            d->device->clear();
        d->scroll->show();
        d->focusField();
    }
}

void SignInDialog::showDevice(const session::DevicePrompt& prompt, session::Way way, const Clock& clock) {
    if (!d->busy)
        return;        // canceled meanwhile
    d->scroll->hide(); // nothing there is to be typed now
    if (!d->device) {
        d->device = new DevicePanel(d->desktop, this);
        d->column->insertWidget(d->column->indexOf(d->scroll), d->device);
    }
    d->device->showPrompt(prompt, way, clock);
    setBusy(true,
            way == session::Way::DeviceBrowser ? tr("Waiting for the browser…") : tr("Waiting for the other device…"));
}

std::optional<api::Discovery> SignInDialog::discovery() const {
    return d->form->discovery();
}

void SignInDialog::showFailure(const Error& error) {
    if (error.kind == ErrorKind::Canceled && !d->busy)
        return; // by the person, who knows
    setBusy(false);
    d->passwordRefused = refusesPassword(error.kind);
    d->form->clearMessages();
    if (!d->form->showFailure(error))
        d->banner().show(error);
}

void SignInDialog::forgetSecrets() {
    d->form->forgetSecrets();
}

void SignInDialog::showNote(const QString& text) {
    d->banner().showMessage(Banner::Kind::Info, text);
}

void SignInDialog::showProblem(const Error& problem) {
    d->banner().showMessage(Banner::Kind::Warning, problem.sentence, problem.advice, problem.details);
}

void SignInDialog::reject() {
    d->cancel();
}

void SignInDialog::done(int result) {
    d->form->forgetSecrets();
    QDialog::done(result);
}

void SignInDialog::showEvent(QShowEvent* event) {
    if (!event->spontaneous())
        d->scroll->fitFirst();
    QDialog::showEvent(event);
}

void SignInDialog::closeEvent(QCloseEvent* event) {
    // The window's own button closes it, also while a sign-in runs.
    if (d->busy)
        d->cancel();
    QDialog::closeEvent(event);
}

} // namespace wallaroo
