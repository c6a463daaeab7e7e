#include "secrets/secretstore.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::secrets {

QString Key::text() const {
    static constexpr QLatin1StringView names[] = {"client-secret"_L1, "refresh-token"_L1, "sign-in-secret"_L1,
                                                  "access-token"_L1};
    const QString text =
        u"wallaroo-admin/%1/%2"_s.arg(profile.toString(QUuid::WithoutBraces), names[static_cast<int>(kind)]);
    return part > 0 ? text + u'/' + QString::number(part) : text;
}

} // namespace wallaroo::secrets
