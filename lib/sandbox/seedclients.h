#pragma once

#include "sandbox/clients.h"
#include "sandbox/database.h"

#include <string>
#include <vector>

namespace wallaroo::sandbox {

/// The realm's clients: Wallaroo's two first, the confidential one under this id and secret, then clients that show
/// one thing each. The service account of the first keeps its id where the state is kept.
std::vector<Client> seedClients(Database& database, const std::string& confidentialId, const std::string& secret);

} // namespace wallaroo::sandbox
