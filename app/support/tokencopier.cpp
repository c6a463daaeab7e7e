#include "support/tokencopier.h"

#include "session/session.h"
#include "support/clipboard.h"

namespace wallaroo {
namespace {

constexpr qint64 renewAtMostMs = 120'000;

} // namespace

using session::Session;
using session::State;

QString tokenName(TokenKind kind) {
    return kind == TokenKind::Mlops ? TokenCopier::tr("MLOps token") : TokenCopier::tr("Inference token");
}

TokenCopier::TokenCopier(Session& session, Clipboard& clipboard, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_clipboard(clipboard) {
    connect(&m_session, &Session::tokensChanged, this, &TokenCopier::goOn);
    connect(&m_session, &Session::renewFailed, this, [this](const Error& error) { giveUp(TokenKind::Mlops, error); });
    connect(&m_session, &Session::inferenceFailed, this,
            [this](const Error& error) { giveUp(TokenKind::Inference, error); });
    connect(&m_session, &Session::signedOut, this, [this] { m_waiting.reset(); });
}

bool TokenCopier::isDue(const Token& token, const Clock& clock) {
    return token.end.leftMs(clock) <= std::min(token.lifetimeMs / 4, renewAtMostMs);
}

std::optional<Token> TokenCopier::token(TokenKind kind) const {
    return kind == TokenKind::Mlops ? m_session.mlopsToken() : m_session.inferenceToken();
}

void TokenCopier::copy(TokenKind kind) {
    copy(kind, tokenName(kind), [](const Secret& token) { return Result<Secret>(token); });
}

void TokenCopier::copyUsual() {
    const bool user = m_session.profile().way != session::Way::InferenceOnly;
    copy(user ? TokenKind::Mlops : TokenKind::Inference);
}

void TokenCopier::copy(TokenKind kind, const QString& what, Make make) {
    const auto current = token(kind);
    Order order{kind, what, std::move(make), current ? current->value : Secret(),
                Deadline(m_session.clock(), patienceMs)};
    m_waiting.reset(); // the last click counts
    if (current && !isDue(*current, m_session.clock()))
        put(order, *current);
    else
        fetch(order);
}

void TokenCopier::fetch(const Order& order) {
    if (order.kind == TokenKind::Inference && !m_session.hasClientSecret()) {
        Error error;
        error.kind = ErrorKind::SignInNeeded;
        error.sentence = tr("There is no client secret at hand for an inference token.");
        error.advice = tr("Add it on the page Tokens.");
        Q_EMIT copyFailed(order.kind, error);
        return;
    }
    m_waiting = order;
    if (order.kind == TokenKind::Inference) {
        Q_EMIT fetching(order.kind);
        m_session.fetchInferenceToken();
    } else if (m_session.state() == State::SignedIn) {
        Q_EMIT fetching(order.kind);
        m_session.renew();
    } else if (m_session.state() != State::SigningIn) { // else it comes by itself
        Q_EMIT signInNeeded();
    }
}

void TokenCopier::goOn() {
    if (!m_waiting)
        return;
    if (m_waiting->end.isPast(m_session.clock())) { // whoever asked is doing something else by now
        m_waiting.reset();
        return;
    }
    const auto current = token(m_waiting->kind);
    if (!current || current->value == m_waiting->stale)
        return; // the other token, or the end of this one
    const Order order = *std::exchange(m_waiting, std::nullopt);
    put(order, *current);
}

void TokenCopier::giveUp(TokenKind kind, const Error& error) {
    if (!m_waiting || m_waiting->kind != kind)
        return;
    const Order order = *std::exchange(m_waiting, std::nullopt);
    const auto current = token(kind);
    // One that could not be renewed still works for what is left of it: the notice says how long.
    if (current && !current->end.isPast(m_session.clock()))
        put(order, *current);
    else
        Q_EMIT copyFailed(kind, error);
}

void TokenCopier::put(const Order& order, const Token& token) {
    if (const auto made = order.make(token.value))
        m_clipboard.copySecret(*made, order.what, token.end.leftMs(m_session.clock()));
    else
        Q_EMIT copyFailed(order.kind, made.error());
}

} // namespace wallaroo
