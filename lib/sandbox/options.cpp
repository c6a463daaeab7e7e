#include "sandbox/options.h"

#include "sandbox/refusals.h"

#include <CLI/CLI.hpp>

#include <vector>

namespace wallaroo::sandbox {

namespace {

constexpr const char* kDescription =
    "A local Wallaroo instance: Keycloak under /auth, the MLOps API under /v1/api, at one address.\n"
    "For trying, demonstrating, training and testing scripts. Nothing in it is real.";

const std::string kOutput =
    "What it prints on standard output, one line each, at once:\n"
    "  Listening on http://127.0.0.1:40123\n"
    "  Client: api-client secret=SECRET\n"
    "  Client: sdk-client public\n"
    "  Account: administrator username=NAME password=PASSWORD\n"
    "further clients that show one thing each (expiry-client: a session of 3 seconds, ...), and accounts of the kinds\n"
    "administrator, user, disabled, temporary and one-time-code, the last with totp=KEY for an authenticator. With\n"
    "--creds no secret is printed: lines end after the name, and only the administrator's secrets are known, from "
    "FILE.\n"
    "The first line is the address; the last one is \"Ready\". SIGTERM or Ctrl+C ends it at once.";

// An unset variable of a script: taken for "no file" it would mean plain http, or secrets on the terminal.
std::string refuseEmpty(const std::string& text) {
    return text.empty() ? "it is empty" : std::string();
}

// The library would take -1 for the largest number, and a larger one for another.
std::string refuseBadSeed(const std::string& text) {
    const bool isNumber =
        !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? std::string() : "a seed is a whole number of at most 18 digits";
}

std::string refuseBadRule(const std::string& rule) {
    return Refusals().add(rule);
}

void addContents(CLI::App& app, Options& options) {
    app.add_option("--users", options.users, "Users in all, the printed accounts included")
        ->check(CLI::Range(1, 2000000))
        ->capture_default_str();
    app.add_option("--workspaces", options.workspaces, "Workspaces in all")
        ->check(CLI::Range(0, 200000))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "The same seed gives the same data")
        ->check(refuseBadSeed)
        ->capture_default_str();
    app.add_option("--latency", options.latencyMs, "Milliseconds to wait before each answer")
        ->check(CLI::Range(0, 600000))
        ->capture_default_str();
    app.add_option("--refresh-reuse", options.refreshReuse,
                   "Rotate refresh tokens: how often one may be used again, -1 for any number")
        ->check(CLI::Range(-1, 1000))
        ->capture_default_str();
    app.add_option("--seats", options.seats, "Active users the licence allows, 0 for no limit")
        ->check(CLI::Range(0, 2000000))
        ->capture_default_str();
}

void addLessons(CLI::App& app, Options& options, std::string& scenario) {
    app.add_option("--scenario", scenario, "Set it up for a lesson or a test, see below")
        ->check(CLI::IsMember(scenarioWords()))
        ->type_name("NAME");
    app.add_option("--rate", options.rate, "Calls a second that are answered, the rest with 429; 0 for no limit")
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    app.add_option("--refuse", options.refusals,
                   "Refuse a call, such as users/invite=403:TEXT, users/deactivate#3=503 (three times) or\n"
                   "users/*/logout=500; below /v1/api and /auth/admin/realms/master; may be given again.\n"
                   "The body is JSON, but text for 503 and 504 of the API, as its proxy answers, and none for 502;\n"
                   "FORM chooses another: json, text or empty, as in users/invite=403/text:TEXT")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false)
        ->check(refuseBadRule)
        ->type_name("CALL[#N]=STATUS[/FORM][:TEXT]");
    app.add_option("--bad-field", options.badFieldStatus,
                   "Status of the API for a body that lacks a field or has a wrong one: versions differ")
        ->check(CLI::IsMember({400, 422}))
        ->capture_default_str();
    app.add_flag("--duplicate-names", options.duplicateWorkspaceNames,
                 "Let workspaces be created under a name that is taken, as older instances do");
}

void addAuthority(CLI::App& app, Options& options) {
    auto* url =
        app.add_option("--auth-url", options.authUrl,
                       "Sign-in and people are those of this Keycloak (base address, ends in /auth), not the own")
            ->check(refuseEmpty)
            ->type_name("URL");
    auto* service = app.add_option("--auth-service", options.authServiceFile,
                                   "The instance's own account at that Keycloak, as in a creds.json: a client whose "
                                   "service account may manage users")
                        ->check(refuseEmpty)
                        ->type_name("FILE");
    url->needs(service)->excludes(app.get_option("--creds"));
    service->needs(url);
}

} // namespace

ParsedOptions parseOptions(int argc, char** argv) {
    Options options;
    std::vector<std::string> tls;
    CLI::App app{kDescription, "wallaroo-sandbox"};
    app.footer(kOutput + "\n\n" + scenarioHelp());
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast); // scripts add to what others set
    app.set_version_flag("--version", "wallaroo-sandbox " WALLAROO_VERSION);
    app.add_option("--host", options.host, "Address to listen on; anything but loopback lets others in")
        ->check(refuseEmpty)
        ->capture_default_str();
    app.add_option("--port", options.port, "Port to listen on, 0 for a free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    addContents(app, options);
    app.add_option("--database", options.databaseFile,
                   "Keep the state in this SQLite file instead of in memory; it serves one sandbox at a time")
        ->check(refuseEmpty)
        ->type_name("FILE");
    app.add_option("--tls", tls, "Serve https with this PEM certificate chain and private key")
        ->expected(2)
        ->multi_option_policy(CLI::MultiOptionPolicy::Throw)
        ->check(refuseEmpty)
        ->type_name("CERT KEY");
    app.add_option("--creds", options.credsFile,
                   "The administrator's creds.json: used if it exists, else written (mode 0600) with random secrets")
        ->check(refuseEmpty)
        ->type_name("FILE");
    std::string scenario;
    addLessons(app, options, scenario);
    addAuthority(app, options);
    app.add_flag("--exit-with-stdin", options.exitWithStdin, "End when standard input ends (for a parent process)");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {std::nullopt, app.exit(error)};
    }
    if (tls.size() == 2) {
        options.certificateFile = tls[0];
        options.keyFile = tls[1];
    }
    options.scenario = scenarioOf(scenario);
    if (options.scenario == Scenario::RateLimited && options.rate == 0)
        options.rate = 20;
    if (options.scenario == Scenario::ShortTokens && app.count("--refresh-reuse") == 0)
        options.refreshReuse = 0;
    return {options, 0};
}

} // namespace wallaroo::sandbox
