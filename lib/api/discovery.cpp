#include "api/discovery.h"

#include "api/answerreader.h"
#include "api/recorddecoder.h"
#include "api/tokenreaders.h"
#include "base/displaytext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Discovery)
};

/// Which member of Endpoints stands for which of the document, in the order of the reader's numbers.
constexpr QUrl Endpoints::*places[] = {
    &Endpoints::token,         &Endpoints::device,   &Endpoints::logout, &Endpoints::revocation,
    &Endpoints::introspection, &Endpoints::userinfo, &Endpoints::certs,
};

class DiscoveryReader final : public AnswerReader {
public:
    enum Member { Token, Device, Logout, Revocation, Introspection, Userinfo, Certs, Issuer, GrantTypes };

    [[nodiscard]] int member(QByteArrayView name) const override {
        static constexpr QByteArrayView names[] = {"token_endpoint",
                                                   "device_authorization_endpoint",
                                                   "end_session_endpoint",
                                                   "revocation_endpoint",
                                                   "introspection_endpoint",
                                                   "userinfo_endpoint",
                                                   "jwks_uri",
                                                   "issuer",
                                                   "grant_types_supported"};
        return placeIn(names, name);
    }

    void value(int member, const JsonValue& value) override {
        if (member == Issuer)
            issuer = textOf(value);
        else if (member == GrantTypes)
            grantTypes = value.kind == JsonValue::Kind::Array ? std::optional(QStringList()) : std::nullopt;
        else
            addresses[member] = textOf(value);
    }

    void element(int member, const JsonValue& value) override {
        if (member == GrantTypes && value.isText())
            grantTypes->append(QString::fromUtf8(value.text));
    }

    QString issuer;
    QString addresses[std::size(places)];
    std::optional<QStringList> grantTypes;
};

/// RFC 8414 §3.3 wants the same text; a default port that one side spells out is no other issuer.
bool sameAddress(const QUrl& a, const QUrl& b) {
    return sameOrigin(a, b) && a.path() == b.path() && !a.hasQuery() && !a.hasFragment();
}

QUrl issuerOf(const Instance& instance) {
    QUrl issuer = instance.authBase;
    issuer.setPath(issuer.path() + "/realms/master"_L1);
    return issuer;
}

void takeGrantTypes(Discovery& discovery, const QStringList& offered) {
    discovery.grantTypes = offered;
    discovery.passwordOffered = offered.contains("password"_L1);
    discovery.clientCredentialsOffered = offered.contains("client_credentials"_L1);
    discovery.deviceOffered = offered.contains("urn:ietf:params:oauth:grant-type:device_code"_L1);
}

} // namespace

Endpoints Endpoints::documented(const Instance& instance) {
    return {instance.openIdConnect(u"token"_s),
            instance.openIdConnect(u"auth/device"_s),
            instance.openIdConnect(u"logout"_s),
            instance.openIdConnect(u"revoke"_s),
            instance.openIdConnect(u"token/introspect"_s),
            instance.openIdConnect(u"userinfo"_s),
            instance.openIdConnect(u"certs"_s)};
}

Result<Discovery> readDiscovery(QByteArrayView json, const Instance& instance, const http::CallReport& report) {
    DiscoveryReader reader;
    if (const auto decoded = decodeObject(json, reader, report); !decoded)
        return tl::unexpected(decoded.error());
    if (reader.issuer.isEmpty())
        return tl::unexpected(
            misshapen(report, Say::tr("What answers at %1 is no Keycloak.").arg(report.url.host(QUrl::FullyEncoded))));
    Discovery discovery;
    discovery.issuer = reader.issuer;
    if (reader.grantTypes)
        takeGrantTypes(discovery, *reader.grantTypes);
    discovery.issuerMatches = sameAddress(QUrl(reader.issuer, QUrl::StrictMode), issuerOf(instance));
    discovery.endpoints = Endpoints::documented(instance);
    for (std::size_t i = 0; i < std::size(places); ++i) {
        const QString& address = reader.addresses[i];
        const QUrl url(address, QUrl::StrictMode);
        if (address.isEmpty())
            continue;
        if (sameOrigin(url, instance.authBase) && url.userInfo().isEmpty())
            discovery.endpoints.*places[i] = url;
        else
            discovery.foreign << address;
    }
    discovery.endpointsMatch = discovery.foreign.isEmpty();
    return discovery;
}

Result<void> checkDiscovery(const Discovery& discovery, const Instance& instance, const QString& acceptedIssuer) {
    const bool accepted = !acceptedIssuer.isEmpty() && discovery.issuer == acceptedIssuer;
    if (accepted || (discovery.issuerMatches && discovery.endpointsMatch))
        return {};
    const QString host = instance.authBase.host(QUrl::FullyEncoded);
    auto refused = failure(ErrorKind::ForeignEndpoints, {}, {}, {});
    Error& error = refused.value();
    error.field = Field::Instance;
    error.sentence = discovery.issuerMatches
                         ? Say::tr("Keycloak at %1 names addresses of another host, so nothing was sent.").arg(host)
                         : Say::tr("Keycloak at %1 calls itself %2, so nothing was sent.")
                               .arg(host, isolatedText(discovery.issuer, 200));
    error.advice = Say::tr("If that is another name of the same instance, use that address, or let whoever runs it set "
                           "Keycloak's hostname. If you do not know it, ask before you sign in.");
    error.details =
        displayText(u"issuer %1; foreign: %2"_s.arg(
                        discovery.issuer, discovery.foreign.isEmpty() ? u"none"_s : discovery.foreign.join(u' ')),
                    600);
    return refused;
}

} // namespace wallaroo::api
