#pragma once

#include <QObject>

class QSocketNotifier;

namespace wallaroo {

/// Turns SIGTERM, SIGINT and SIGHUP, and what else asks the application to quit, into an ordinary end of the program,
/// so that the clipboard is cleared and nothing is lost when the desktop's session ends. One per process, made after
/// the application.
class TerminationWatch final : public QObject {
    Q_OBJECT
public:
    explicit TerminationWatch(QObject* parent = nullptr);
    ~TerminationWatch() override;

Q_SIGNALS:
    void terminationRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QSocketNotifier* m_notifier = nullptr;
    int m_readEnd = -1;
};

} // namespace wallaroo
