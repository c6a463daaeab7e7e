#include "cli/runner.h"

#include "base/displaytext.h"
#include "cli/words.h"
#include "exchange/commandtexts.h"
#include "session/profilejson.h"

#include <QJsonDocument>
#include <QSslCertificate>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {

using session::Session;
using session::State;

ExitCode exitCodeFor(const Error& error) {
    switch (error.kind) {
    case ErrorKind::WrongClient:
    case ErrorKind::WrongCredentials:
    case ErrorKind::AccountDisabled:
    case ErrorKind::AccountNotSetUp:
    case ErrorKind::GrantNotAllowed:
    case ErrorKind::SessionEnded:
    case ErrorKind::SignInNeeded:
    case ErrorKind::Unauthorized:
        return SignInNeeded;
    case ErrorKind::NotAllowed:
        return NotAllowed;
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TookTooLong:
    case ErrorKind::ProxyFailed:
    case ErrorKind::UnknownAuthority:
    case ErrorKind::WrongCertificate:
    case ErrorKind::NotEncrypted:
        return NotReached;
    default:
        return Failed;
    }
}

namespace {

bool isOfKeychain(const Error& error) {
    return error.kind == ErrorKind::KeychainUnavailable || error.kind == ErrorKind::KeychainLocked;
}

} // namespace

Runner::Runner(Arguments arguments, Surroundings surroundings)
    : m_arguments(std::move(arguments)),
      m_surroundings(std::move(surroundings)),
      m_cache(m_surroundings.keychain, m_surroundings.clock),
      m_throttle(m_surroundings.clock, 1) {
}

Runner::~Runner() = default;

void Runner::start() {
    QMetaObject::invokeMethod(this, &Runner::begin, Qt::QueuedConnection);
}

std::optional<session::Profile> Runner::chosenProfile() {
    if (m_arguments.profile.isEmpty()) {
        const auto& all = m_surroundings.profiles.profiles();
        auto last = m_surroundings.profiles.lastUsed();
        if (!last && all.size() == 1) // such as the one of an organisation, before it was used
            return all.first();
        if (!last)
            say(all.isEmpty() ? tr("There is no profile yet: sign in with Wallaroo Admin once.")
                              : tr("No profile was used yet: name one with --profile. 'profiles list' tells which "
                                   "there are."));
        return last;
    }
    QList<session::Profile> found;
    for (const auto& profile : m_surroundings.profiles.profiles()) {
        if (profile.id.toString(QUuid::WithoutBraces) == m_arguments.profile)
            return profile;
        if (profile.title() == m_arguments.profile)
            found << profile;
    }
    if (found.size() > 1)
        say(tr("%n profiles are called '%1'. Take the id, which 'profiles list' tells.", nullptr,
               static_cast<int>(found.size()))
                .arg(m_arguments.profile));
    else if (found.isEmpty())
        say(tr("There is no profile '%1'. 'profiles list' tells which there are.").arg(m_arguments.profile));
    return found.size() == 1 ? std::optional(found.first()) : std::nullopt;
}

bool Runner::changesPeople() const {
    return m_arguments.command == Command::UsersInvite || m_arguments.command == Command::UsersActivate
           || m_arguments.command == Command::UsersDeactivate;
}

/// Why this command is not for this profile, if so.
std::optional<Error> Runner::refusalOf(const session::Profile& profile) const {
    const QString name = displayText(profile.title(), 96);
    if (profile.readOnly && changesPeople())
        return Error{ErrorKind::NotAllowed,
                     tr("The profile '%1' is read-only: nothing at this instance is changed through it.").arg(name),
                     tr("Take the mark away in Wallaroo Admin, under Profiles."),
                     {}};
    if (profile.locked) // a guard that a second program goes around would be none
        return Error{ErrorKind::SignInNeeded,
                     tr("The profile '%1' is locked.").arg(name),
                     tr("Unlock it in Wallaroo Admin."),
                     {}};
    const auto& organisation = m_surroundings.organisation;
    if (!organisation.allows(profile.way)
        && !(m_arguments.inference && organisation.allows(session::Way::InferenceOnly)))
        //: %1 is a profile, %2 a way to sign in: "password"
        return Error{ErrorKind::NotAllowed,
                     tr("The profile '%1' signs in by a way that your organisation does not allow (%2).")
                         .arg(name, session::wayName(profile.way)),
                     tr("Sign in with Wallaroo Admin, which shows the ways that are allowed."),
                     {}};
    return std::nullopt;
}

