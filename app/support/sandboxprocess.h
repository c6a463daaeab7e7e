#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

namespace wallaroo {

/// What a started sandbox told of itself.
struct SandboxAccount {
    QUrl address;
    QString clientId;
    Secret clientSecret;
    QString username;
    Secret password;
};

/// A `wallaroo-sandbox` of our own: a child that listens on loopback, tells its address and account through the pipe
/// (never a file, an argument or the environment) and ends with us, whatever happens to us: its standard input is a
/// pipe that closes.
class SandboxProcess final : public QObject {
    Q_OBJECT
public:
    /// program: path of wallaroo-sandbox; see findProgram(). arguments: more options, such as --users.
    SandboxProcess(QString program, QStringList arguments, QObject* parent = nullptr);
    ~SandboxProcess() override;

    /// Beside our own program, where the build or the package puts it; else by PATH; empty when there is none.
    [[nodiscard]] static QString findProgram();

    /// Ends a running one first. Ends in ready() or failed().
    void start();
    void stop();

Q_SIGNALS:
    void ready(const wallaroo::SandboxAccount& account);
    void failed(const wallaroo::Error& error);
    /// It ended by itself after ready().
    void lost();

private:
    void readLines();
    void take(const QByteArray& line);
    void ended();
    void fail(const QString& sentence, const QString& details);

    QString m_program;
    QStringList m_arguments;
    std::unique_ptr<QProcess> m_process;
    QTimer m_patience;
    SandboxAccount m_account;
    bool m_ready = false;
};

} // namespace wallaroo

Q_DECLARE_METATYPE(wallaroo::SandboxAccount)
