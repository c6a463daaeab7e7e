#include "sandbox/credsfile.h"

#include "sandbox/encoding.h"

#include <boost/json/parse.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace wallaroo::sandbox {

namespace {

namespace json = boost::json;

constexpr std::size_t kLargest = 64 * 1024;

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}

    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return m_number; }

private:
    int m_number;
};

[[noreturn]] void fail(const std::string& file, const std::string& what) {
    throw std::runtime_error("the creds file " + file + " " + what);
}

std::optional<std::string> contentOf(const std::string& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.number() < 0) {
        if (errno == ENOENT)
            return std::nullopt;
        fail(file, std::string("cannot be read: ") + std::strerror(errno));
    }
    std::string content;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t count = ::read(opened.number(), buffer.data(), buffer.size());
        if (count < 0)
            fail(file, std::string("cannot be read: ") + std::strerror(errno));
        if (count == 0)
            return content;
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > kLargest)
            fail(file, "is larger than 64 KiB");
    }
}

std::optional<std::string> member(const std::string& file, const json::object& object, const char* name) {
    const json::value* value = object.if_contains(name);
    if (value == nullptr || value->is_null())
        return std::nullopt;
    if (!value->is_string())
        fail(file, std::string("has a ") + name + " that is not a text");
    return std::string(value->get_string());
}

json::object objectOf(const std::string& file, const std::string& content) {
    json::error_code error;
    json::value value = json::parse(content, error);
    if (error || !value.is_object())
        fail(file, "is not a JSON object");
    return std::move(value.get_object());
}

Creds parsed(const std::string& file, const std::string& content, const Creds& fresh) {
    const json::object object = objectOf(file, content);
    const auto username = member(file, object, "username");
    const auto password = member(file, object, "password");
    if (!username || username->empty() || !password || password->empty())
        fail(file, "lacks username or password");
    const std::string address = username->find('@') == std::string::npos ? std::string() : *username;
    const auto orFresh = [&file, &object](const char* name, const std::string& instead) {
        const auto text = member(file, object, name);
        return text && !text->empty() ? *text : instead; // an empty secret would let everybody in
    };
    const std::string told = orFresh("confidentialPassword", {});
    return {*username,
            *password,
            member(file, object, "email").value_or(address),
            orFresh("confidentialClient", fresh.client),
            told.empty() ? fresh.clientSecret : told,
            !told.empty()};
}

void write(const std::string& file, const Creds& creds) {
    std::string text = "{\n  \"username\": ";
    appendJsonString(text, creds.username);
    text += ",\n  \"password\": ";
    appendJsonString(text, creds.password);
    text += ",\n  \"email\": ";
    appendJsonString(text, creds.email);
    text += ",\n  \"confidentialClient\": ";
    appendJsonString(text, creds.client);
    text += ",\n  \"confidentialPassword\": ";
    appendJsonString(text, creds.clientSecret);
    text += "\n}\n";
    // O_EXCL: the mode holds from the first byte on, and no link laid there meanwhile is followed.
    const Descriptor created(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (created.number() < 0)
        fail(file, std::string("cannot be written: ") + std::strerror(errno));
    const ssize_t written = ::write(created.number(), text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size()))
        return;
    const int error = written < 0 ? errno : ENOSPC;
    ::unlink(file.c_str()); // half a file would be read, and refused, by every later start
    fail(file, std::string("cannot be written: ") + std::strerror(error));
}

} // namespace

Creds readOrWriteCreds(const std::string& file, const Creds& fresh) {
    if (const auto content = contentOf(file))
        return parsed(file, *content, fresh);
    write(file, fresh);
    return fresh;
}

bool othersMayRead(const std::string& file) {
    struct stat facts {};

    return ::stat(file.c_str(), &facts) == 0 && (facts.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

Creds readServiceCreds(const std::string& file) {
    const auto content = contentOf(file);
    if (!content)
        fail(file, "does not exist");
    const json::object object = objectOf(file, *content);
    Creds creds;
    creds.client = member(file, object, "confidentialClient").value_or("");
    creds.clientSecret = member(file, object, "confidentialPassword").value_or("");
    if (creds.client.empty() || creds.clientSecret.empty())
        fail(file, "lacks confidentialClient or confidentialPassword");
    return creds;
}

} // namespace wallaroo::sandbox
