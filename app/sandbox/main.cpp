#include "sandbox/instance.h"
#include "sandbox/options.h"
#include "sandbox/ownca.h"
#include "sandbox/server.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <poll.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace wallaroo::sandbox;

// Blocked before any thread starts, so that every thread inherits it and the signals come to the descriptor alone.
int endSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a client that went away
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

void waitForEnd(int signals, bool withStdin) {
    std::array<pollfd, 2> watched{{{signals, POLLIN, 0}, {withStdin ? STDIN_FILENO : -1, POLLIN, 0}}};
    for (;;) {
        if (poll(watched.data(), watched.size(), -1) < 0)
            continue;
        if (watched[0].revents != 0)
            return;
        std::array<char, 256> ignored{};
        if (watched[1].revents != 0 && read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            return;
    }
}

void print(const Server& server, const Instance& instance, const std::string& caFile) {
    std::cout << "Listening on " << server.address() << '\n';
    if (!caFile.empty())
        std::cout << "CA: " << caFile << '\n';
    for (const std::string& line : instance.accountLines())
        std::cout << line << '\n';
    std::cout << "Ready" << std::endl; // flushed: whoever started us reads it from a pipe
}

} // namespace

int main(int argc, char** argv) {
    const ParsedOptions parsed = parseOptions(argc, argv);
    if (!parsed.options)
        return parsed.exitCode;
    std::optional<OwnCa> ca;
    const auto leaveNothing = [&ca] {
        if (ca)
            removeOwnCa(*ca);
    };
    try {
        const int signals = endSignals();
        Options options = *parsed.options;
        if (options.scenario == Scenario::OwnCa && options.certificateFile.empty()) {
            ca = makeOwnCa(options.host);
            options.certificateFile = ca->certificateFile;
            options.keyFile = ca->keyFile;
        }
        const Instance instance(options);
        for (const std::string& sentence : instance.warnings())
            std::cerr << "wallaroo-sandbox: " << sentence << std::endl;
        Server server(options, [&instance](const Call& call) { return instance.answer(call); });
        std::thread listener([&server] { server.listen(); });
        listener.detach();
        print(server, instance, ca ? ca->caFile : std::string());
        waitForEnd(signals, options.exitWithStdin);
        leaveNothing();
        // At once, whoever is waiting for an answer: the pool's threads would be joined only when their connections are
        // idle. The state needs no farewell: each change was written when it was made.
        std::_Exit(EXIT_SUCCESS);
    } catch (const std::exception& error) {
        leaveNothing();
        std::cerr << "wallaroo-sandbox: " << error.what() << std::endl;
        return EXIT_FAILURE;
    }
}
