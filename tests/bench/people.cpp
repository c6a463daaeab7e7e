// bench_people ADDRESS AUTHORIZATION: everybody at a Keycloak by its admin REST, in brief form, by pages, as the
// program's own library asks for them. AUTHORIZATION holds the header with the token.
#include "api/keycloakadminapi.h"
#include "bench/bearersender.h"

#include <QCoreApplication>

using namespace wallaroo;

namespace {

class Listing {
public:
    Listing(const QString& address, const QString& header)
        : m_sender(header),
          m_api(m_sender, Instance::fromTyped(address).value()) {
        m_timer.start();
        next();
    }

private:
    void next() {
        m_handle = m_api.list(
            {{}, {}, m_rows, pageSize}, &m_context, [this](const std::vector<User>& rows) { take(rows); },
            [this](const Result<api::ListSummary>& result) { ended(result); });
    }

    void take(const std::vector<User>& rows) {
        if (m_rows == 0 && !rows.empty())
            m_samples.add(QStringLiteral("first"), elapsedMs());
        m_rows += static_cast<int>(rows.size());
        m_inPage += static_cast<int>(rows.size());
    }

    void ended(const Result<api::ListSummary>& result) {
        if (!result) {
            std::fprintf(stderr, "%s\n", qPrintable(result.error().sentence));
            QCoreApplication::exit(1);
        } else if (std::exchange(m_inPage, 0) == pageSize) {
            next();
        } else {
            m_samples.add(QStringLiteral("all"), elapsedMs());
            m_samples.add(QStringLiteral("rows"), m_rows);
            m_samples.print();
            QCoreApplication::quit();
        }
    }

    [[nodiscard]] double elapsedMs() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }

    static constexpr int pageSize = 1000;

    bench::BearerSender m_sender;
    api::KeycloakAdminApi m_api;
    QObject m_context;
    QElapsedTimer m_timer;
    bench::Samples m_samples;
    http::Handle m_handle;
    int m_rows = 0;
    int m_inPage = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        qFatal("bench_people ADDRESS AUTHORIZATION");
    const Listing listing(arguments[1], arguments[2]);
    return QCoreApplication::exec();
}
