#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace wallaroo::cli {

/// What a command ends with; documented in the man page and in --help.
enum ExitCode {
    Done = 0,
    Failed = 1,       ///< the server refused or failed; several things were to be done and none was
    Usage = 2,        ///< the arguments make no command
    SignInNeeded = 3, ///< no session and no secrets to make one, or they were refused; a locked profile
    NotAllowed = 4,   ///< the account may not
    NotReached = 5,   ///< no network, no server, no trusted certificate
    Partly = 6,       ///< of several things some were done and some not
    Incomplete = 7    ///< a list lacks what could not be read; the rest is printed
};

enum class Command {
    Token,
    UsersList,
    UsersInvite,
    UsersActivate,
    UsersDeactivate,
    WorkspacesList,
    WorkspacesMembers,
    ProfilesList
};
enum class Output { Table, Json, Csv };
enum class TokenText { Plain, Header, Export, Json };

/// The command line, understood. It never holds a secret: everybody on the machine can read arguments.
struct Arguments {
    Command command = Command::ProfilesList;
    QString profile; ///< name or id; empty: the last used
    Output output = Output::Table;
    int secretsFrom = -1; ///< descriptor that secrets are read from; -1: the terminal, or standard input
    TokenText text = TokenText::Plain;
    bool inference = false;
    QStringList people; ///< e-mail addresses
    qint64 workspace = 0;
};

struct Parsed {
    std::optional<Arguments> arguments; ///< nothing after --help, --version and mistakes
    int code = 0;                       ///< to end with then
};

/// Prints help and mistakes itself.
[[nodiscard]] Parsed parseArguments(int argc, char** argv);

} // namespace wallaroo::cli
