#include "dialogs/signinform.h"

#include "base/displaytext.h"
#include "dialogs/clientfields.h"
#include "dialogs/credsimport.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/instancefield.h"
#include "dialogs/personfields.h"
#include "dialogs/signinerrors.h"
#include "dialogs/signinways.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/prompts.h"
#include "widgets/linkbutton.h"
#include "widgets/secretfield.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

void showAll(const QList<QWidget*>& widgets, bool on) {
    for (QWidget* widget : widgets) {
        // A message shows itself when it has something to say.
        if (auto* message = qobject_cast<FieldMessage*>(widget))
            message->clear();
        else
            widget->setVisible(on);
    }
}

} // namespace

SignInForm::SignInForm(InstanceProbe& probe, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_prompts(prompts),
      m_base(session::Profile::make()) {
    build(probe, prompts);
    connect(m_instance, &InstanceField::changed, this, &SignInForm::updateKept);
    connect(m_client, &ClientFields::idChanged, this, &SignInForm::updateKept);
    connect(m_ways, &SignInWays::chosen, this, &SignInForm::showFieldsOfWay);
    connect(m_import, &CredsImport::imported, this, &SignInForm::takeCreds);
    m_client->setId(m_base.clientId);
    showFieldsOfWay();
    afterNextPaint([this] { m_instance->startLooking(); });
}

int SignInForm::addRow(int row, const QString& text, QLineEdit* buddy, QWidget* field, QWidget* below,
                       QList<QWidget*>& group) {
    auto* label = plainLabel(text, this);
    label->setBuddy(buddy);
    m_grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(field, row, 1);
    if (below)
        m_grid->addWidget(below, row + 1, 1);
    group << label << field;
    if (below)
        group << below;
    return row + 2;
}

void SignInForm::build(InstanceProbe& probe, Prompts& prompts) {
    const Metrics metrics(this);
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics.px(14));
    m_grid->setVerticalSpacing(metrics.px(8));
    m_grid->setColumnStretch(1, 1);

    int row = 1; // row 0 is the summary's
    m_instance = new InstanceField(probe, prompts, this);
    row = addRow(row, tr("&Instance"), m_instance->edit(), m_instance->edit(), m_instance->below(), m_instanceRows);
    row = addWays(row);
    row = addPerson(row);
    m_client = new ClientFields(prompts, this);
    row = addRow(row, tr("&Client ID"), m_client->idEdit(), m_client->row(), m_client->below(), m_clientRows);
    m_remember = new QCheckBox(this);
    m_remember->setObjectName(QStringLiteral("remember"));
    m_remember->setChecked(true);
    m_grid->addWidget(m_remember, row, 1);
    m_grid->setRowStretch(row + 1, 1);
}

int SignInForm::addWays(int row) {
    m_ways = new SignInWays(this);
    m_import = new CredsImport(m_prompts, this);
    auto* label = plainLabel(tr("Sign in", "before the ways to sign in"), this);
    m_grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignTop);
    m_grid->addWidget(m_ways, row, 1);
    m_grid->addWidget(m_import->link(), row, 1, Qt::AlignRight | Qt::AlignTop);
    m_grid->addWidget(m_ways->message(), row + 1, 1);
    m_grid->addWidget(m_import->message(), row + 2, 1);
    m_wayRows = {label, m_ways, m_import->link(), m_ways->message(), m_import->message()};
    return row + 3;
}

int SignInForm::addPerson(int row) {
    m_person = new PersonFields(this);
    auto* user = m_person->userNameEdit();
    row = addRow(row, tr("&User name"), user, user, m_person->userNameMessage(), m_userNameRows);
    row = addRow(row, tr("&Password"), m_person->passwordField(), m_person->passwordRow(), m_person->passwordMessage(),
                 m_passwordRows);
    auto* code = m_person->codeEdit();
    return addRow(row, tr("&One-time code"), code, code, nullptr, m_passwordRows);
}

