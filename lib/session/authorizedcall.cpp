#include "session/authorizedcall.h"

#include "http/form.h"
#include "session/core.h"
#include "session/sessionerrors.h"

#include <utility>

namespace wallaroo::session {

/// An own object, so that the handle says "over" before the caller hears so, while the call itself may still be on the
/// stack.
class AuthorizedCall::Ticket final : public http::Operation {
public:
    explicit Ticket(AuthorizedCall& call) : m_call(call) {}

    void cancel() override { m_call.cancel(); }

    [[nodiscard]] bool mayHaveBeenSent() const override {
        return m_call.m_running.isRunning() && m_call.m_running.mayHaveBeenSent();
    }

private:
    AuthorizedCall& m_call;
};

AuthorizedCall::AuthorizedCall(Core& core, Order order, QObject* parent)
    : QObject(parent),
      m_core(core),
      m_order(std::move(order)),
      m_context(m_order.context),
      m_ticket(std::make_unique<Ticket>(*this)) {
    connect(m_order.context, &QObject::destroyed, this, &AuthorizedCall::cancel);
}

AuthorizedCall::~AuthorizedCall() = default;

http::Handle AuthorizedCall::handle() const {
    return http::Handle(m_ticket.get());
}

void AuthorizedCall::begin() {
    if (!m_core.isOwnOrigin(m_order.request.url))
        return finishLater(foreignAddress(m_order.request));
    if (!m_core.hasSession())
        return finishLater(signInNeeded());
    // Without a refresh token the server has the last word on whether this one is still good: clocks can be wrong.
    if (m_core.tokens.isFresh(m_core.clock) || m_core.tokens.refresh.isEmpty())
        return dispatch();
    pass();
}

void AuthorizedCall::pass() {
    m_core.refresher.refresh(this, [this](const Result<void>& passed) {
        if (!m_ticket || m_ended)
            return;
        if (passed)
            dispatch();
        else
            finish(tl::unexpected(passed.error()));
    });
}

void AuthorizedCall::dispatch() {
    if (!m_core.hasSession())
        return finishLater(signInNeeded());
    ++m_attempts;
    m_tokenUsed = m_core.tokens.access->value;
    http::Request request = m_order.request;
    request.authorization = http::bearerAuthorization(m_tokenUsed);
    const auto done = [this](const Result<http::Response>& response) { answered(response); };
    if (!m_order.sink) {
        m_running = m_core.transport.send(std::move(request), this, done);
        return;
    }
    if (m_attempts > 1)
        m_order.sink->reset();
    m_running = m_core.transport.stream(std::move(request), m_order.sink, this, done);
}

void AuthorizedCall::answered(const Result<http::Response>& response) {
    if (!m_ticket || m_ended)
        return;
    if (!response && response.error().kind == ErrorKind::Unauthorized)
        return refused(response.error());
    if (!response || m_attempts == 1)
        return finish(response);
    http::Response again = *response;
    again.sentAgain = true;
    finish(again);
}

/// A 401 says that the request was not applied: it may be sent once more, whatever it does (rule 20).
void AuthorizedCall::refused(const Error& error) {
    if (!m_core.hasSession())
        return finish(tl::unexpected(sessionEnded(error.details)));
    const bool stillInUse = m_core.tokens.access->value == m_tokenUsed;
    if (m_attempts == 1 && !stillInUse)
        return dispatch(); // another call's refresh was quicker
    if (m_attempts == 1 && !m_core.tokens.refresh.isEmpty())
        return pass();
    if (!stillInUse)
        return finish(tl::unexpected(error));
    const Error why = tokenRefused(error);
    const QPointer<AuthorizedCall> alive(this);
    m_core.endSession(why, false);
    if (alive)
        finish(tl::unexpected(why));
}

void AuthorizedCall::endWithSession() {
    if (!m_ticket || std::exchange(m_ended, true))
        return;
    const Error error = endedWithSession(m_order.request, m_running.isRunning());
    m_running.cancel();
    finishLater(error);
}

void AuthorizedCall::cancel() {
    m_running.cancel();
    m_ticket.reset();
    m_order = {};
    deleteLater();
}

void AuthorizedCall::finishLater(const Error& error) {
    const Result<http::Response> outcome = tl::unexpected(error);
    QMetaObject::invokeMethod(
        this, [this, outcome] { finish(outcome); }, Qt::QueuedConnection);
}

void AuthorizedCall::finish(const Result<http::Response>& response) {
    if (!m_ticket)
        return;
    const http::Done done = std::move(m_order.done);
    const QPointer<QObject> context = m_context;
    cancel();
    if (context)
        done(response);
}

http::Handle CallList::start(AuthorizedCall::Order order) {
    auto* call = new AuthorizedCall(m_core, std::move(order), this);
    http::Handle handle = call->handle();
    call->begin();
    return handle;
}

void CallList::endAll() {
    const auto running = findChildren<AuthorizedCall*>(Qt::FindDirectChildrenOnly);
    for (auto* call : running)
        call->endWithSession();
}

} // namespace wallaroo::session