void Runner::begin() {
    for (const auto& problem : m_surroundings.organisation.problems) // left out, which ends nothing
        say(displayText(problem.text(), 300));
    if (const auto loaded = m_surroundings.profiles.load(); !loaded)
        return fail(loaded.error());
    if (m_arguments.command == Command::ProfilesList)
        return listProfiles();
    const auto profile = chosenProfile();
    if (!profile)
        return end(Usage);
    if (const auto refusal = refusalOf(*profile))
        return fail(*refusal);
    if (m_arguments.inference)
        return giveInferenceToken(*profile);
    const bool cached = m_arguments.command == Command::Token;
    if (!cached)
        return openSession(*profile);
    m_cache.read(profile->id, this, [this, profile = *profile](const std::optional<Token>& token) {
        if (token)
            giveToken(*token);
        else
            openSession(profile);
    });
}

/// Not before something is sent: reading certificates loads OpenSSL, and a token from the keychain needs none of it.
void Runner::trust(const session::Profile& profile) {
    if (!profile.authoritiesPem.isEmpty())
        m_transport.setExtraAuthorities(QSslCertificate::fromData(profile.authoritiesPem, QSsl::Pem));
    if (!profile.pinnedPem.isEmpty())
        m_transport.setPin(profile.instance.authBase.host(), QSslCertificate(profile.pinnedPem, QSsl::Pem));
}

void Runner::openSession(const session::Profile& profile) {
    trust(profile);
    makeSession(profile, m_surroundings.keychain);
    connect(m_session.get(), &Session::profileChanged, this,
            [this] { static_cast<void>(m_surroundings.profiles.save(m_session->profile())); });
    m_session->resume();
}

void Runner::makeSession(const session::Profile& profile, secrets::SecretStore& store) {
    m_session = std::make_unique<Session>(profile, m_transport, store, m_surroundings.clock);
    m_session->setLockFolder(m_surroundings.lockFolder);
    connect(m_session.get(), &Session::signedIn, this, &Runner::signedIn);
    connect(m_session.get(), &Session::passwordNeeded, this, &Runner::askForSecrets);
    connect(m_session.get(), &Session::secretNeeded, this, &Runner::askForClientSecret);
    connect(m_session.get(), &Session::signInFailed, this, &Runner::signInFailed);
}

void Runner::goOnWithoutKeychain() {
    // Of this command alone: where the keychain is out of reach now, what it holds still counts for the window and for
    // the next command, and the profile they share goes on saying so.
    m_outOfReach = std::move(m_session); // it is speaking
    m_outOfReach->disconnect(this);
    session::Profile profile = m_outOfReach->profile();
    session::markNothingStored(profile);
    makeSession(profile, m_memory);
}

void Runner::signInFailed(const Error& error) {
    if (isOfKeychain(error) && !m_asked)
        askForSecrets(error); // without a keychain the secrets come from elsewhere
    else
        fail(error);
}

void Runner::askForSecrets(const Error& why) {
    if (m_acting)
        return sessionEnded(why);
    if (std::exchange(m_asked, true))
        return fail(why);
    if (isOfKeychain(why))
        goOnWithoutKeychain();
    const auto& profile = m_session->profile();
    if (profile.way != session::Way::Password) {
        say(why.sentence);
        return fail({ErrorKind::SignInNeeded,
                     tr("This profile signs in with a browser."),
                     tr("Sign in with Wallaroo Admin once."),
                     {}});
    }
    if (profile.username.isEmpty()) // an organisation's that nobody has used yet: a password alone signs nobody in
        return fail({ErrorKind::SignInNeeded,
                     tr("The profile '%1' has no user name yet.").arg(displayText(profile.title(), 96)),
                     tr("Sign in with Wallaroo Admin once."),
                     {}});
    const QByteArray who = displayText(profile.username, 96).toUtf8();
    const auto password = m_surroundings.secrets.next("Password of " + who + ": ");
    if (!password || password->isEmpty()) {
        say(why.sentence);
        return fail({ErrorKind::SignInNeeded,
                     tr("No password was given."),
                     tr("Sign in with Wallaroo Admin, or give it on standard input."),
                     {}});
    }
    session::Credentials credentials;
    credentials.username = profile.username;
    credentials.password = *password;
    credentials.remember = profile.remember;
    if (!profile.hasStoredSignInSecret() && !profile.hasPublicClient())
        credentials.clientSecret =
            m_surroundings.secrets.next("Secret of " + profile.clientId.toUtf8() + ": ").value_or(Secret());
    else
        m_surroundings.secrets.skip();
    credentials.oneTimeCode = m_surroundings.secrets.next("One-time code, if there is one: ").value_or(Secret());
    m_ownSession = true;
    m_session->signIn(std::move(credentials));
}

