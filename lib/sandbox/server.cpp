#include "sandbox/server.h"

#include "sandbox/patience.h"

#include <httplib.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <stdexcept>
#include <sys/socket.h>
#include <utility>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kThreads = 64;
constexpr std::size_t kLargestBody = 16 * 1024 * 1024;
constexpr int kBacklog = 1024;

/// The library's pool, which also tells how many connections there are: each keeps a thread as long as it is open, so
/// with more of them than threads some wait for others to be closed.
class CountingPool : public httplib::TaskQueue {
public:
    CountingPool(std::size_t threads, std::atomic<std::size_t>& connections)
        : m_pool(threads),
          m_connections(connections) {}

    // Nothing in 0.11, a bool in newer ones.
    using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(nullptr));

    Enqueued enqueue(std::function<void()> serve) override {
        ++m_connections;
        return m_pool.enqueue([this, serve = std::move(serve)] {
            serve();
            --m_connections;
        });
    }

    void shutdown() override { m_pool.shutdown(); }

private:
    httplib::ThreadPool m_pool;
    std::atomic<std::size_t>& m_connections;
};

std::unique_ptr<httplib::Server> makeServer(const Options& options) {
    if (options.certificateFile.empty())
        return std::make_unique<httplib::Server>();
    auto server = std::make_unique<httplib::SSLServer>(options.certificateFile.c_str(), options.keyFile.c_str());
    if (!server->is_valid())
        throw std::runtime_error("the certificate " + options.certificateFile + " and the key " + options.keyFile
                                 + " cannot be used together");
    SSL_CTX_set_min_proto_version(server->ssl_context(), TLS1_2_VERSION);
    return server;
}

/// Passes on the window of a body that was asked for: the library calls again from an offset for byte ranges.
bool sendWindow(const BodySource& source, std::size_t offset, std::size_t length, httplib::DataSink& out) {
    std::size_t skip = offset;
    std::size_t left = length;
    return source.send([&](const char* data, std::size_t size) {
        const std::size_t skipped = std::min(skip, size);
        skip -= skipped;
        const std::size_t taken = std::min(left, size - skipped);
        left -= taken;
        return taken == 0 || out.write(data + skipped, taken);
    });
}

/// A body is always sent through a provider of known length: the library then neither compresses it (100,000 users
/// take seconds so) nor sends it in chunks.
void fill(httplib::Response& response, const Reply& reply) {
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers)
        response.set_header(name, value);
    if (reply.source) {
        response.set_content_provider(
            reply.source->size(), reply.contentType,
            [source = reply.source](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                return sendWindow(*source, offset, length, sink);
            });
    } else if (!reply.body.empty()) {
        response.set_content_provider(
            reply.body.size(), reply.contentType,
            [body = reply.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                return sink.write(body.data() + offset, length);
            });
    }
}

} // namespace

class Server::Private {
public:
    Private(const Options& options, Answer answer)
        : m_answer(std::move(answer)),
          m_latency(options.latencyMs),
          m_server(makeServer(options)),
          m_scheme(options.certificateFile.empty() ? "http" : "https") {
        configure();
        bind(options);
    }

    void listen() { m_server->listen_after_bind(); }

    std::string address() const { return m_scheme + "://" + m_authority; }

private:
    void configure();
    void bind(const Options& options);
    void handle(const httplib::Request& request, httplib::Response& response, std::string body) const;
    void handleWithBody(const httplib::Request& request, httplib::Response& response,
                        const httplib::ContentReader& reader) const;

    std::string originOf(const httplib::Request& request) const;

    Answer m_answer;
    std::chrono::milliseconds m_latency;
    std::unique_ptr<httplib::Server> m_server;
    std::string m_scheme;
    std::string m_authority;
    int m_port = 0;
    std::atomic<std::size_t> m_connections{0};
};

