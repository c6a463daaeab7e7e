#pragma once

#include "sandbox/exchange.h"
#include "sandbox/options.h"

#include <functional>
#include <memory>
#include <string>

namespace wallaroo::sandbox {

/// HTTP or HTTPS around an instance: 64 threads, size limits, the wait of --latency.
class Server {
public:
    using Answer = std::function<Reply(const Call&)>;

    /// Binds. Throws std::runtime_error with a sentence when address, certificate or key cannot be used.
    Server(const Options& options, Answer answer);
    ~Server();

    std::string address() const; ///< "http://127.0.0.1:40123"

    /// Serves until the process ends.
    void listen();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::sandbox
