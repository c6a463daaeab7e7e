#include "cli/arguments.h"

#include <CLI/CLI.hpp>

#include <map>

namespace wallaroo::cli {
namespace {

constexpr const char* description =
    "Administration of a Wallaroo MLOps instance from the command line.\n"
    "Takes profiles and keychain of Wallaroo Admin: sign in there once, with \"remember\".";

constexpr const char* footer =
    "Secrets are never arguments or environment. What the keychain does not hold is asked for on the terminal, or "
    "read\n"
    "from standard input or from the descriptor of --secrets-fd: first line the password (with --inference the client\n"
    "secret), second line the client secret, third the one-time code; empty lines stand for what is stored or not "
    "needed.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 sign-in needed, 4 not allowed, 5 server not reached, 6 partly\n"
    "done, 7 list incomplete.";

/// What CLI11 fills in; it knows no QString.
struct Raw {
    std::string profile;
    std::string output = "table";
    std::vector<std::string> people;
    bool header = false;
    bool exportLine = false;
    bool json = false;
};

void addToken(CLI::App& app, Raw& raw, Arguments& arguments) {
    auto* token = app.add_subcommand("token", "Print a token: the MLOps token of the profile's user");
    token->callback([&arguments] { arguments.command = Command::Token; });
    token->add_flag("--inference", arguments.inference, "The one for inference, which needs no user");
    auto* header = token->add_flag("--header", raw.header, "As a line: Authorization: Bearer ...");
    auto* line = token->add_flag("--export", raw.exportLine, "As a line for a shell: export TOKEN='...'");
    auto* json = token->add_flag("--json", raw.json, "As JSON with its end, for programs");
    header->excludes(line)->excludes(json);
    line->excludes(json);
}

void addPeople(CLI::App& users, const char* name, const char* text, Command command, Raw& raw, Arguments& arguments) {
    auto* sub = users.add_subcommand(name, text);
    sub->callback([&arguments, command] { arguments.command = command; });
    sub->add_option("address", raw.people, "E-mail addresses")->required()->type_name("ADDRESS...");
}

void addUsers(CLI::App& app, Raw& raw, Arguments& arguments) {
    auto* users = app.add_subcommand("users", "People");
    users->require_subcommand(1);
    users->add_subcommand("list", "Everybody this account may see")->callback([&arguments] {
        arguments.command = Command::UsersList;
    });
    addPeople(*users, "invite", "Invite people; prints what they sign in with first", Command::UsersInvite, raw,
              arguments);
    addPeople(*users, "activate", "Let people in again", Command::UsersActivate, raw, arguments);
    addPeople(*users, "deactivate", "Let people in no more", Command::UsersDeactivate, raw, arguments);
}

void addWorkspaces(CLI::App& app, Arguments& arguments) {
    auto* workspaces = app.add_subcommand("workspaces", "Workspaces");
    workspaces->require_subcommand(1);
    workspaces->add_subcommand("list", "Those this account may see")->callback([&arguments] {
        arguments.command = Command::WorkspacesList;
    });
    auto* members = workspaces->add_subcommand("members", "Who is in a workspace");
    members->callback([&arguments] { arguments.command = Command::WorkspacesMembers; });
    members->add_option("workspace", arguments.workspace, "Its number, as `workspaces list` tells it")->required();
}

void take(const Raw& raw, Arguments& arguments) {
    static const std::map<std::string, Output> outputs{
        {"table", Output::Table}, {"json", Output::Json}, {"csv", Output::Csv}};
    arguments.profile = QString::fromStdString(raw.profile);
    arguments.output = outputs.at(raw.output);
    arguments.text = raw.header       ? TokenText::Header
                     : raw.exportLine ? TokenText::Export
                     : raw.json       ? TokenText::Json
                                      : TokenText::Plain;
    for (const std::string& person : raw.people)
        arguments.people << QString::fromStdString(person);
}

} // namespace

Parsed parseArguments(int argc, char** argv) {
    Arguments arguments;
    Raw raw;
    CLI::App app{description, "wallaroo-admin-cli"};
    app.footer(footer);
    app.set_version_flag("--version", "wallaroo-admin-cli " WALLAROO_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // options may stand behind the command
    app.add_option("--profile", raw.profile, "Name or id of a profile; left out: the last used one, or the only one")
        ->type_name("PROFILE");
    app.add_option("--output", raw.output, "How lists are printed")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    app.add_option("--secrets-fd", arguments.secretsFrom, "File descriptor that the missing secrets are read from")
        ->check(CLI::Range(0, 1023))
        ->type_name("N");
    addToken(app, raw, arguments);
    addUsers(app, raw, arguments);
    addWorkspaces(app, arguments);
    auto* profiles = app.add_subcommand("profiles", "Profiles of Wallaroo Admin");
    profiles->require_subcommand(1);
    profiles->add_subcommand("list", "All of them")->callback([&arguments] {
        arguments.command = Command::ProfilesList;
    });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return {std::nullopt, code == 0 ? int(Done) : int(Usage)};
    }
    take(raw, arguments);
    return {arguments, Done};
}

} // namespace wallaroo::cli
