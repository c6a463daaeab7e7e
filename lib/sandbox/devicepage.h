#pragma once

#include "sandbox/realm.h"

namespace wallaroo::sandbox {

// What the person sees who was sent to `verification_uri`: the code, the sign-in, the question, the end. Plain forms;
// their fields and buttons have the ids and names of Keycloak's own pages, so that the same script can work both.

Reply deviceStart(const Realm& realm, const Call& call);   ///< GET  /device
Reply deviceSignIn(const Realm& realm, const Call& call);  ///< POST /device
Reply deviceConsent(const Realm& realm, const Call& call); ///< POST /device/consent

} // namespace wallaroo::sandbox
