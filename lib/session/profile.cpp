#include "session/profile.h"

namespace wallaroo::session {

Profile Profile::make() {
    Profile profile;
    profile.id = QUuid::createUuid();
    return profile;
}

} // namespace wallaroo::session
