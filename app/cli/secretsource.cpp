#include "cli/secretsource.h"

#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace wallaroo::cli {
namespace {

constexpr qsizetype longest = 4096;

/// The terminal without its echo, as long as this lives.
class Quiet {
public:
    explicit Quiet(int terminal) : m_terminal(terminal) {
        if (tcgetattr(m_terminal, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL; // the line break is seen
        m_changed = tcsetattr(m_terminal, TCSAFLUSH, &quiet) == 0;
    }

    ~Quiet() {
        if (m_changed)
            tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }

    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    int m_terminal;
    termios m_before{};
    bool m_changed = false;
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
