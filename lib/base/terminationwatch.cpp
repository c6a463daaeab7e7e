#include "base/terminationwatch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace wallaroo {
namespace {

// A signal handler may do little more than write to a pipe (signal-safety(7)); it needs a place it can reach.
int writeEnd = -1;

void wake(int) {
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

} // namespace

TerminationWatch::TerminationWatch(QObject* parent) : QObject(parent) {
    QCoreApplication::instance()->installEventFilter(this);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals keep their default then: the program just ends
    m_readEnd = ends[0];
    writeEnd = ends[1];
    m_notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        Q_EMIT terminationRequested();
    });
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        struct sigaction action {};

        action.sa_handler = wake;
        action.sa_flags = SA_RESTART | SA_RESETHAND; // a second one ends the program at once
        sigaction(number, &action, nullptr);
    }
}

TerminationWatch::~TerminationWatch() {
    if (m_readEnd < 0)
        return;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, SIG_DFL);
    ::close(m_readEnd);
    ::close(std::exchange(writeEnd, -1));
}

bool TerminationWatch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Quit || watched != QCoreApplication::instance())
        return QObject::eventFilter(watched, event);
    Q_EMIT terminationRequested();
    return true; // whoever listens ends the event loop
}

} // namespace wallaroo
