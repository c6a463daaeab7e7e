#include "cli/secretsource.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <iterator>
#include <termios.h>
#include <unistd.h>

namespace wallaroo::cli {
namespace {

constexpr qsizetype longest = 4096;

// For the handler of signals, which can be given nothing else.
int quietTerminal = -1;
termios loud{};

void endLoudly(int signal) {
    if (quietTerminal >= 0)
        tcsetattr(quietTerminal, TCSAFLUSH, &loud);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// The terminal without its echo, as long as this lives; ended by Ctrl+C it leaves a terminal that echoes again.
class Quiet {
public:
    explicit Quiet(int terminal) {
        if (tcgetattr(terminal, &loud) != 0)
            return;
        termios quiet = loud;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL; // the line break is seen
        quietTerminal = terminal;
        for (std::size_t i = 0; i < std::size(ending); ++i)
            m_before[i] = ::signal(ending[i], endLoudly);
        tcsetattr(terminal, TCSAFLUSH, &quiet);
    }

    ~Quiet() {
        if (quietTerminal < 0)
            return;
        tcsetattr(quietTerminal, TCSAFLUSH, &loud);
        for (std::size_t i = 0; i < std::size(ending); ++i)
            ::signal(ending[i], m_before[i]);
        quietTerminal = -1;
    }

    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    static constexpr int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    void (*m_before[std::size(ending)])(int) = {};
};

/// Byte for byte, so that nothing behind the line is taken from whoever reads on.
std::optional<Secret> readLine(int descriptor) {
    QByteArray line;
    line.reserve(longest);
    for (;;) {
        char byte = 0;
        const ssize_t count = ::read(descriptor, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 && line.isEmpty())
            return std::nullopt;
        if (count <= 0 || byte == '\n' || line.size() == longest)
            break;
        line.append(byte);
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return Secret::taking(line);
}

} // namespace

std::optional<Secret> SecretSource::next(const QByteArray& prompt) {
    if (m_descriptor >= 0)
        return readLine(m_descriptor);
    if (isatty(STDIN_FILENO) == 0)
        return readLine(STDIN_FILENO);
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return std::nullopt;
    std::optional<Secret> line;
    {
        const Quiet quiet(terminal);
        if (::write(terminal, prompt.constData(), static_cast<std::size_t>(prompt.size())) >= 0)
            line = readLine(terminal);
    }
    ::close(terminal);
    return line;
}

void SecretSource::skip() {
    if (m_descriptor >= 0 || isatty(STDIN_FILENO) == 0)
        static_cast<void>(next({}));
}

} // namespace wallaroo::cli
