#include "support/account.h"

#include <QSslCertificate>

namespace wallaroo {

Account::Account(const session::Profile& profile, secrets::SecretStore& store, const Clock& clock)
    : session(profile, transport, store, clock),
      usersApi(session, profile.instance),
      workspacesApi(session, profile.instance),
      users(clock),
      workspaces(clock) {
    if (!profile.authoritiesPem.isEmpty())
        transport.setExtraAuthorities(QSslCertificate::fromData(profile.authoritiesPem, QSsl::Pem));
    workspaces.setPeople(users);
}

} // namespace wallaroo
