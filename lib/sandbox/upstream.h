#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <string>

namespace wallaroo::sandbox {

/// An answer of the Keycloak behind `--auth-url`.
struct UpstreamAnswer {
    int status = 0; ///< 0: none came
    boost::json::value body;
    std::string location; ///< of what was created
};

/// That Keycloak, called with the instance's own service account. It is that account and not the caller's token,
/// because people without any right in Keycloak may list the users of an instance: the product's API has an account of
/// its own there, and decides itself who may change what. Safe to use from several threads.
class Upstream {
public:
    /// address: the base that ends in /auth. Throws std::runtime_error with a sentence when that is none.
    Upstream(const std::string& address, std::string client, std::string secret);
    ~Upstream();
    Upstream(Upstream&&) noexcept;

    std::string address() const;
    std::string issuer() const; ///< of the realm `master`

    /// Without credentials; path below the realm.
    UpstreamAnswer getPublic(const std::string& path);
    /// The admin REST; path below `/admin/realms/master`.
    UpstreamAnswer call(const std::string& method, const std::string& path, const boost::json::value& body = nullptr);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wallaroo::sandbox
