#pragma once

#include "api/listing.h"
#include "cli/arguments.h"
#include "cli/rows.h"
#include "cli/secretsource.h"
#include "cli/tokencache.h"
#include "domain/membership.h"
#include "domain/user.h"
#include "domain/workspace.h"
#include "http/transport.h"
#include "runs/throttle.h"
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
    struct PersonRow {
        QString email;
        QStringList cells; ///< what came of it first; an invitation's id and password
        QString why;       ///< not done
    };

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
    void say(const QString& text);
    [[nodiscard]] static QString told(const Error& error);
    void fail(const Error& error);
    /// Where the server asked for one (429), and not too often yet; nothing was applied, so `then` may send it again.
    [[nodiscard]] bool pause(const Error& error, std::function<void()> then);
    void againOrFail(const Error& error, std::function<void()> again);
    void goesOn();
    void sessionEnded(const Error& why);
    void end(int code);
    [[nodiscard]] bool isToBeEnded() const;
    void leave(int code);

    // One command each; they end in end() or fail().
    void listProfiles();
    void giveToken(const Token& token);
    void giveSessionsToken();
    void giveInferenceToken(const session::Profile& profile);
    void listUsers();
    void printUsers(std::vector<User>& people, const api::ListSummary& summary);
    void listWorkspaces();
    void printWorkspaces(std::vector<Workspace>& workspaces, const api::ListSummary& summary);
    void listMembers();
    void nameMembers(const std::vector<Member>& members);
    void printMembers(const std::vector<Member>& members, const std::vector<User>& people);
    [[nodiscard]] bool changesPeople() const;
    void changePeople();
    void foldPeople();
    void lookWhoIsProtected();
    void judgePeople();
    [[nodiscard]] UserId ownId() const;
    void nextPerson();
    void invite(const QString& email);
    void tellPerson(const QString& email, const QStringList& cells);
    void personFailed(const QString& email, const Error& error);
    [[nodiscard]] bool isHeldBack(const Error& error);
    void takePerson(const PersonRow& row);
    void printPerson(const PersonRow& row);
    void printRead();
    void closePeople();
    void readBack();
    void judgeRead(const QHash<QString, bool>& active);
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
    std::vector<PersonRow> m_toRead;     ///< not printed yet: whether it was done is looked up in the end
    bool m_wasRead = false;
    bool m_stopped = false;
    int m_donePeople = 0;
    std::optional<Error> m_lastError;
    std::optional<Error> m_sessionEnd; ///< in the middle of a command
    runs::Throttle m_throttle;
    int m_pauses = 0;          ///< that the server asked for, in a row
    bool m_asked = false;      ///< for secrets: once, so that a wrong password is not tried again
    bool m_ownSession = false; ///< made by this command with a password
    bool m_acting = false;     ///< signed in, and at work
    bool m_ended = false;
    bool m_left = false; ///< finished() was emitted after a sign-out
};

/// The code that fits a failure.
[[nodiscard]] ExitCode exitCodeFor(const Error& error);

} // namespace wallaroo::cli