void Server::Private::configure() {
    m_server->new_task_queue = [this] { return new CountingPool(kThreads, m_connections); };
    m_server->set_payload_max_length(kLargestBody);
    m_server->set_keep_alive_max_count(100000);
    m_server->set_tcp_nodelay(true); // head and body are two writes: Nagle would hold the second back for 40 ms
    const auto withoutBody = [this](const httplib::Request& request, httplib::Response& response) {
        handle(request, response, {});
    };
    const auto withBody = [this](const httplib::Request& request, httplib::Response& response,
                                 const httplib::ContentReader& reader) { handleWithBody(request, response, reader); };
    const std::string everything = "[\\s\\S]*";
    m_server->Get(everything, withoutBody);
    m_server->Options(everything, withoutBody);
    m_server->Post(everything, withBody);
    m_server->Put(everything, withBody);
    m_server->Patch(everything, withBody);
    m_server->Delete(everything, withBody);
    m_server->set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            fill(response, jsonReply(500, R"({"msg":"unknown error.","code":500})"));
        });
}

void Server::Private::bind(const Options& options) {
    // The library listens with a backlog of 5, too few for a burst of clients, and shares the port with any other
    // process that asks: remember the socket, and ask for neither.
    int listening = -1;
    m_server->set_socket_options([&listening](int socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        listening = socket;
    });
    if (options.port == 0)
        m_port = m_server->bind_to_any_port(options.host);
    else
        m_port = m_server->bind_to_port(options.host, options.port) ? options.port : -1;
    if (m_port <= 0)
        throw std::runtime_error("cannot listen on " + options.host + " port " + std::to_string(options.port)
                                 + ": the address is in use or not one of this computer");
    ::listen(listening, kBacklog);
    const bool isV6 = options.host.find(':') != std::string::npos;
    m_authority = (isV6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(m_port);
}

void Server::Private::handle(const httplib::Request& request, httplib::Response& response, std::string body) const {
    if (m_latency.count() > 0)
        waitForClient(m_latency, request.remote_addr, request.remote_port, m_port);
    Call call;
    call.method = request.method;
    call.path = request.path;
    const std::size_t question = request.target.find('?');
    call.query = question == std::string::npos ? std::string() : request.target.substr(question + 1);
    call.target = request.target;
    call.body = std::move(body);
    call.contentType = request.get_header_value("Content-Type");
    call.authorization = request.get_header_value("Authorization");
    call.origin = originOf(request);
    call.remoteAddress = request.remote_addr;
    fill(response, m_answer(call));
    if (!request.ranges.empty() && response.status == 200)
        response.status = 206; // the library sends a part of it, but only names it one where nobody set a status
    if (m_connections > kThreads)
        response.set_header("Connection", "close"); // give the thread to somebody who waits for one
}

// The Host header goes into answers and headers, and the library undoes percent encoding in it: only what a host and
// a port are made of gets through.
std::string Server::Private::originOf(const httplib::Request& request) const {
    const std::string host = request.get_header_value("Host");
    const bool isPlain = !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char letter) {
        return std::isalnum(letter) != 0
               || std::string_view(".-_:[]").find(static_cast<char>(letter)) != std::string_view::npos;
    });
    return m_scheme + "://" + (isPlain ? host : m_authority);
}

void Server::Private::handleWithBody(const httplib::Request& request, httplib::Response& response,
                                     const httplib::ContentReader& reader) const {
    std::string body;
    // Without either header there is no body (RFC 9112 section 6.3); the library would wait for the connection's end.
    if (request.has_header("Content-Length") || request.has_header("Transfer-Encoding")) {
        // Of a body in chunks the rest is read and dropped, so that the next request begins where it should.
        const auto keep = [&body](const char* data, std::size_t size) {
            if (body.size() <= kLargestBody)
                body.append(data, size);
            return true;
        };
        // The library has one reader for each kind of body and throws at the wrong one. Nothing here takes a form in
        // parts, so its parts are no body.
        const auto drop = [](const char*, std::size_t) { return true; };
        const bool whole =
            request.is_multipart_form_data() ? reader([](const auto&) { return true; }, drop) : reader(keep);
        if (!whole || body.size() > kLargestBody) {
            response.status = whole ? 413 : (response.status > 0 ? response.status : 400);
            return;
        }
    }
    handle(request, response, std::move(body));
}

Server::Server(const Options& options, Answer answer) : d(std::make_unique<Private>(options, std::move(answer))) {
}

Server::~Server() = default;

std::string Server::address() const {
    return d->address();
}

void Server::listen() {
    d->listen();
}

} // namespace wallaroo::sandbox
