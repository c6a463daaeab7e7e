#pragma once

#include <chrono>
#include <string>

namespace wallaroo::sandbox {

/// Waits, but no longer than somebody is there to wait for: ends early when the connection that came from this address
/// and port is closed by its client. Else 200 abandoned requests would keep the pool's threads from everybody.
void waitForClient(std::chrono::milliseconds time, const std::string& remoteAddress, int remotePort, int localPort);

} // namespace wallaroo::sandbox
