#include "dialogs/instancewords.h"

#include "base/displaytext.h"
#include "dialogs/signinerrors.h"
#include "dialogs/signinways.h"

#include <QCoreApplication>

namespace wallaroo {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::InstanceField)
};

QString shown(const QUrl& url) {
    // As it is called, so that letters of other scripts cannot look like a host one trusts.
    return url.toString(QUrl::FullyEncoded);
}

bool isOneAddress(const Instance& instance) {
    QUrl auth = instance.authBase;
    auth.setPath({});
    return auth == instance.apiBase;
}

QString throughProxy(const QString& proxy) {
    return proxy.isEmpty() ? QString() : Say::tr(" · through proxy %1").arg(isolatedText(proxy, 100));
}

} // namespace

QString addressWords(const Instance& instance) {
    QString words = isOneAddress(instance)
                        ? shown(instance.apiBase)
                        : Say::tr("API %1 · sign-in %2").arg(shown(instance.apiBase), shown(instance.authBase));
    if (!instance.isEncrypted())
        words += Say::tr(" · not encrypted, this computer only");
    return words;
}

QString doubtWords(const api::Discovery& discovery, session::Way way, const QString& acceptedIssuer) {
    if (!discovery.issuerMatches && discovery.issuer != acceptedIssuer)
        return Say::tr("Keycloak calls itself %1: check the authentication address.")
            .arg(isolatedText(discovery.issuer, 200));
    if (isOffered(way, discovery))
        return {};
    switch (way) {
    case session::Way::Password:
        return Say::tr("Keycloak says that it does not take passwords from programs.");
    case session::Way::DeviceBrowser:
    case session::Way::DeviceCode:
        return Say::tr("Keycloak says that it has no sign-in by a code (OAuth 2.0 Device Authorization Grant).");
    case session::Way::InferenceOnly:
        break;
    }
    return Say::tr("Keycloak says that it gives no tokens to clients alone.");
}

QString reachedWords(const Instance& instance, const api::Discovery& discovery, const QString& proxy) {
    const QString mark = discovery.issuerMatches ? QStringLiteral("✓ ") : QStringLiteral("⚠ ");
    return mark + addressWords(instance) + Say::tr(" · reachable, Keycloak found") + throughProxy(proxy);
}

QString failedWords(const Instance& instance, const Error& error, const http::TlsRefusal& refusal,
                    const QString& proxy) {
    const QString start = QStringLiteral("✗ ") + addressWords(instance);
    if (error.kind == ErrorKind::UnknownAuthority && !refusal.issuer.isEmpty())
        return start + Say::tr(" · signed by “%1”, unknown to this computer").arg(isolatedText(refusal.issuer, 120))
               + throughProxy(proxy);
    return start + throughProxy(proxy) + u'\n' + wordsOf(error);
}

} // namespace wallaroo
