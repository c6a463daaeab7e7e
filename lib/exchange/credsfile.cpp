#include "exchange/credsfile.h"

#include "base/displaytext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <boost/json/memory_resource.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

#include <new>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::exchange {
namespace {

constexpr qint64 largest = 64 * 1024;

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::CredsFile)
};

auto refused(const QString& sentence) {
    return failure(
        ErrorKind::BadInput, sentence,
        Say::tr("A creds.json is a JSON object with username, password and email, and may have confidentialClient and "
                "confidentialPassword."));
}

/// What the parser puts away holds the passwords: wiped when it is given back. Never aligned beyond what new gives: the
/// parser asks for 1 to 8, and gives keys back with another number than it asked with.
class WipingMemory final : public boost::json::memory_resource {
public:
    WipingMemory() = default;
    WipingMemory(const WipingMemory&) = delete;
    WipingMemory& operator=(const WipingMemory&) = delete;

private:
    void* do_allocate(std::size_t size, std::size_t) override { return ::operator new(size); }

    void do_deallocate(void* memory, std::size_t size, std::size_t) override {
        wipe(memory, size);
        ::operator delete(memory);
    }

    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

QByteArrayView view(const boost::json::string& text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// The text of a member; empty when it is missing or null. An error names the member, never its value.
Result<QByteArrayView> textOf(const boost::json::object& creds, const char* name, bool required) {
    const boost::json::value* member = creds.if_contains(name);
    const boost::json::string* text = member ? member->if_string() : nullptr;
    if (member && !text && !member->is_null())
        return refused(Say::tr("%1 in the file is not a text.").arg(QLatin1StringView(name)));
    if (required && (!text || text->empty()))
        return refused(Say::tr("%1 is missing in the file.").arg(QLatin1StringView(name)));
    return text ? view(*text) : QByteArrayView();
}

Result<Creds> credsFrom(const boost::json::object& object) {
    const auto username = textOf(object, "username", true);
    const auto password = textOf(object, "password", true);
    const auto email = textOf(object, "email", false);
    const auto clientId = textOf(object, "confidentialClient", false);
    const auto clientSecret = textOf(object, "confidentialPassword", false);
    for (const auto* member : {&username, &password, &email, &clientId, &clientSecret}) {
        if (!*member)
            return tl::unexpected(member->error());
    }
    return Creds{QString::fromUtf8(*username), Secret(*password), QString::fromUtf8(*email),
                 QString::fromUtf8(*clientId), Secret(*clientSecret)};
}

} // namespace

Result<Creds> parseCreds(QByteArrayView json) {
    if (json.size() > largest)
        return refused(Say::tr("The file is larger than 64 KiB: it is no creds.json."));
    if (json.startsWith("\xEF\xBB\xBF")) // a byte order mark, which editors leave behind
        json = json.sliced(3);
    WipingMemory memory;
    boost::json::stream_parser parser(&memory);
    parser.reset(&memory);
    boost::json::error_code error;
    parser.write(json.data(), static_cast<std::size_t>(json.size()), error);
    if (!error)
        parser.finish(error);
    if (error == boost::json::error::incomplete)
        return refused(Say::tr("The file ends too early: it is no whole JSON."));
    if (error)
        return refused(Say::tr("The file is not JSON."));
    const boost::json::value creds = parser.release();
    if (!creds.is_object())
        return refused(Say::tr("The file is JSON, but no object."));
    return credsFrom(creds.get_object());
}

Result<Creds> readCreds(const QString& path) {
    const auto unreadable = [name = displayText(QFileInfo(path).fileName(), 80)](const QString& reason) {
        return failure(ErrorKind::FileFailed, Say::tr("%1 cannot be read: %2.").arg(name, reason),
                       Say::tr("Choose another file, or change who may read it."));
    };
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile()) // a pipe would keep the window waiting
        return unreadable(Say::tr("it is no file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(file.errorString());
    QByteArray bytes(largest + 1, Qt::Uninitialized); // in full at once: growing would leave copies behind
    qint64 size = 0;
    qint64 got = 0;
    while (size < bytes.size() && (got = file.read(bytes.data() + size, bytes.size() - size)) > 0)
        size += got;
    const Result<Creds> creds = parseCreds(QByteArrayView(bytes).first(size));
    wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return got < 0 ? unreadable(file.errorString()) : creds;
}

} // namespace wallaroo::exchange
