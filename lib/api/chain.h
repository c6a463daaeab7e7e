#pragma once

#include "http/sender.h"

#include <QPointer>

#include <utility>

namespace wallaroo::api {

/// Several calls, one after the other, behind one handle: whoever calls it off calls off the one that runs now. Ends
/// with its context, or by end().
class Chain final : public http::Operation {
public:
    explicit Chain(QObject* context) : Operation(context) {}

    /// The next call. `changes`: of one that only reads nothing is left behind when it is called off.
    void follow(const http::Handle& next, bool changes = true) {
        m_now = next;
        m_changes = changes;
    }

    [[nodiscard]] http::Handle handle() { return http::Handle(this); }

    void cancel() override {
        m_now.cancel();
        delete this; // as whoever made the calls lets go of theirs
    }

    [[nodiscard]] bool mayHaveBeenSent() const override { return m_changes && m_now.mayHaveBeenSent(); }

    /// The last call has ended: calls back, after the handle says so.
    template <typename Done, typename Result>
    static void end(const QPointer<Chain>& chain, const Done& done, const Result& result) {
        delete chain.data();
        done(result);
    }

private:
    http::Handle m_now;
    bool m_changes = true;
};

} // namespace wallaroo::api
