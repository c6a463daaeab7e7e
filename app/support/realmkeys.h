#pragma once

#include "api/certsapi.h"
#include "base/clock.h"
#include "jose/keyset.h"

#include <QObject>

#include <optional>

namespace wallaroo {

/// The realm's public keys, fetched when a signature is first looked at, and again when a token names a key that is not
/// among them or when they were read ten minutes ago, as a realm also withdraws keys; once a minute at most. Where they
/// cannot be read again the old ones go on counting, and their age is told.
class RealmKeys final : public QObject {
    Q_OBJECT
public:
    /// Both outlive this.
    RealmKeys(http::Sender& transport, const Instance& instance, const Clock& clock, QObject* parent = nullptr);

    struct Outcome {
        enum class State { Waiting, NoKeys, Checked } state = State::Waiting;
        jose::Verification verification; ///< of Checked
        std::optional<qint64> ageMs;     ///< of Checked, by keys that may no longer be the realm's
        Error error;                     ///< of NoKeys; of old keys: why there are no newer ones, if that is known
    };

    /// What is known now; asks the server where that may tell more, and then says changed().
    [[nodiscard]] Outcome check(const jose::Jwt& token);

Q_SIGNALS:
    void changed();

private:
    void ask();

    api::CertsApi m_api;
    const Clock& m_clock;
    std::optional<jose::KeySet> m_keys;
    std::optional<Error> m_error;
    Deadline m_again; ///< not asked again before
    Deadline m_fresh; ///< after that the keys are old
    bool m_asking = false;
};

} // namespace wallaroo
