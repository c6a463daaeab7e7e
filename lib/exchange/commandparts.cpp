#include "exchange/commandparts.h"

#include "exchange/quoting.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange::parts {

QString address(const QUrl& url) {
    return QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
}

std::optional<QString> belowApi(const Instance& instance, const QUrl& url) {
    const QString base = address(instance.apiBase) + u'/';
    const QString whole = address(url);
    return whole.startsWith(base) ? std::optional(whole.mid(base.size() - 1)) : std::nullopt;
}

QString ascii(const QByteArray& body) {
    return QString::fromUtf8(asciiJson(body).value_or(body));
}

QString pythonSecret(const QString& name, const QString& prompt) {
    return "%1 = os.environ.get(\"%1\") or getpass(%2)"_L1.arg(name, pythonQuoted(prompt + ": "_L1));
}

QString pythonHead() {
    return u"import os\nfrom getpass import getpass\n\nimport requests\n"_s;
}

} // namespace wallaroo::exchange::parts
