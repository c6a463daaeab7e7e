#include "sandbox/patience.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <dirent.h>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace wallaroo::sandbox {

namespace {

struct End {
    std::string address;
    int port = 0;
};

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};

std::optional<End> endOf(const sockaddr_storage& name) {
    char text[INET6_ADDRSTRLEN] = {};
    if (name.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(name);
        if (inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text) != nullptr)
            return End{text, ntohs(v4.sin_port)};
    } else if (name.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(name);
        if (inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text) != nullptr)
            return End{text, ntohs(v6.sin6_port)};
    }
    return std::nullopt;
}

bool connects(int descriptor, const std::string& remoteAddress, int remotePort, int localPort) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        return false;
    const auto remote = endOf(name);
    size = sizeof name;
    if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        return false;
    const auto local = endOf(name);
    return remote && local && remote->port == remotePort && local->port == localPort
           && remote->address == remoteAddress;
}

// cpp-httplib 0.11 hands its handlers no socket, so it is looked up among our descriptors. It stays open as long as its
// handler runs, and the two ends name a TCP connection uniquely.
int descriptorOf(const std::string& remoteAddress, int remotePort, int localPort) {
    const std::unique_ptr<DIR, CloseFolder> folder(opendir("/proc/self/fd"));
    if (!folder)
        return -1;
    while (const dirent* entry = readdir(folder.get())) {
        const int descriptor = std::atoi(entry->d_name);
        if (descriptor > 2 && connects(descriptor, remoteAddress, remotePort, localPort))
            return descriptor;
    }
    return -1;
}

} // namespace

void waitForClient(std::chrono::milliseconds time, const std::string& remoteAddress, int remotePort, int localPort) {
    const int descriptor = descriptorOf(remoteAddress, remotePort, localPort);
    if (descriptor < 0) {
        std::this_thread::sleep_for(time);
        return;
    }
    pollfd watched{descriptor, POLLRDHUP, 0};
    const auto end = std::chrono::steady_clock::now() + time;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (left <= 0 || poll(&watched, 1, static_cast<int>(left)) > 0)
            return;
    }
}

} // namespace wallaroo::sandbox
