#include "jose/jwt.h"

#include "jose/base64url.h"
#include "jose/claimsreader.h"

#include <QCoreApplication>

#include <boost/json/parse.hpp>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::jose {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Jwt)
};

auto refused(const QString& sentence) {
    return failure(ErrorKind::BadInput, sentence, Say::tr("Copy the token again, from its first letter to its last."));
}

Result<boost::json::object> readObject(const QByteArray& json, const QString& damaged) {
    boost::json::error_code error;
    auto document = boost::json::parse({json.constData(), static_cast<std::size_t>(json.size())}, error);
    if (error || !document.is_object())
        return refused(damaged);
    return std::move(document.get_object());
}

struct Parts {
    QByteArrayView header;
    QByteArrayView payload;
    QByteArrayView signature;
};

Result<Parts> partsOf(QByteArrayView token) {
    if (token.size() > Jwt::largest)
        return refused(Say::tr("This is longer than %1 KiB, as no token is: it is not read.").arg(Jwt::largest / 1024));
    const auto dots = std::count(token.begin(), token.end(), '.');
    if (dots == 4)
        return refused(Say::tr("This token is encrypted (five parts): only its receiver can read it."));
    if (dots != 2)
        return refused(dots == 1 && token.startsWith("ey")
                           ? Say::tr("The token is cut: it ends before its signature.")
                           : Say::tr("This is no JWT: it does not have three parts with dots between them."));
    const auto first = std::find(token.begin(), token.end(), '.') - token.begin();
    const auto second = std::find(token.begin() + first + 1, token.end(), '.') - token.begin();
    return Parts{token.first(first), token.sliced(first + 1, second - first - 1), token.sliced(second + 1)};
}

} // namespace

bool Claims::isPlatformAdministrator() const {
    return realmRoles.contains("admin"_L1) || hasuraRoles.contains("admin_user"_L1);
}

bool Jwt::isUnsigned() const {
    return algorithm.isEmpty() || algorithm.compare("none"_L1, Qt::CaseInsensitive) == 0;
}

Result<Jwt> Jwt::parse(const Secret& token) {
    const QByteArrayView bytes = token.reveal();
    const auto parts = partsOf(bytes);
    if (!parts)
        return tl::unexpected(parts.error());
    auto header = fromBase64Url(parts->header);
    auto payload = fromBase64Url(parts->payload);
    auto signature = fromBase64Url(parts->signature);
    if (!header || !payload)
        return refused(Say::tr("This is no JWT: its parts are not base64url."));
    if (!signature)
        return refused(Say::tr("The token is cut or damaged: its signature is not base64url."));
    const auto headerObject = readObject(*header, Say::tr("This is no JWT: its header is not a JSON object."));
    if (!headerObject)
        return tl::unexpected(headerObject.error());
    const auto claims = readObject(*payload, Say::tr("The token is damaged: its claims are not a JSON object."));
    if (!claims)
        return tl::unexpected(claims.error());

    Jwt jwt;
    jwt.algorithm = textOf(*headerObject, "alg", jwt.misshapen);
    jwt.keyId = textOf(*headerObject, "kid", jwt.misshapen);
    jwt.critical = textsOf(*headerObject, "crit", jwt.misshapen);
    if (jwt.critical.isEmpty() && headerObject->contains("crit"))
        jwt.critical << QString(); // present and empty, or of the wrong type, is as good as unknown (RFC 7515 §4.1.11)
    jwt.claims = readClaims(*claims, jwt.misshapen);
    jwt.duplicates = duplicateNames(*header) + duplicateNames(*payload);
    jwt.header = *std::move(header);
    jwt.payload = *std::move(payload);
    jwt.signature = *std::move(signature);
    jwt.signedPart = Secret(bytes.first(bytes.size() - parts->signature.size() - 1));
    if (jwt.signature.isEmpty() && !jwt.isUnsigned())
        return refused(Say::tr("The token is cut: it ends before its signature."));
    return jwt;
}

Age ageOf(const Claims& claims, qint64 serverNowMs) {
    const qint64 now = serverNowMs / 1000;
    if (claims.expires && now >= *claims.expires)
        return Age::Expired;
    const qint64 begin = std::max(claims.notBefore.value_or(0), claims.issued.value_or(0));
    if (begin > now + toleranceSeconds)
        return Age::NotYet;
    return claims.expires ? Age::Current : Age::Endless;
}

} // namespace wallaroo::jose
