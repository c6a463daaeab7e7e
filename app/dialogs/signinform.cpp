#include "dialogs/signinform.h"

#include "base/displaytext.h"
#include "dialogs/credsimport.h"
#include "dialogs/fieldmessage.h"
#include "dialogs/foldbutton.h"
#include "dialogs/instancefield.h"
#include "dialogs/personfields.h"
#include "dialogs/profilechooser.h"
#include "dialogs/signinclients.h"
#include "dialogs/signinerrors.h"
#include "dialogs/signinways.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/prompts.h"
#include "widgets/linkbutton.h"
#include "widgets/secretfield.h"

#include <QCheckBox>
#include <QComboBox>
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

SignInForm::SignInForm(InstanceProbe& probe, const Desktop& desktop, QWidget* parent)
    : QWidget(parent),
      m_desktop(desktop),
      m_base(session::Profile::make()) {
    build(probe);
    connectFields();
    showFieldsOfWay();
    afterNextPaint([this] { m_instance->startLooking(); });
}

void SignInForm::connectFields() {
    connect(m_profiles, &ProfileChooser::chosen, this, [this](const session::Profile& profile) {
        setProfile(profile, profile.hasStoredSignInSecret());
        focusFirstEmpty();
    });
    connect(m_profiles, &ProfileChooser::newRequested, this, [this] {
        setProfile(session::Profile::make(), false);
        focusFirstEmpty();
    });
    connect(m_profiles, &ProfileChooser::manageRequested, this, &SignInForm::manageProfilesRequested);
    connect(m_instance, &InstanceField::changed, this, &SignInForm::updateKept);
    connect(m_instance, &InstanceField::discoveryChanged, this, [this] { m_ways->setOffer(m_instance->discovery()); });
    connect(m_clients, &SignInClients::changed, this, [this] {
        showAll(m_inferenceRows, asksEverything() && m_clients->isFoldOpen());
        showRemember();
    });
    connect(m_ways, &SignInWays::chosen, this, &SignInForm::takeWay);
    connect(m_remember, &QCheckBox::toggled, this, &SignInForm::showRemember);
    connect(m_import, &CredsImport::imported, this, &SignInForm::takeCreds);
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

void SignInForm::build(InstanceProbe& probe) {
    const Metrics metrics(this);
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics.px(14));
    m_grid->setVerticalSpacing(metrics.px(8));
    m_grid->setColumnStretch(1, 1);

    int row = 1; // row 0 is the summary's
    row = addProfiles(row);
    m_instance = new InstanceField(probe, m_desktop, this);
    row = addRow(row, tr("&Instance"), m_instance->edit(), m_instance->edit(), m_instance->below(), m_instanceRows);
    row = addWays(row);
    row = addPerson(row);
    row = addClients(row);
    row = addRemember(row);
    m_grid->setRowStretch(row, 1);
}

int SignInForm::addProfiles(int row) {
    m_profiles = new ProfileChooser(this);
    m_import = new CredsImport(m_desktop.prompts, this);
    m_profiles->addLink(m_import->link());
    auto* label = plainLabel(tr("Profi&le"), this);
    label->setBuddy(m_profiles->box());
    m_grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(m_profiles->row(), row, 1);
    m_grid->addWidget(m_profiles->note(), row + 1, 1);
    m_grid->addWidget(m_import->message(), row + 2, 1);
    m_profileRows = {label, m_profiles->row(), m_import->message()};
    return row + 3;
}

int SignInForm::addClients(int row) {
    m_clients = new SignInClients(m_desktop, this);
    auto& main = m_clients->main();
    row = addRow(row, tr("&Client ID"), main.idEdit(), main.row(), main.below(), m_clientRows);
    m_grid->addWidget(m_clients->fold(), row, 1, Qt::AlignLeft);
    connect(m_clients, &SignInClients::inferenceMade, this, [this, row](ClientFields* inference) {
        addRow(row + 1, tr("Client ID", "of the client for inference tokens"), inference->idEdit(), inference->row(),
               inference->below(), m_inferenceRows);
        inference->takeTabAfter(m_clients->fold());
    });
    return row + 3;
}

