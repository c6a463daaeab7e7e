#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>

class QWidget;

namespace wallaroo {

class AppController;

/// Drives the program by itself through its main job against the sandbox, by the same controls a person presses: for
/// machines without a display, and as a proof that the installed program works. Prints what it did and saw, saves a
/// picture of each screen.
class Tour final : public QObject {
    Q_OBJECT
public:
    Tour(AppController& controller, QString folder, QObject* parent = nullptr);

    /// Ends in finished(); at most two minutes.
    void start();

Q_SIGNALS:
    /// 0: everything worked; 1: the reason was printed.
    void finished(int exitCode);

private:
    struct Step {
        QString what;                  ///< printed when it is done
        std::function<bool()> isReady; ///< polled: the screen it needs is there
        std::function<void()> act;     ///< and then this
    };

    void plan();
    void planTable(const QString& page, const QString& title);
    void planTokens();
    void look();
    void say(const QString& line) const;
    void fail(const QString& reason);
    void savePicture(QWidget* window, const QString& name);
    [[nodiscard]] QString screenText() const;

    AppController& m_controller;
    QString m_folder;
    std::deque<Step> m_steps;
    QTimer m_poll;
    QElapsedTimer m_whole;
    QElapsedTimer m_step;
};

} // namespace wallaroo
