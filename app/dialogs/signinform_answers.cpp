#include "dialogs/fieldmessage.h"
#include "dialogs/instancefield.h"
#include "dialogs/personfields.h"
#include "dialogs/signinclients.h"
#include "dialogs/signinerrors.h"
#include "dialogs/signinform.h"
#include "dialogs/signinways.h"
#include "support/prompts.h"
#include "widgets/secretfield.h"

#include <QCheckBox>
#include <QLineEdit>

// What the form makes of what was typed, where it shows what was wrong with it, and what it is told afterwards.

namespace wallaroo {

bool SignInForm::check() {
    clearMessages();
    const auto needs = needsOf(m_ways->way());
    if (asksSecretOnly())
        return m_clients->main().check(true, true);
    bool ok = !asksEverything() || m_instance->check();
    ok = m_person->check(needs.password && asksEverything(), needs.password, ok) && ok;
    const bool clientsOk = (!asksEverything() && !m_clientAsked) || m_clients->check(ok);
    return clientsOk && ok;
}

session::Profile SignInForm::profile() const {
    if (!asksEverything())
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
    profile.way = m_ways->way();
    profile.username = needsOf(profile.way).password ? m_person->userName() : m_base.username;
    if (profile.username != m_base.username)
        profile.subject.clear(); // somebody else, by a person's will
    m_clients->applyTo(profile);
    profile.authoritiesPem = m_instance->authoritiesPem();
    profile.pinnedPem = m_instance->pinnedPem();
    profile.acceptedIssuer = m_instance->acceptedIssuer();
    profile.remember = m_remember->isChecked();
    profile.staySignedIn = needsOf(profile.way).user && profile.remember && m_stay->isChecked();
    return profile;
}

session::Credentials SignInForm::credentials() const {
    session::Credentials credentials;
    credentials.username = !asksEverything() ? m_base.username : m_person->userName();
    credentials.password = m_person->passwordField()->secret();
    credentials.oneTimeCode = m_person->oneTimeCode();
    credentials.clientSecret = m_clients->mainSecret();
    credentials.inferenceSecret = m_clients->inferenceSecret();
    credentials.remember = !asksEverything() ? m_base.remember : m_remember->isChecked();
    return credentials;
}

session::DeviceCredentials SignInForm::deviceCredentials() const {
    session::DeviceCredentials credentials;
    credentials.way = m_ways->way();
    credentials.clientSecret = m_clients->mainSecret();
    credentials.inferenceSecret = m_clients->inferenceSecret();
    credentials.remember = m_remember->isChecked();
    return credentials;
}

std::optional<api::Discovery> SignInForm::discovery() const {
    return m_instance->discovery();
}

void SignInForm::setKept(const session::Profile& profile, bool clientSecretKept) {
    if (profile.id != m_base.id)
        return;
    m_base = profile;
    m_clients->setKept(profile, clientSecretKept);
    showRemember();
}

bool SignInForm::showFailure(const Error& error) {
    if (refusesPassword(error.kind))
        m_person->forgetSecrets(); // a code, too, is good for once
    const auto needs = needsOf(m_ways->way());
    const auto place = placeOf(error);
    switch (place) {
    case SignInPlace::Instance:
        if (asksEverything())
            m_instance->showFailure(error);
        return asksEverything();
    case SignInPlace::Way:
        if (asksEverything())
            m_ways->showFailure(error);
        return asksEverything();
    case SignInPlace::UserName:
        if (!asksEverything() || !needs.password)
            return false;
        showAccountFailure(error);
        return true;
    case SignInPlace::Password:
        if (!needs.password || asksSecretOnly())
            return false;
        m_person->passwordMessage()->say(error);
        m_person->passwordField()->setFocus();
        return true;
    case SignInPlace::ClientSecret:
    case SignInPlace::InferenceSecret:
    case SignInPlace::Keychain:
        return showClientFailure(place, error);
    case SignInPlace::Note:
        break;
    }
    return false;
}

bool SignInForm::showClientFailure(SignInPlace place, const Error& error) {
    if (place == SignInPlace::InferenceSecret && m_clients->isFoldOpen()) {
        m_clients->inference()->showFailure(error);
        return true;
    }
    if (place == SignInPlace::Keychain) {
        askForClient(); // typed, it does without the keychain
        return false;
    }
    m_clients->forgetKept();
    askForClient();
    m_clients->main().showFailure(error);
    return true;
}

void SignInForm::showAccountFailure(const Error& error) {
    m_person->userNameMessage()->say(error);
    const auto instance = m_instance->instance();
    if (error.kind == ErrorKind::AccountNotSetUp && instance) {
        m_person->userNameMessage()->offer(
            QStringLiteral("openAccountPage"), tr("Open the account page"),
            [this, page = instance->accountConsole()] { m_desktop.prompts.openAddress(page); });
    }
    m_person->userNameEdit()->setFocus();
}

} // namespace wallaroo