void Runner::askForClientSecret(const Error& why) {
    if (m_acting)
        return sessionEnded(why);
    if (std::exchange(m_asked, true))
        return fail(why);
    const QByteArray prompt = "New secret of " + m_session->profile().clientId.toUtf8() + ": ";
    m_surroundings.secrets.skip(); // the password's line
    const auto secret = m_surroundings.secrets.next(prompt);
    if (!secret || secret->isEmpty())
        return fail(why);
    m_session->giveClientSecret(*secret);
}

void Runner::signedIn() {
    if (m_acting || m_ended) // another program's session, after the end of this one's: what was begun is over
        return;
    if (!m_session->mlopsToken() || m_outOfReach)
        return act(); // for inference alone; nothing is kept
    // The session writes to the keychain: ended before that is done, a rotated refresh token would be lost.
    m_cache.settle(m_session->profile().id, this, [this] { act(); });
}

void Runner::act() {
    m_acting = true;
    switch (m_arguments.command) {
    case Command::Token:
        return giveSessionsToken();
    case Command::UsersList:
        return listUsers();
    case Command::UsersInvite:
    case Command::UsersActivate:
    case Command::UsersDeactivate:
        return changePeople();
    case Command::WorkspacesList:
        return listWorkspaces();
    case Command::WorkspacesMembers:
        return listMembers();
    case Command::ProfilesList:
        return; // needs no session
    }
}

void Runner::giveSessionsToken() {
    if (const auto token = m_arguments.inference ? m_session->inferenceToken() : m_session->mlopsToken())
        return giveToken(*token);
    fail({ErrorKind::SignInNeeded,
          tr("This profile has no user, so there is no MLOps token."),
          tr("Ask for the inference token: --inference."),
          {}});
}

void Runner::giveInferenceToken(const session::Profile& profile) {
    trust(profile);
    // A session of its own, which looks at the instance before the secret goes there; that of the user goes on as it
    // is.
    session::Profile own = profile;
    session::markNothingStored(own);
    makeSession(own, m_memory);
    m_surroundings.keychain.read(
        {profile.id, secrets::Kind::ClientSecret}, this,
        [this, client = profile.inferenceClient()](const Result<std::optional<Secret>>& kept) {
            if (kept && *kept)
                return m_session->signInForInference(**kept, false);
            const auto given = m_surroundings.secrets.next("Secret of " + client.toUtf8() + ": ");
            if (given && !given->isEmpty())
                return m_session->signInForInference(*given, false);
            fail({ErrorKind::SignInNeeded, tr("No client secret is at hand."), tr("Give it on standard input."), {}});
        });
}

void Runner::giveToken(const Token& token) {
    if (m_ended)
        return;
    Secret text;
    if (m_arguments.text == TokenText::Header) {
        text = exchange::authorizationHeader(token.value);
    } else if (m_arguments.text == TokenText::Export) {
        const auto line = exchange::shellExport(token.value);
        if (!line)
            return fail({ErrorKind::BadInput,
                         tr("This token holds characters that could mean something to a shell."),
                         tr("Take it without --export."),
                         {}});
        text = *line;
    } else if (m_arguments.text == TokenText::Json) {
        QByteArray json = "{\"expires_at\": \"" + isoDate(token.end.wallMs()).toUtf8()
                          + "\", \"expires_in\": " + QByteArray::number(token.end.leftMs(m_surroundings.clock) / 1000)
                          + ", \"token_type\": \"Bearer\", \"access_token\": \"";
        json.reserve(json.size() + token.value.size() + 2);
        json.append(token.value.reveal()).append("\"}"); // visible ASCII without a quote or it was refused before
        text = Secret::taking(json);
    } else {
        text = token.value;
    }
    m_surroundings.out(text.reveal());
    m_surroundings.out("\n");
    end(Done);
}

} // namespace wallaroo::cli