void SignInForm::buildSummary() {
    auto* label = plainLabel(tr("Account", "before a user name and an instance"), this);
    auto* line = new QWidget(this);
    auto* lineLayout = new QHBoxLayout(line);
    lineLayout->setContentsMargins(0, 0, 0, 0);
    m_summary = plainLabel({}, line);
    m_summary->setObjectName(QStringLiteral("accountSummary"));
    m_summary->setWordWrap(true);
    auto* change = new LinkButton(tr("Chan&ge…"), line);
    change->setObjectName(QStringLiteral("changeAccount"));
    change->setAccessibleDescription(tr("Another instance, user or client"));
    connect(change, &QAbstractButton::clicked, this, [this] {
        setPasswordOnly(false);
        m_person->userNameEdit()->setFocus();
    });
    lineLayout->addWidget(m_summary, 1);
    lineLayout->addWidget(change, 0, Qt::AlignTop);
    m_grid->addWidget(label, 0, 0, Qt::AlignRight | Qt::AlignTop);
    m_grid->addWidget(line, 0, 1);
    m_summaryRows = {label, line};
    setTabOrder(m_instance->edit(), change);
}

void SignInForm::setProfile(const session::Profile& profile, bool clientSecretKept) {
    m_base = profile;
    m_baseSecretKept = clientSecretKept;
    clearMessages();
    m_instance->setInstance(profile.typedInstance, profile.instance, profile.authoritiesPem);
    m_person->userNameEdit()->setText(profile.username);
    m_client->setId(profile.clientId);
    m_remember->setChecked(profile.remember);
    m_ways->setWay(profile.way);
    setPasswordOnly(false);
    updateKept();
}

void SignInForm::setKeychainName(const QString& name) {
    m_keychainName = displayText(name, 64);
    showFieldsOfWay();
    updateKept();
}

void SignInForm::askForPassword(const session::Profile& profile) {
    setProfile(profile, true);
    m_ways->setWay(session::Way::Password);
    setPasswordOnly(true);
    m_summary->setText(tr("%1 at %2", "a user name and an instance")
                           .arg(isolatedText(profile.username, 200), isolatedText(profile.instance.label(), 200)));
    m_person->forgetSecrets();
    m_person->passwordField()->setFocus();
}

void SignInForm::fillSecrets(const Secret& password, const Secret& clientSecret) {
    m_person->passwordField()->setSecret(password);
    m_client->secretField()->setSecret(clientSecret);
}

void SignInForm::setPasswordOnly(bool only) {
    if (only && !m_summary)
        buildSummary();
    m_passwordOnly = only;
    m_clientAsked = false;
    showFieldsOfWay();
    m_instance->lookIfNeeded();
    Q_EMIT passwordOnlyChanged(only);
}

void SignInForm::showFieldsOfWay() {
    const auto needs = needsOf(m_ways->way());
    showAll(m_summaryRows, m_passwordOnly);
    showAll(m_instanceRows, !m_passwordOnly);
    showAll(m_wayRows, !m_passwordOnly);
    showAll(m_userNameRows, !m_passwordOnly && needs.user);
    showAll(m_passwordRows, needs.password);
    showAll(m_clientRows, !m_passwordOnly || m_clientAsked);
    m_remember->setVisible(!m_passwordOnly);
    m_instance->setPasswordWanted(needs.password);

    const QString text =
        needs.user ? tr("&Remember the client secret and this sign-in") : tr("&Remember the client secret");
    m_remember->setText(
        m_keychainName.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, escapedAmpersands(m_keychainName)));
}

void SignInForm::updateKept() {
    const auto instance = m_instance->instance();
    m_client->setInstance(instance ? std::optional(*instance) : std::nullopt);
    const QString place = m_keychainName.isEmpty() ? tr("the keychain") : m_keychainName;
    m_client->setKeptIn(clientSecretKept() ? place : QString());
}

bool SignInForm::clientSecretKept() const {
    const auto instance = m_instance->instance();
    return m_baseSecretKept && instance && *instance == m_base.instance && m_client->id() == m_base.clientId;
}

bool SignInForm::check() {
    clearMessages();
    const auto needs = needsOf(m_ways->way());
    bool ok = m_passwordOnly || m_instance->check();
    ok = m_person->check(needs.user && !m_passwordOnly, needs.password, ok) && ok;
    // Public clients have no secret; api-client does, and so does every client that gets tokens by itself.
    const bool secretNeeded = !needs.user || m_client->id() == session::Profile().clientId;
    const bool clientOk = (m_passwordOnly && !m_clientAsked) || m_client->check(secretNeeded, ok);
    return clientOk && ok;
}

session::Profile SignInForm::profile() const {
    if (m_passwordOnly)
        return m_base;
    session::Profile profile = m_base;
    const auto instance = m_instance->instance();
    if (instance && m_base.instance.isValid() && *instance != m_base.instance)
        profile = session::Profile::make();
    if (instance)
        profile.instance = *instance;
    profile.typedInstance = m_instance->typed();
    if (profile.name.isEmpty())
        profile.name = profile.instance.label();
    profile.username = m_person->userName();
    profile.clientId = m_client->id();
    profile.way = m_ways->way();
    profile.authoritiesPem = m_instance->authoritiesPem();
    profile.remember = m_remember->isChecked();
    return profile;
}

