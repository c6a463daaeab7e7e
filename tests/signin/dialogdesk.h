#pragma once

#include "dialogs/signindialog.h"
#include "session/profile.h"
#include "session/session.h"
#include "support/clipboard.h"
#include "support/desktop.h"
#include "support/fakeclock.h"
#include "support/instanceprobe.h"
#include "support/prompts.h"
#include "widgets/banner.h"
#include "widgets/secretfield.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <optional>

namespace wallaroo::test {

/// Answers what the desktop would be asked, and remembers that it was.
class DialogPrompts final : public Prompts {
public:
    void chooseFile(QWidget*, const QString& title, const QString&, QObject* context,
                    std::function<void(QString)> chosen) override {
        titles << title;
        if (!file.isEmpty()) // empty: the person cancels
            QMetaObject::invokeMethod(
                context, [path = file, chosen] { chosen(path); }, Qt::QueuedConnection);
    }

    void chooseNewFile(QWidget*, const QString& title, const QString&, const QString&, QObject* context,
                       std::function<void(QString)> chosen) override {
        titles << title;
        if (!newFile.isEmpty())
            QMetaObject::invokeMethod(
                context, [path = newFile, chosen] { chosen(path); }, Qt::QueuedConnection);
    }

    void openAddress(const QUrl& address) override { opened << address; }

    QString file;
    QString newFile;
    QStringList titles;
    QList<QUrl> opened;
};

/// A shown dialog and what it asked for.
class DialogDesk {
public:
    DialogDesk() { make(); }

    void make() {
        dialog = std::make_unique<SignInDialog>(probe, desktop);
        dialog->setKeychainName(QStringLiteral("Test Keyring"));
        QObject::connect(dialog.get(), &SignInDialog::signInRequested, dialog.get(),
                         [this](const session::Profile& wanted, const session::Credentials& with) {
                             ++signIns;
                             profile = wanted;
                             credentials = with;
                         });
        QObject::connect(dialog.get(), &SignInDialog::deviceSignInRequested, dialog.get(),
                         [this](const session::Profile& wanted, const session::DeviceCredentials& with) {
                             ++deviceSignIns;
                             profile = wanted;
                             deviceCredentials = with;
                         });
        QObject::connect(dialog.get(), &SignInDialog::inferenceTokenRequested, dialog.get(),
                         [this](const session::Profile& wanted, const Secret& secret, bool) {
                             ++inferences;
                             profile = wanted;
                             credentials.clientSecret = secret;
                         });
    }

    [[nodiscard]] bool show() {
        dialog->show();
        dialog->activateWindow();
        return QTest::qWaitForWindowActive(dialog.get());
    }

    template <typename Widget>
    [[nodiscard]] Widget* find(const char* objectName) const {
        auto* widget = dialog->findChild<Widget*>(QLatin1String(objectName));
        if (!widget)
            QTest::qFail(objectName, __FILE__, __LINE__);
        return widget;
    }

    [[nodiscard]] bool has(const char* objectName) const {
        const auto* widget = dialog->findChild<QWidget*>(QLatin1String(objectName));
        return widget && widget->isVisible();
    }

    [[nodiscard]] QLineEdit* edit(const char* objectName) const { return find<QLineEdit>(objectName); }

    [[nodiscard]] SecretField* secret(const char* objectName) const { return find<SecretField>(objectName); }

    [[nodiscard]] QAbstractButton* button(const char* objectName) const { return find<QAbstractButton>(objectName); }

    /// Whether the dialog will do something by itself: what its timer of that name is for.
    [[nodiscard]] bool waits(const char* timerName) const { return find<QTimer>(timerName)->isActive(); }

    /// The words under a field, empty when there are none.
    [[nodiscard]] QString under(const char* messageName) const {
        const auto* label = dialog->findChild<QLabel*>(QLatin1String(messageName) + QStringLiteral("Text"));
        return label && label->isVisible() ? label->text() : QString();
    }

    /// The line across the dialog.
    [[nodiscard]] QString note() const {
        const auto* banner = dialog->findChild<Banner*>();
        return banner && banner->isVisible() ? banner->text() : QString();
    }

    [[nodiscard]] QString focusName() const {
        const QWidget* focused = dialog->focusWidget();
        return focused ? focused->objectName() : QString();
    }

    void type(const char* objectName, const char* text) const {
        auto* field = edit(objectName);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
    }

    /// All that a sign-in with a password needs, typed.
    void typeAll() const {
        type("instance", "wallaroo.invalid");
        type("userName", "ana@example.com");
        type("password", "canary-password-1");
        type("clientSecret", "canary-client-secret-1");
    }

    void pressEnter() const { QTest::keyClick(dialog.get(), Qt::Key_Return); }

    InstanceProbe probe;
    DialogPrompts prompts;
    FakeClock clock{QDateTime::currentMSecsSinceEpoch()};
    Clipboard clipboard{*QGuiApplication::clipboard(), clock};
    Desktop desktop{prompts, clipboard, clock};
    int signIns = 0;
    int inferences = 0;
    int deviceSignIns = 0;
    session::DeviceCredentials deviceCredentials;
    session::Profile profile;
    session::Credentials credentials;
    std::unique_ptr<SignInDialog> dialog;
};

inline session::Profile knownProfile() {
    auto profile = session::Profile::make();
    profile.typedInstance = QStringLiteral("wallaroo.invalid");
    profile.instance = *Instance::fromTyped(profile.typedInstance);
    profile.name = profile.instance.label();
    profile.username = QStringLiteral("ana@example.com");
    return profile;
}

inline Error errorOf(ErrorKind kind, const char* details = "POST /token: 401") {
    Error error;
    error.kind = kind;
    error.sentence = QStringLiteral("What happened.");
    error.advice = QStringLiteral("What to do.");
    error.details = QString::fromUtf8(details);
    return error;
}

inline QByteArray reveal(const Secret& secret) {
    return secret.reveal().toByteArray();
}

inline QString accessibleName(QWidget* widget) {
    auto* face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

inline QString accessibleDescription(QWidget* widget) {
    auto* face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Description) : QString();
}

} // namespace wallaroo::test