int SignInForm::addRemember(int row) {
    m_remember = new QCheckBox(this);
    m_remember->setObjectName(QStringLiteral("remember"));
    m_remember->setChecked(true);
    m_stay = new QCheckBox(tr("Stay si&gned in"), this);
    m_stay->setObjectName(QStringLiteral("staySignedIn"));
    m_stayNote = plainLabel(tr("An offline session: it lasts until you sign out here, also without use and after "
                               "restarts. Your account needs the role offline_access."),
                            this);
    m_stayNote->setWordWrap(true);
    setTextStyle(m_stayNote, TextStyle::Small);
    setTextTint(m_stayNote, Tint::SecondaryText);
    m_stay->setAccessibleDescription(m_stayNote->text());
    m_grid->addWidget(m_remember, row, 1);
    m_grid->addWidget(m_stay, row + 1, 1);
    m_grid->addWidget(m_stayNote, row + 2, 1);
    m_stayRows = {m_stay, m_stayNote};
    return row + 3;
}

int SignInForm::addWays(int row) {
    m_ways = new SignInWays(this);
    auto* label = plainLabel(tr("Sign in", "before the ways to sign in"), this);
    m_grid->addWidget(label, row, 0, Qt::AlignRight | Qt::AlignTop);
    m_grid->addWidget(m_ways, row, 1);
    m_grid->addWidget(m_ways->message(), row + 1, 1);
    m_wayRows = {label, m_ways, m_ways->message()};
    return row + 2;
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
        setAsks(Asks::Everything);
        m_person->userNameEdit()->setFocus();
    });
    lineLayout->addWidget(m_summary, 1);
    lineLayout->addWidget(change, 0, Qt::AlignTop);
    m_grid->addWidget(label, 0, 0, Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(line, 0, 1);
    m_summaryRows = {label, line};
    setTabOrder(m_instance->edit(), change);
}

void SignInForm::setProfile(const session::Profile& profile, bool clientSecretKept) {
    m_base = profile;
    clearMessages();
    m_profiles->setCurrent(profile.id);
    m_instance->setInstance(profile.typedInstance, profile.instance, profile.authoritiesPem);
    m_instance->setFixed(profile.organisation);
    m_instance->setAcceptedIssuer(profile.acceptedIssuer);
    m_instance->setPinned(profile.pinnedPem);
    m_person->userNameEdit()->setText(profile.username);
    m_clients->setProfile(profile, clientSecretKept);
    m_remember->setChecked(profile.remember);
    m_stay->setChecked(profile.staySignedIn);
    m_ways->setWay(profile.way);
    m_clients->setWay(m_ways->way()); // another one, where the profile's is not allowed
    setAsks(Asks::Everything);
    updateKept();
}

void SignInForm::setGuardsLock(bool guards) {
    m_clients->setGuardsLock(guards);
}

void SignInForm::setAllowedWays(const std::optional<QList<session::Way>>& ways) {
    m_ways->setAllowed(ways);
}

void SignInForm::setProfiles(const QList<session::Profile>& profiles) {
    m_profiles->setProfiles(profiles);
}

void SignInForm::setKeychainName(const QString& name) {
    m_keychainName = displayText(name, 64);
    showFieldsOfWay();
    updateKept();
}

void SignInForm::askForPassword(const session::Profile& profile) {
    setProfile(profile, true);
    m_ways->setWay(session::Way::Password);
    setAsks(Asks::Password);
    summarise(profile);
    m_person->forgetSecrets();
    m_person->passwordField()->setFocus();
}

void SignInForm::askForSecret(const session::Profile& profile) {
    setProfile(profile, false);
    setAsks(Asks::Secret);
    summarise(profile);
    forgetSecrets();
    m_clients->main().secretField()->setFocus();
}

void SignInForm::summarise(const session::Profile& profile) {
    m_summary->setText(tr("%1 at %2", "a user name and an instance")
                           .arg(isolatedText(profile.username, 200), isolatedText(profile.instance.label(), 200)));
}

void SignInForm::fillSecrets(const Secret& password, const Secret& clientSecret) {
    m_person->passwordField()->setSecret(password);
    m_clients->main().secretField()->setSecret(clientSecret);
}

void SignInForm::setAsks(Asks what) {
    if (what != Asks::Everything && !m_summary)
        buildSummary();
    m_asks = what;
    m_clientAsked = false;
    m_clients->main().setIdFixed(what == Asks::Secret); // the session that waits for it is this client's
    showFieldsOfWay();
    m_instance->lookIfNeeded();
    Q_EMIT oneThingOnlyChanged(!asksEverything());
}