session::Credentials SignInForm::credentials() const {
    session::Credentials credentials;
    credentials.username = m_passwordOnly ? m_base.username : m_person->userName();
    credentials.password = m_person->passwordField()->secret();
    credentials.oneTimeCode = m_person->oneTimeCode();
    credentials.clientSecret = m_client->secretField()->secret();
    credentials.remember = m_passwordOnly ? m_base.remember : m_remember->isChecked();
    return credentials;
}

bool SignInForm::showFailure(const Error& error) {
    if (refusesPassword(error.kind))
        m_person->forgetSecrets(); // a code, too, is good for once
    const auto needs = needsOf(m_ways->way());
    switch (placeOf(error.kind)) {
    case SignInPlace::Instance:
        if (!m_passwordOnly)
            m_instance->showFailure(error);
        return !m_passwordOnly;
    case SignInPlace::Way:
        if (!m_passwordOnly)
            m_ways->showFailure(error);
        return !m_passwordOnly;
    case SignInPlace::UserName:
        if (m_passwordOnly || !needs.user)
            return false;
        showAccountFailure(error);
        return true;
    case SignInPlace::Password:
        if (!needs.password)
            return false;
        m_person->passwordMessage()->say(error);
        m_person->passwordField()->setFocus();
        return true;
    case SignInPlace::ClientSecret:
        m_baseSecretKept = false; // what the keychain has is not it: only the new one is asked for
        askForClient();
        m_client->showFailure(error);
        return true;
    case SignInPlace::Keychain:
        askForClient(); // typed, it does without the keychain
        return false;
    case SignInPlace::Note:
        break;
    }
    return false;
}

void SignInForm::askForClient() {
    m_clientAsked = true;
    showAll(m_clientRows, true);
    updateKept();
}

void SignInForm::showAccountFailure(const Error& error) {
    m_person->userNameMessage()->say(error);
    const auto instance = m_instance->instance();
    if (error.kind == ErrorKind::AccountNotSetUp && instance) {
        m_person->userNameMessage()->offer(QStringLiteral("openAccountPage"), tr("Open the account page"),
                                           [this, page = instance->accountConsole()] { m_prompts.openAddress(page); });
    }
    m_person->userNameEdit()->setFocus();
}

void SignInForm::takeCreds(const exchange::Creds& creds) {
    if (!creds.username.isEmpty())
        m_person->userNameEdit()->setText(creds.username);
    if (!creds.password.isEmpty())
        m_person->passwordField()->setSecret(creds.password);
    if (!creds.clientId.isEmpty())
        m_client->setId(creds.clientId);
    if (!creds.clientSecret.isEmpty())
        m_client->secretField()->setSecret(creds.clientSecret);
    m_person->clearMessages();
    m_client->clearMessages();
    focusFirstEmpty();
}

void SignInForm::clearMessages() {
    m_ways->message()->clear();
    m_import->message()->clear();
    m_person->clearMessages();
    m_client->clearMessages();
}

void SignInForm::forgetSecrets() {
    m_person->forgetSecrets();
    m_client->secretField()->wipeContents();
}

void SignInForm::focusFirstEmpty() {
    const auto needs = needsOf(m_ways->way());
    auto* password = m_person->passwordField();
    auto* secret = m_client->secretField();
    const bool secretMissing = !clientSecretKept() && secret->text().isEmpty();
    QLineEdit* first = needs.password ? password : secret;
    if (!m_passwordOnly && m_instance->edit()->text().isEmpty())
        first = m_instance->edit();
    else if (!m_passwordOnly && needs.user && m_person->userName().isEmpty())
        first = m_person->userNameEdit();
    else if (!m_passwordOnly && secretMissing && !password->text().isEmpty())
        first = secret;
    first->setFocus();
}

void SignInForm::afterNextPaint(std::function<void()> then) {
    m_afterPaint.push_back(std::move(then));
    update();
}

void SignInForm::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    // The fields are painted in this same turn of the event loop; what follows must not hold it up.
    for (auto& call : std::exchange(m_afterPaint, {}))
        QTimer::singleShot(0, this, std::move(call));
}

} // namespace wallaroo
