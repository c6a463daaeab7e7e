#include "dialogs/signinclients.h"

#include "dialogs/foldbutton.h"
#include "widgets/secretfield.h"

#include <utility>

namespace wallaroo {
namespace {

using session::Profile;
using session::Way;

/// What a client of the usual set-up is called.
QString confidentialClientId() {
    return Profile().clientId;
}

} // namespace

SignInClients::SignInClients(const Desktop& desktop, QWidget* parent)
    : QObject(parent),
      m_desktop(desktop),
      m_main(new ClientFields(desktop, ClientFields::Kind::SignIn, parent)),
      m_fold(new FoldButton(tr("Another client for inference tokens"), parent)) {
    m_fold->setObjectName(QStringLiteral("inferenceFold"));
    const auto follow = [this] {
        showKept();
        Q_EMIT changed();
    };
    connect(m_main, &ClientFields::idChanged, this, follow);
    connect(m_main, &ClientFields::secretChanged, this, &SignInClients::changed);
    connect(m_fold, &QAbstractButton::toggled, this, [this, follow](bool open) {
        if (open)
            makeInference();
        follow();
    });
    m_main->setId(confidentialClientId());
}

void SignInClients::makeInference() {
    if (m_inference)
        return;
    m_inference = new ClientFields(m_desktop, ClientFields::Kind::Inference, static_cast<QWidget*>(parent()));
    m_inference->setId(m_inferenceId);
    m_inference->setInstance(m_instance);
    connect(m_inference, &ClientFields::secretChanged, this, &SignInClients::changed);
    connect(m_inference, &ClientFields::idChanged, this, [this] {
        m_inferenceId = m_inference->id();
        showKept();
        Q_EMIT changed();
    });
    Q_EMIT inferenceMade(m_inference);
}

void SignInClients::setInferenceId(const QString& id) {
    m_inferenceId = id;
    if (m_inference)
        m_inference->setId(id);
}

void SignInClients::moveSecret(ClientFields& from, ClientFields& to) {
    const Secret typed = from.secretField()->secret();
    from.secretField()->wipeContents();
    to.secretField()->wipeContents();
    if (!typed.isEmpty())
        to.secretField()->setSecret(typed);
}

bool SignInClients::isFoldOpen() const {
    return m_way != Way::InferenceOnly && m_fold->isChecked();
}

void SignInClients::setProfile(const Profile& profile, bool secretKept) {
    m_base = profile;
    m_baseSecretKept = secretKept;
    m_way = profile.way;
    m_isParked = false;
    m_parked = {};
    m_main->setId(m_way == Way::InferenceOnly ? profile.inferenceClient() : profile.clientId);
    setInferenceId(profile.hasOneClient() || m_way == Way::InferenceOnly ? QString() : profile.inferenceClientId);
    m_fold->setChecked(!m_inferenceId.isEmpty() && !isDeviceWay(m_way));
    showKept();
}

void SignInClients::setKept(const Profile& profile, bool secretKept) {
    m_base = profile;
    m_baseSecretKept = secretKept;
    showKept();
}

bool SignInClients::hasOwnInference() const {
    return (!m_inferenceId.isEmpty() && m_inferenceId != m_main->id())
           || (m_inference && !m_inference->secretField()->text().isEmpty());
}

void SignInClients::setGuardsLock(bool guards) {
    m_guardsLock = guards;
    showKept();
}

void SignInClients::setWay(Way way) {
    if (way == m_way)
        return;
    m_way = way;
    const QString main = m_main->id();
    const QString other = m_inferenceId;
    if (isDeviceWay(way) && main == confidentialClientId() && hasOwnInference()) {
        // Three clients, and room for two: what was typed for the third comes back with its way.
        m_parked = m_main->secretField()->secret();
        m_isParked = true;
        m_main->secretField()->wipeContents();
        m_main->setId(session::publicClientId());
    } else if (!isDeviceWay(way) && main == session::publicClientId() && std::exchange(m_isParked, false)) {
        m_main->setId(confidentialClientId());
        if (!m_parked.isEmpty())
            m_main->secretField()->setSecret(m_parked);
        m_parked = {};
    } else if (isDeviceWay(way) && main == confidentialClientId()) {
        m_main->setId(session::publicClientId());
        setInferenceId(main); // without a word: its secret may lie in the keychain
        if (!m_main->secretField()->text().isEmpty()) {
            m_fold->setChecked(true);
            moveSecret(*m_main, *m_inference); // what was typed is that client's
        }
    } else if (!isDeviceWay(way) && main == session::publicClientId()) {
        m_main->setId(other.isEmpty() ? confidentialClientId() : other);
        if (m_inference && !other.isEmpty())
            moveSecret(*m_inference, *m_main);
        setInferenceId({});
        m_fold->setChecked(false);
    }
    showKept();
    Q_EMIT changed();
}

void SignInClients::setInstance(const std::optional<Instance>& instance, const QString& keychain) {
    m_instance = instance;
    m_keychain = keychain;
    m_main->setInstance(instance);
    if (m_inference)
        m_inference->setInstance(instance);
    showKept();
}

void SignInClients::forgetKept() {
    m_baseSecretKept = false; // what the keychain has is not it: only the new one is asked for
    m_base.clientIsPublic = false;
    if (m_base.hasOneClient())
        m_base.clientSecretStored = false;
    showKept();
}

void SignInClients::forgetAllKept() {
    m_baseSecretKept = m_base.clientIsPublic = false;
    m_base.clientSecretStored = false;
    showKept();
}

bool SignInClients::isKept(const QString& client) const {
    if (!m_instance || *m_instance != m_base.instance)
        return false;
    if (m_way == Way::InferenceOnly && (m_guardsLock || m_base.locked))
        return false; // the secret alone would open it
    return (client == m_base.clientId && m_baseSecretKept)
           || (client == m_base.inferenceClient() && !m_base.hasOneClient() && m_base.clientSecretStored);
}

bool SignInClients::isMainSecretKept() const {
    return isKept(m_main->id());
}

/// Client credentials always need one. So does the client of the usual set-up; of any other only Keycloak knows.
bool SignInClients::isMainSecretNeeded() const {
    return m_way == Way::InferenceOnly || (m_main->id() == confidentialClientId() && !isMainPublic());
}

/// Known to have none: the public client that comes with an instance, or one that has signed in without.
bool SignInClients::isMainPublic() const {
    const QString id = m_main->id();
    const bool known = m_base.clientIsPublic && id == m_base.clientId && m_instance && *m_instance == m_base.instance;
    return m_way != Way::InferenceOnly && (known || id == session::publicClientId());
}

bool SignInClients::hasSecret() const {
    return isMainSecretNeeded() || isMainSecretKept() || !m_main->secretField()->text().isEmpty()
           || (isFoldOpen() && !m_inference->secretField()->text().isEmpty());
}

void SignInClients::showKept() {
    const QString place = m_keychain.isEmpty() ? tr("the keychain") : m_keychain;
    m_main->setKeptIn(isMainSecretKept() ? place : QString());
    m_main->setSecretNeed(isMainPublic()         ? ClientFields::SecretNeed::None
                          : isMainSecretNeeded() ? ClientFields::SecretNeed::Needed
                                                 : ClientFields::SecretNeed::NotKnown);
    if (m_inference)
        m_inference->setKeptIn(isKept(m_inferenceId) ? place : QString());
}

bool SignInClients::check(bool focus) {
    const bool mainOk = m_main->check(isMainSecretNeeded(), focus);
    // Without a secret there will be no inference token; everything else works.
    return (!isFoldOpen() || m_inference->check(false, focus && mainOk)) && mainOk;
}

void SignInClients::applyTo(Profile& profile) const {
    const Profile before = profile;
    profile.clientId = m_main->id();
    profile.inferenceClientId = m_inferenceId;
    if (m_way == Way::InferenceOnly || profile.inferenceClientId == profile.clientId)
        profile.inferenceClientId.clear();
    // An item of another client must not be taken for one of these.
    const auto noLongerExpect = [&](bool& stored, secrets::Kind kind) {
        if (std::exchange(stored, false))
            profile.perhapsStored.insert(kind);
    };
    if (profile.inferenceClient() != before.inferenceClient())
        noLongerExpect(profile.clientSecretStored, secrets::Kind::ClientSecret);
    if (profile.clientId != before.clientId) {
        noLongerExpect(profile.signInSecretStored, secrets::Kind::SignInSecret);
        profile.clientIsPublic = false;
    }
}

Secret SignInClients::mainSecret() const {
    return m_main->secretField()->secret();
}

Secret SignInClients::inferenceSecret() const {
    return isFoldOpen() ? m_inference->secretField()->secret() : Secret();
}

void SignInClients::clearMessages() {
    m_main->clearMessages();
    if (m_inference)
        m_inference->clearMessages();
}

void SignInClients::forgetSecrets() {
    m_parked = {};
    m_main->secretField()->wipeContents();
    if (m_inference)
        m_inference->secretField()->wipeContents();
}

} // namespace wallaroo
