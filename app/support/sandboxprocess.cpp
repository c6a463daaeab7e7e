#include "support/sandboxprocess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace wallaroo {
namespace {

constexpr int startPatienceMs = 15'000;
constexpr int stopPatienceMs = 500;

} // namespace

SandboxProcess::SandboxProcess(QString program, QStringList arguments, QObject* parent)
    : QObject(parent),
      m_program(std::move(program)),
      m_arguments(std::move(arguments)) {
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { fail(tr("The sandbox did not start within %n seconds.", nullptr, startPatienceMs / 1000), {}); });
}

SandboxProcess::~SandboxProcess() {
    m_patience.stop();
    if (!m_process)
        return;
    // The program is about to end: its child first. It does so at once (measured: 2 ms); one that hangs is killed.
    m_process->disconnect(this);
    m_process->closeWriteChannel();
    m_process->terminate();
    if (!m_process->waitForFinished(stopPatienceMs))
        m_process->kill();
}

QString SandboxProcess::findProgram() {
    const QString name = QStringLiteral("wallaroo-sandbox");
    const QString here = QCoreApplication::applicationDirPath();
    const QStringList candidates{here + u'/' + name, here + QStringLiteral("/sandbox/") + name};
    for (const QString& candidate : candidates) {
        if (QFileInfo(candidate).isExecutable())
            return candidate;
    }
    return QStandardPaths::findExecutable(name);
}

void SandboxProcess::start() {
    stop();
    m_account = {};
    m_ready = false;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &SandboxProcess::readLines);
    connect(m_process.get(), &QProcess::finished, this, &SandboxProcess::ended);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("The sandbox could not be started."), m_process->errorString());
    });
    m_patience.start(startPatienceMs);
    m_process->start(m_program, QStringList{QStringLiteral("--exit-with-stdin")} + m_arguments);
}

void SandboxProcess::stop() {
    m_patience.stop();
    if (!m_process)
        return;
    // Closing its input ends it. It goes on by itself until then, so that nothing waits; one that does not listen is
    // killed.
    auto* dying = m_process.release();
    dying->disconnect(this);
    dying->setParent(QCoreApplication::instance());
    connect(dying, &QProcess::finished, dying, &QObject::deleteLater);
    QTimer::singleShot(stopPatienceMs, dying, &QProcess::kill);
    dying->closeWriteChannel();
    dying->terminate();
}

void SandboxProcess::readLines() {
    while (m_process && m_process->canReadLine()) {
        QByteArray line = m_process->readLine().trimmed();
        take(line);
        wipe(line.data(), static_cast<std::size_t>(line.size()));
    }
}

void SandboxProcess::take(const QByteArray& line) {
    // The lines are described by `wallaroo-sandbox --help`.
    if (line.startsWith("Listening on ")) {
        m_account.address = QUrl(QString::fromUtf8(line.mid(13)));
    } else if (line.startsWith("Client: ") && m_account.clientId.isEmpty()) {
        if (const auto secret = line.indexOf(" secret="); secret > 0) {
            m_account.clientId = QString::fromUtf8(line.mid(8, secret - 8));
            m_account.clientSecret = Secret(QByteArrayView(line).sliced(secret + 8));
        }
    } else if (line.startsWith("Account: administrator username=") && m_account.username.isEmpty()) {
        if (const auto password = line.indexOf(" password="); password > 0) {
            m_account.username = QString::fromUtf8(line.mid(32, password - 32));
            m_account.password = Secret(QByteArrayView(line).sliced(password + 10));
        }
    } else if (line == "Ready") {
        m_patience.stop();
        m_ready = true;
        Q_EMIT ready(m_account);
    }
}

void SandboxProcess::ended() {
    if (m_ready) {
        m_ready = false;
        Q_EMIT lost();
        return;
    }
    fail(tr("The sandbox ended before it was ready."),
         QString::fromUtf8(m_process->readAllStandardError().right(2000)));
}

void SandboxProcess::fail(const QString& sentence, const QString& details) {
    m_patience.stop();
    Q_EMIT failed(Error{ErrorKind::FileFailed, sentence, tr("Its program is %1.").arg(m_program), details});
}

} // namespace wallaroo
