#pragma once

#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>

class QWidget;

namespace wallaroo {

/// What a window asks of the desktop, injected so that tests answer instead of a person. Never blocks: dialogs are
/// opened, not executed, and answers come by callback while `context` lives.
class Prompts {
public:
    Prompts() = default;
    virtual ~Prompts() = default;
    Prompts(const Prompts&) = delete;
    Prompts& operator=(const Prompts&) = delete;

    /// An existing file, or nothing at all when the person cancels.
    virtual void chooseFile(QWidget* parent, const QString& title, const QString& filter, QObject* context,
                            std::function<void(QString path)> chosen) = 0;
    /// Where to write a file, or nothing at all when the person cancels; replacing a file that exists was confirmed
    /// then.
    virtual void chooseNewFile(QWidget* parent, const QString& title, const QString& suggestedName,
                               const QString& filter, QObject* context, std::function<void(QString path)> chosen) = 0;
    /// In the desktop's browser. Only https, or http to loopback; only addresses of the instance or ours.
    virtual void openAddress(const QUrl& address) = 0;
};

/// The desktop itself.
class DesktopPrompts final : public Prompts {
public:
    void chooseFile(QWidget* parent, const QString& title, const QString& filter, QObject* context,
                    std::function<void(QString path)> chosen) override;
    void chooseNewFile(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter,
                       QObject* context, std::function<void(QString path)> chosen) override;
    void openAddress(const QUrl& address) override;

    /// What openAddress() lets through: anything else could start a program or show a forged page.
    [[nodiscard]] static bool mayOpen(const QUrl& address);
};

} // namespace wallaroo
