#include "sandbox/server.h"

#include "sandbox/patience.h"

#include <httplib.h>
#include <openssl/ssl.h>

#include <chrono>
#include <stdexcept>
#include <sys/socket.h>

namespace wallaroo::sandbox {

namespace {

constexpr std::size_t kThreads = 64;
constexpr std::size_t kLargestBody = 16 * 1024 * 1024;
constexpr int kBacklog = 1024;

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

    Answer m_answer;
    std::chrono::milliseconds m_latency;
    std::unique_ptr<httplib::Server> m_server;
    std::string m_scheme;
    std::string m_authority;
    int m_port = 0;
};

void Server::Private::configure() {
    m_server->new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
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
    const std::string host = request.get_header_value("Host");
    Call call;
    call.method = request.method;
    call.path = request.path;
    const std::size_t question = request.target.find('?');
    call.query = question == std::string::npos ? std::string() : request.target.substr(question + 1);
    call.target = request.target;
    call.body = std::move(body);
    call.contentType = request.get_header_value("Content-Type");
    call.authorization = request.get_header_value("Authorization");
    call.origin = m_scheme + "://" + (host.empty() ? m_authority : host);
    call.remoteAddress = request.remote_addr;
    fill(response, m_answer(call));
}

void Server::Private::handleWithBody(const httplib::Request& request, httplib::Response& response,
                                     const httplib::ContentReader& reader) const {
    std::string body;
    // Without either header there is no body (RFC 9112 section 6.3); the library would wait for the connection's end.
    if (request.has_header("Content-Length") || request.has_header("Transfer-Encoding")) {
        const bool whole = reader([&body](const char* data, std::size_t size) {
            body.append(data, size);
            return body.size() <= kLargestBody;
        });
        if (!whole) {
            response.status = body.size() > kLargestBody ? 413 : (response.status > 0 ? response.status : 400);
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