void SignInForm::takeWay() {
    m_clients->setWay(m_ways->way());
    showFieldsOfWay();
}

void SignInForm::showFieldsOfWay() {
    const auto needs = needsOf(m_ways->way());
    const bool clients = m_asks != Asks::Password || m_clientAsked;
    showAll(m_summaryRows, !asksEverything());
    showAll(m_profileRows, asksEverything());
    m_profiles->note()->setVisible(asksEverything() && !m_profiles->note()->text().isEmpty());
    showAll(m_instanceRows, asksEverything());
    showAll(m_wayRows, asksEverything());
    showAll(m_userNameRows, asksEverything() && needs.password);
    showAll(m_passwordRows, needs.password && m_asks != Asks::Secret);
    showAll(m_clientRows, clients);
    m_clients->fold()->setVisible(asksEverything() && needs.user);
    showAll(m_inferenceRows, asksEverything() && m_clients->isFoldOpen());
    m_instance->setWay(m_ways->way());
    showRemember();
}

void SignInForm::showRemember() {
    const auto needs = needsOf(m_ways->way());
    const QString text = !needs.user              ? tr("&Remember the client secret")
                         : m_clients->hasSecret() ? tr("&Remember the client secret and this sign-in")
                                                  : tr("&Remember this sign-in");
    m_remember->setText(
        m_keychainName.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, escapedAmpersands(m_keychainName)));
    m_remember->setVisible(asksEverything());
    showAll(m_stayRows, asksEverything() && needs.user);
    m_stay->setEnabled(m_remember->isChecked()); // what is not remembered ends with the program
}

void SignInForm::updateKept() {
    const auto instance = m_instance->instance();
    m_clients->setInstance(instance ? std::optional(*instance) : std::nullopt, m_keychainName);
    showRemember();
}

void SignInForm::askForClient() {
    m_clientAsked = true;
    showAll(m_clientRows, true);
    updateKept();
}

void SignInForm::beginNew() {
    // What was typed stays; what the keychain has for the profile that was shown is not for this one.
    auto profile = session::Profile::make();
    profile.instance = m_base.instance;
    profile.authoritiesPem = m_base.authoritiesPem;
    profile.pinnedPem = m_base.pinnedPem;
    m_base = profile;
    m_profiles->setCurrent(profile.id);
    m_clients->forgetAllKept();
    updateKept();
}

void SignInForm::takeCreds(const exchange::Creds& creds) {
    beginNew();
    if (!creds.username.isEmpty() || !creds.password.isEmpty())
        m_ways->setWay(session::Way::Password);
    if (!creds.username.isEmpty())
        m_person->userNameEdit()->setText(creds.username);
    if (!creds.password.isEmpty())
        m_person->passwordField()->setSecret(creds.password);
    if (!creds.clientId.isEmpty())
        m_clients->main().setId(creds.clientId);
    if (!creds.clientSecret.isEmpty())
        m_clients->main().secretField()->setSecret(creds.clientSecret);
    m_person->clearMessages();
    m_clients->clearMessages();
    focusFirstEmpty();
}

void SignInForm::clearMessages() {
    m_instance->clearFailure();
    m_ways->message()->clear();
    if (m_import->message()->isError()) // else it tells what was filled in, and offers what can be done about the file
        m_import->message()->clear();
    m_person->clearMessages();
    m_clients->clearMessages();
}

void SignInForm::forgetSecrets() {
    m_person->forgetSecrets();
    m_clients->forgetSecrets();
}

void SignInForm::focusFirstEmpty() {
    const auto needs = needsOf(m_ways->way());
    auto* password = m_person->passwordField();
    auto* secret = m_clients->main().secretField();
    const bool secretMissing = !m_clients->isMainSecretKept() && secret->text().isEmpty();
    QLineEdit* first = needs.password && m_asks != Asks::Secret ? password : secret;
    if (asksEverything() && m_instance->edit()->text().isEmpty())
        first = m_instance->edit();
    else if (asksEverything() && needs.password && m_person->userName().isEmpty())
        first = m_person->userNameEdit();
    else if (asksEverything() && secretMissing && !password->text().isEmpty())
        first = secret;
    if (isDeviceWay(m_ways->way()) && first == secret)
        m_ways->focusChosen(); // nothing is missing
    else
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
