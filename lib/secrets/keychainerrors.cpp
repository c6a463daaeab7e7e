#include "secrets/keychainerrors.h"

#include "base/displaytext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::secrets {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::KeychainStore)
};

QString howToHaveOne(Desktop desktop) {
    switch (desktop) {
    case Desktop::Kde:
        return Say::tr("Check that KWallet is switched on in the system settings, then try again.");
    case Desktop::Gnome:
        return Say::tr("Check that gnome-keyring is installed and running, then try again.");
    case Desktop::Other:
        break;
    }
    return Say::tr(
        "Install a keyring, such as the package gnome-keyring, sign in to the desktop anew, then try again.");
}

/// What may be behind a failure that QtKeychain has one code for.
struct Cause {
    const char* fragment;
    const char* sentence; ///< %1 the keychain
    const char* advice;   ///< empty: howToHaveOne()
};

constexpr Cause causes[] = {
    {"not provided by any", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 is not installed or not running."), ""},
    {"ServiceUnknown", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 is not installed or not running."), ""},
    {"autolaunch", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 is out of reach: there is no D-Bus session."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore",
                       "Start this program from a desktop session, or under dbus-run-session, then try again.")},
    {"could not connect",
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 is out of reach: there is no D-Bus session."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore",
                       "Start this program from a desktop session, or under dbus-run-session, then try again.")},
    {"no space left", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 could not write: the disk is full."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "Make room on the disk, then try again.")},
    {"file too large", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 could not write: the disk is full."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "Make room on the disk, then try again.")},
    // What gnome-keyring says of a full disk (measured).
    {"error occurred on the device",
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 could not write: the disk may be full."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "Make room on the disk, then try again.")},
    {"couldn't write", QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "%1 could not write: the disk may be full."),
     QT_TRANSLATE_NOOP("wallaroo::KeychainStore", "Make room on the disk, then try again.")},
};

Error keychainError(ErrorKind kind, const QString& sentence, const QString& advice, const QString& details) {
    Error error = failure(kind, sentence, advice, displayText(details, 300)).value();
    error.field = Field::Keychain;
    return error;
}

} // namespace

Desktop desktopFrom(const QString& currentDesktop) {
    const QStringList names = currentDesktop.toUpper().split(u':', Qt::SkipEmptyParts);
    if (names.contains("KDE"_L1))
        return Desktop::Kde;
    for (const QString& name :
         {u"GNOME"_s, u"UNITY"_s, u"X-CINNAMON"_s, u"CINNAMON"_s, u"BUDGIE"_s, u"PANTHEON"_s, u"XFCE"_s, u"MATE"_s}) {
        if (names.contains(name))
            return Desktop::Gnome;
    }
    return Desktop::Other;
}

QString keychainName(Desktop desktop) {
    switch (desktop) {
    case Desktop::Gnome:
        return u"GNOME Keyring"_s;
    case Desktop::Kde:
        return u"KWallet"_s;
    case Desktop::Other:
        break;
    }
    return u"Secret Service"_s;
}

Error keychainLocked(Desktop desktop, const QString& details) {
    return keychainError(ErrorKind::KeychainLocked, Say::tr("%1 is locked.").arg(keychainName(desktop)),
                         Say::tr("Unlock it, then try again."), details);
}

Error keychainUnavailable(Desktop desktop, const QString& details) {
    for (const Cause& cause : causes) {
        if (!details.contains(QLatin1StringView(cause.fragment), Qt::CaseInsensitive))
            continue;
        const QString advice = *cause.advice == 0 ? howToHaveOne(desktop) : Say::tr(cause.advice);
        return keychainError(ErrorKind::KeychainUnavailable, Say::tr(cause.sentence).arg(keychainName(desktop)), advice,
                             details);
    }
    return keychainError(ErrorKind::KeychainUnavailable, Say::tr("%1 could not be reached.").arg(keychainName(desktop)),
                         howToHaveOne(desktop), details);
}

Error keychainSilent(Desktop desktop, std::chrono::milliseconds patience) {
    return keychainError(ErrorKind::KeychainUnavailable, Say::tr("%1 did not answer.").arg(keychainName(desktop)),
                         Say::tr("It may be waiting for its password in a window of its own."),
                         u"waited %1 ms"_s.arg(patience.count()));
}

Error keychainForgets(Desktop desktop) {
    return keychainError(ErrorKind::KeychainUnavailable,
                         Say::tr("%1 did not keep what was written to it.").arg(keychainName(desktop)),
                         howToHaveOne(desktop), u"written, read back, not the same"_s);
}

Error nothingToKeep() {
    return keychainError(ErrorKind::BadInput, Say::tr("There is no secret to keep."), {}, {});
}

} // namespace wallaroo::secrets
