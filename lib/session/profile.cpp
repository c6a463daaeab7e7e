#include "session/profile.h"

namespace wallaroo::session {

QString publicClientId() {
    return QStringLiteral("sdk-client");
}

Profile Profile::make() {
    Profile profile;
    profile.id = QUuid::createUuid();
    return profile;
}

QString Profile::title() const {
    return name.isEmpty() ? instance.label() : name;
}

} // namespace wallaroo::session
