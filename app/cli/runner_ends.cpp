// How a command waits, fails and ends.
#include "cli/runner.h"

#include <QTimer>

#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

/// In a row: a script is not to hang for ever.
constexpr int mostPauses = 5;
/// A server that is gone must not keep the command, which has done its work.
constexpr std::chrono::seconds longestSignOut{3};

} // namespace

void Runner::say(const QString& text) {
    m_surroundings.err("wallaroo-admin-cli: " + text.toUtf8() + '\n');
}

QString Runner::told(const Error& error) {
    // A session's own advice is what the window does next: there is no place to enter a password here any more.
    const QString advice = error.kind == ErrorKind::SessionEnded
                               ? tr("Run the command again, or sign in with Wallaroo Admin first.")
                               : error.advice;
    return advice.isEmpty() ? error.sentence : error.sentence + u' ' + advice;
}

void Runner::fail(const Error& error) {
    if (m_ended) // a session's end is told by the session and by the answer that it took with it
        return;
    say(told(error));
    end(m_donePeople > 0 ? int(Partly) : int(exitCodeFor(error)));
}

bool Runner::pause(const Error& error, std::function<void()> then) {
    if (error.kind != ErrorKind::TooManyRequests || m_pauses == mostPauses || m_stopped || m_ended)
        return false;
    ++m_pauses;
    m_throttle.refused(error.retryAfterSeconds);
    const qint64 ms = m_throttle.holdMs();
    say(tr("The server asks for fewer requests: waiting %1 s.").arg((ms + 999) / 1000));
    QTimer::singleShot(std::chrono::milliseconds(ms), Qt::PreciseTimer, this, [this, then = std::move(then)] {
        if (!m_ended)
            then();
    });
    return true;
}

void Runner::goesOn() {
    m_pauses = 0;
    m_throttle.accepted();
}

void Runner::againOrFail(const Error& error, std::function<void()> again) {
    if (!pause(error, std::move(again)))
        fail(error);
}

/// In the middle of a command nobody is asked: what was done stays done, and is told.
void Runner::sessionEnded(const Error& why) {
    m_sessionEnd = why;
    if (m_underWay.isEmpty() && !m_wasRead)
        fail(why); // else the answer under way comes first: it says what became of that person
}

void Runner::end(int code) {
    if (std::exchange(m_ended, true))
        return;
    closePeople();
    if (isToBeEnded())
        leave(code);
    else
        Q_EMIT finished(code);
}

/// A session that no keychain holds is of no more use to anybody, so it is not left behind at the server. A token lives
/// on by it, and what another program may go on with is not this command's.
bool Runner::isToBeEnded() const {
    if (!m_ownSession || m_arguments.command == Command::Token || m_session->state() != session::State::SignedIn)
        return false;
    const auto keeping = m_session->keeping();
    return (keeping == session::Keeping::SessionOnly || keeping == session::Keeping::Failed)
           && !m_session->profile().refreshTokenStored;
}

void Runner::leave(int code) {
    const auto over = [this, code] {
        if (!std::exchange(m_left, true))
            Q_EMIT finished(code);
    };
    connect(m_session.get(), &session::Session::signedOut, this, over);
    QTimer::singleShot(longestSignOut, this, over);
    m_session->signOut(false);
}

} // namespace wallaroo::cli
