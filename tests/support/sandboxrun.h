#pragma once

#include <QProcess>
#include <QTest>
#include <QUrl>

namespace wallaroo::test {

/// A running wallaroo-sandbox, for tests that need an instance but no window. Ends with this object.
class SandboxRun {
public:
    explicit SandboxRun(const QStringList& options = {}) {
        m_process.start(QStringLiteral(SANDBOX_PROGRAM), QStringList{QStringLiteral("--exit-with-stdin")} + options);
        while (m_process.waitForReadyRead(30'000) || m_process.canReadLine()) {
            while (m_process.canReadLine()) {
                if (take(QString::fromUtf8(m_process.readLine()).trimmed()))
                    return;
            }
        }
    }

    ~SandboxRun() {
        m_process.closeWriteChannel();
        m_process.terminate();
        m_process.waitForFinished();
    }

    SandboxRun(const SandboxRun&) = delete;
    SandboxRun& operator=(const SandboxRun&) = delete;

    [[nodiscard]] bool isReady() const { return m_ready; }

    QUrl address;
    QString client;
    QString secret;
    QString username; ///< the first administrator
    QString password;

private:
    bool take(const QString& line) {
        const auto words = line.split(u' ');
        const auto after = [&](int word, QLatin1StringView mark) { return words.value(word).mid(mark.size()); };
        if (line.startsWith(QLatin1StringView("Listening on ")))
            address = QUrl(words.last());
        if (line.startsWith(QLatin1StringView("Client: ")) && client.isEmpty()) {
            client = words.value(1);
            secret = after(2, QLatin1StringView("secret="));
        }
        if (line.startsWith(QLatin1StringView("Account: administrator")) && username.isEmpty()) {
            username = after(2, QLatin1StringView("username="));
            password = after(3, QLatin1StringView("password="));
        }
        m_ready = m_ready || line == QLatin1StringView("Ready");
        return m_ready;
    }

    QProcess m_process;
    bool m_ready = false;
};

} // namespace wallaroo::test
