#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace wallaroo::sandbox {

/// One request as the handlers see it; where it came from (HTTP library, scheme) is no business of theirs.
struct Call {
    std::string method;
    std::string path;   ///< percent-decoded, without query
    std::string query;  ///< raw, without the question mark
    std::string target; ///< path and query as they were sent
    std::string body;
    std::string contentType;
    std::string authorization;
    std::string origin;        ///< scheme and authority as the client addressed us: the token's issuer follows it
    std::string remoteAddress; ///< the client's numeric address
};

/// Takes bytes that go out; false when the client is gone.
using ByteSink = std::function<bool(const char* data, std::size_t length)>;

/// A body too large to be built as one string. The size is known before the first byte, so it is sent with a
/// Content-Length and not chunked.
class BodySource {
public:
    virtual ~BodySource() = default;
    virtual std::size_t size() const = 0;
    /// Writes exactly size() bytes unless the sink says false; may be called again, the bytes are the same.
    virtual bool send(const ByteSink& sink) const = 0;
};

struct Reply {
    int status = 200;
    std::string contentType; ///< empty: no body
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::shared_ptr<const BodySource> source; ///< instead of body
};

/// Thrown by a handler to end the call with this answer; caught where calls are dispatched.
struct Refusal {
    Reply reply;
};

Reply jsonReply(int status, std::string body);
Reply textReply(int status, std::string text);
Reply htmlReply(int status, const std::string& title, const std::string& sentence);
Reply emptyReply(int status);

} // namespace wallaroo::sandbox
