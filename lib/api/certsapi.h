#pragma once

#include "domain/instance.h"
#include "http/sender.h"

namespace wallaroo::api {

/// The realm's public keys (reference §2, `GET …/certs`): no token, no credentials, so that it works on the raw
/// transport after a session has ended, too.
class CertsApi {
public:
    CertsApi(http::Sender& sender, Instance instance) : m_sender(&sender), m_instance(std::move(instance)) {}

    using Done = std::function<void(Result<QByteArray>)>;
    /// The answer as it came, at most 256 KiB of JSON; what it holds is for whoever checks signatures. Larger, a page,
    /// not there, not reached: an error named by the realm's address.
    http::Handle fetch(QObject* context, Done done);

private:
    http::Sender* m_sender;
    Instance m_instance;
};

} // namespace wallaroo::api
