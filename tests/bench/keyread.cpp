// bench_keyread PROFILE-ID TOKEN-FILE ROUNDS: puts a token where the command line finds the shared one, then reads it
// again and again: what a read takes over a connection that is open.
// bench_keyread PROFILE-ID: reads it once, which opens the connection: what the one read of a short program takes.
#include "base/clock.h"
#include "bench/samples.h"
#include "cli/tokencache.h"
#include "secrets/keychainstore.h"
#include "session/usertokens.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace wallaroo;

namespace {

/// Reads one after the other, then ends the program.
class Reading : public QObject {
public:
    Reading(cli::TokenCache& cache, const QUuid& profile, int rounds)
        : m_cache(cache),
          m_profile(profile),
          m_left(rounds) {}

    void next() {
        if (m_left-- == 0) {
            m_samples.print();
            return QCoreApplication::exit(0);
        }
        m_timer.start();
        m_cache.read(m_profile, this, [this](const std::optional<Token>& token) {
            if (!token)
                return QCoreApplication::exit(1);
            m_samples.add(QStringLiteral("read"), static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
            next();
        });
    }

private:
    cli::TokenCache& m_cache;
    QUuid m_profile;
    int m_left;
    QElapsedTimer m_timer;
    bench::Samples m_samples;
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    if (argc != 2 && argc != 4)
        return 2;
    const SystemClock clock;
    secrets::KeychainStore keychain;
    cli::TokenCache cache(keychain, clock);
    const QUuid profile = QUuid::fromString(QLatin1StringView(argv[1]));
    Reading reading(cache, profile, argc == 4 ? QByteArrayView(argv[3]).toInt() : 1);
    if (argc == 2) {
        QMetaObject::invokeMethod(&reading, &Reading::next, Qt::QueuedConnection);
        return QCoreApplication::exec();
    }
    const TokenAnswer token{Secret(bench::readBody(QString::fromLocal8Bit(argv[2]))), {}, 3'600'000, 0, false};
    keychain.write({profile, secrets::Kind::AccessToken}, session::packedTokens(token, clock), &reading,
                   [&reading](const Result<void>&) { reading.next(); });
    return QCoreApplication::exec();
}
