#include "sandbox/upstream.h"

#include "sandbox/encoding.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <httplib.h>

#include <chrono>
#include <mutex>
#include <stdexcept>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

constexpr int kPatienceSeconds = 30;
constexpr std::chrono::seconds kMargin{10}; ///< a token is not used in its last seconds

json::value parsed(const std::string& text) {
    json::error_code error;
    json::value value = json::parse(text, error);
    return error ? json::value() : value;
}

UpstreamAnswer answerOf(const httplib::Result& result) {
    if (!result)
        return {};
    return {result->status, parsed(result->body), result->get_header_value("Location")};
}

} // namespace

class Upstream::Private {
public:
    Private(const std::string& origin, std::string base, std::string client, std::string secret)
        : m_http(origin),
          m_base(std::move(base)),
          m_issuer(origin + m_base + "/realms/master"),
          m_client(std::move(client)),
          m_secret(std::move(secret)) {
        if (!m_http.is_valid())
            throw std::runtime_error("--auth-url " + origin + " cannot be called");
        m_http.set_connection_timeout(kPatienceSeconds);
        m_http.set_read_timeout(kPatienceSeconds);
        m_http.set_keep_alive(true);
        m_http.set_tcp_nodelay(true);
    }

    UpstreamAnswer send(const std::string& method, const std::string& path, const std::string& token,
                        const json::value& body) {
        httplib::Request request;
        request.method = method;
        request.path = m_base + path;
        if (!token.empty())
            request.set_header("Authorization", "Bearer " + token);
        if (!body.is_null()) {
            request.set_header("Content-Type", "application/json");
            request.body = json::serialize(body);
        }
        return answerOf(m_http.send(request));
    }

    /// The service account's token, a new one when the old one is nearly over. Empty when there is none to be had.
    std::string token() {
        const std::lock_guard held(m_mutex);
        if (std::chrono::steady_clock::now() < m_tokenEnd)
            return m_token;
        const std::string form = "grant_type=client_credentials&client_id=" + percentEncoded(m_client)
                                 + "&client_secret=" + percentEncoded(m_secret);
        const UpstreamAnswer answer = answerOf(m_http.Post(m_base + "/realms/master/protocol/openid-connect/token",
                                                           form, "application/x-www-form-urlencoded"));
        const json::object* object = answer.status == 200 ? answer.body.if_object() : nullptr;
        if (object == nullptr || !object->contains("access_token") || !object->contains("expires_in"))
            return {};
        m_token = std::string(object->at("access_token").as_string());
        m_tokenEnd =
            std::chrono::steady_clock::now() + std::chrono::seconds(object->at("expires_in").as_int64()) - kMargin;
        return m_token;
    }

    std::string issuer() const { return m_issuer; }

private:
    std::mutex m_mutex;
    httplib::Client m_http;
    std::string m_base;
    std::string m_issuer;
    std::string m_client;
    std::string m_secret;
    std::string m_token;
    std::chrono::steady_clock::time_point m_tokenEnd;
};

Upstream::Upstream(const std::string& address, std::string client, std::string secret) {
    const std::size_t scheme = address.find("://");
    const std::size_t path = scheme == std::string::npos ? scheme : address.find('/', scheme + 3);
    std::string base = path == std::string::npos ? std::string() : address.substr(path);
    while (!base.empty() && base.back() == '/')
        base.pop_back();
    if (base != "/auth")
        throw std::runtime_error("--auth-url " + address
                                 + " is not the address of a Keycloak, such as "
                                   "http://127.0.0.1:8080/auth");
    d = std::make_unique<Private>(address.substr(0, path), base, std::move(client), std::move(secret));
}

Upstream::~Upstream() = default;
Upstream::Upstream(Upstream&&) noexcept = default;

std::string Upstream::address() const {
    const std::string issuer = d->issuer();
    return issuer.substr(0, issuer.rfind("/realms/"));
}

std::string Upstream::issuer() const {
    return d->issuer();
}

UpstreamAnswer Upstream::getPublic(const std::string& path) {
    return d->send("GET", "/realms/master" + path, {}, nullptr);
}

UpstreamAnswer Upstream::call(const std::string& method, const std::string& path, const json::value& body) {
    const std::string token = d->token();
    if (token.empty())
        return {};
    return d->send(method, "/admin/realms/master" + path, token, body);
}

} // namespace wallaroo::sandbox
