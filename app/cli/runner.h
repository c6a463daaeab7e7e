#pragma once

#include "cli/arguments.h"
#include "cli/rows.h"
#include "cli/secretsource.h"
#include "cli/tokencache.h"
#include "domain/membership.h"
#include "domain/user.h"
#include "http/transport.h"
#include "secrets/memorystore.h"
#include "session/organisation.h"
#include "session/session.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace wallaroo::cli {

/// What a command works with; owned by main(), or by a test.
struct Surroundings {
    const Clock& clock;
    secrets::SecretStore& keychain;
    session::ProfileStore& profiles;
    SecretSource& secrets;
    QString lockFolder;                      ///< where programs of this user agree on who refreshes
    std::function<void(QByteArrayView)> out; ///< what was asked for; may be a secret
    std::function<void(QByteArrayView)> err; ///< why it was not done
    session::Organisation organisation{};
};

/// Runs one command to its end, once.
class Runner final : public QObject {
    Q_OBJECT
public:
    Runner(Arguments arguments, Surroundings surroundings);
    ~Runner() override;

    /// Ends in finished(), never from inside.
    void start();

    /// Begins nothing more and ends when the answer under way is there: a password in it is told this once.
    void stop();

Q_SIGNALS:
    /// From now on an end in the middle would lose something: stop() is the way to end.
    void changing();
    void finished(int code);

private:
    [[nodiscard]] std::optional<session::Profile> chosenProfile();
    [[nodiscard]] std::optional<Error> refusalOf(const session::Profile& profile) const;
    void begin();
    void trust(const session::Profile& profile);
    void openSession(const session::Profile& profile);
    void makeSession(const session::Profile& profile, secrets::SecretStore& store);
    void goOnWithoutKeychain();
    void askForSecrets(const Error& why);
    void askForClientSecret(const Error& why);
    void signInFailed(const Error& error);
    void signedIn();
    void act();
    void fail(const Error& error);
    void say(const QString& text);
    void end(int code);

    // One command each; they end in end() or fail().
    void listProfiles();
    void giveToken(const Token& token);
    void giveSessionsToken();
    void giveInferenceToken(const session::Profile& profile);
    void listUsers();
    void listWorkspaces();
    void listMembers();
    void nameMembers(const std::vector<Member>& members);
    [[nodiscard]] bool changesPeople() const;
    void changePeople();
    void lookWhoIsProtected();
    void judgePeople();
    [[nodiscard]] UserId ownId() const;
    void nextPerson();
    void invite(const QString& email);
    void tellPerson(const QString& email, const QStringList& cells);
    void personFailed(const QString& email, const Error& error);
    void printPerson(const QString& email, const QStringList& cells, const QString& why = {});
    void closePeople();
    void endPeople();
    void lack(const QString& what);
    void printRows();

    Arguments m_arguments;
    Surroundings m_surroundings;
    TokenCache m_cache;
    http::Transport m_transport;
    secrets::MemoryStore m_memory;                  ///< in the keychain's place, where that is out of reach
    std::unique_ptr<session::Session> m_outOfReach; ///< the session that found it so
    std::unique_ptr<session::Session> m_session;
    Rows m_rows;
    ExitCode m_listCode = Done;
    std::optional<RowPrinter> m_printer; ///< of people who are changed, one after the other
    std::vector<User> m_everybody;       ///< to judge who may lose access; gone after that
    QHash<QString, Error> m_leftOut;     ///< who is not deactivated and why, by the address as it was given
    qsizetype m_person = 0;              ///< the next one
    QString m_underWay;                  ///< whose answer is not there yet
    bool m_stopped = false;
    int m_donePeople = 0;
    std::optional<Error> m_lastError;
    bool m_asked = false; ///< for secrets: once, so that a wrong password is not tried again
    bool m_ended = false;
};

/// The code that fits a failure.
[[nodiscard]] ExitCode exitCodeFor(const Error& error);

} // namespace wallaroo::cli
