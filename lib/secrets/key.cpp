#include "secrets/secretstore.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::secrets {

QString Key::text() const {
    const QString name = kind == Kind::ClientSecret ? u"client-secret"_s : u"refresh-token"_s;
    return u"wallaroo-admin/%1/%2"_s.arg(profile.toString(QUuid::WithoutBraces), name);
}

} // namespace wallaroo::secrets
