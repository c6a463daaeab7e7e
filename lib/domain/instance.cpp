#include "domain/instance.h"

#include "domain/address.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Instance)
};

QUrl withPath(const QUrl& base, const QString& path) {
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

/// The host with its label `from` replaced by `to`, if that is the first or second of at least two labels (the prefix
/// of the older layout is one label or none; something has to follow).
std::optional<QUrl> withLabel(const QUrl& url, const QString& from, const QString& to) {
    QStringList labels = url.host(QUrl::FullyEncoded).split(u'.');
    for (qsizetype i = 0; i < std::min<qsizetype>(2, labels.size() - 1); ++i) {
        if (labels[i] == from) {
            labels[i] = to;
            QUrl other = url;
            other.setHost(labels.join(u'.'));
            return other;
        }
    }
    return std::nullopt;
}

/// An error of one of two fields says which.
Error named(Error error, const QString& sentence) {
    error.sentence = sentence.arg(error.sentence);
    return error;
}

} // namespace

bool Instance::isEncrypted() const {
    return apiBase.scheme() == "https"_L1 && authBase.scheme() == "https"_L1;
}

QString Instance::label() const {
    return apiBase.authority(QUrl::FullyEncoded);
}

Result<Instance> Instance::fromTyped(const QString& text) {
    const auto address = parseAddress(text);
    if (!address)
        return tl::unexpected(address.error());
    const auto api = withLabel(*address, u"keycloak"_s, u"api"_s);
    return Instance{api.value_or(*address), withPath(*address, u"/auth"_s)};
}

Result<Instance> Instance::fromAddresses(const QString& api, const QString& auth) {
    const auto apiBase = parseAddress(api);
    if (!apiBase)
        return tl::unexpected(named(apiBase.error(), Words::tr("API address: %1", "%1 is a whole sentence")));
    const auto authBase = parseAddress(auth);
    if (!authBase)
        return tl::unexpected(
            named(authBase.error(), Words::tr("Authentication address: %1", "%1 is a whole sentence")));
    return Instance{*apiBase, withPath(*authBase, u"/auth"_s)};
}

std::optional<Instance> Instance::olderLayout() const {
    const auto auth = withLabel(apiBase, u"api"_s, u"keycloak"_s);
    if (!auth)
        return std::nullopt;
    const Instance older{apiBase, withPath(*auth, u"/auth"_s)};
    return older == *this ? std::nullopt : std::optional(older);
}

QUrl Instance::openIdConnect(const QString& name) const {
    return withPath(authBase, u"/realms/master/protocol/openid-connect/"_s + name);
}

QUrl Instance::discovery() const {
    return withPath(authBase, u"/realms/master/.well-known/openid-configuration"_s);
}

QUrl Instance::api(const QString& path) const {
    return withPath(apiBase, u"/v1/api/"_s + path);
}

QUrl Instance::accountConsole() const {
    return withPath(authBase, u"/realms/master/account"_s);
}

QUrl Instance::clientsConsole() const {
    QUrl url = withPath(authBase, u"/admin/master/console/"_s);
    url.setFragment(u"/master/clients"_s);
    return url;
}

QUrl Instance::clientsConsoleBefore22() const {
    QUrl url = withPath(authBase, u"/admin/master/console/"_s);
    url.setFragment(u"/realms/master/clients"_s);
    return url;
}

} // namespace wallaroo
